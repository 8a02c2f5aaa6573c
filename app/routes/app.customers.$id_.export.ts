// Everything held of one person, as a file. Fetching it answers their request for data.
import type { LoaderFunctionArgs } from "@remix-run/node";
import { exportCustomer } from "#app/inbox/export.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCustomerId(params);
  const file = requireFound(await exportCustomer(world, shop, id));
  return new Response(JSON.stringify(file, null, 2), {
    headers: { "content-type": "application/json; charset=utf-8", "content-disposition": `attachment; filename="customer-${id}.json"`, "cache-control": "no-store" },
  });
}

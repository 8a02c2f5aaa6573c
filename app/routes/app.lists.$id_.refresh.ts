// POST reads the segment of Shopify's anew that a list follows.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { refresh } from "#app/lists/follow.server.ts";
import { readList } from "#app/lists/rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireListId } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireListId(params);
  requireFound(await readList(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const problems = await refresh(world, shop, id);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

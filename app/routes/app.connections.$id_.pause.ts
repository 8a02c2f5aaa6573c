// POST pauses a connection, DELETE goes on.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { pauseConnection, resumeConnection } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { requireConnectionId, requireFound } from "#app/require.ts";
import { hookUp } from "#app/sync/hook-up.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  requireFound(await readConnection(world, shop, id));
  if (request.method === "DELETE") {
    await resumeConnection(world, shop, id);
    await hookUp(world, shop, id, env().SHOPIFY_APP_URL);
  } else if (request.method === "POST") await pauseConnection(world, shop, id);
  else throw new Response("Method not allowed", { status: 405 });
  return json({ problems: [] });
}

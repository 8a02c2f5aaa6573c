// POST pauses a connection, DELETE goes on.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { pauseConnection, resumeConnection } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { requireConnectionId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  requireFound(await readConnection(world, shop, id));
  if (request.method === "DELETE") await resumeConnection(world, shop, id);
  else if (request.method === "POST") await pauseConnection(world, shop, id);
  else throw new Response("Method not allowed", { status: 405 });
  return json({ problems: [] });
}

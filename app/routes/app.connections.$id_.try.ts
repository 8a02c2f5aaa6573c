// Asks the platform whether it still lets us in. What is mended goes on from there.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { env } from "#app/env.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { testConnection } from "#app/platforms/connection.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { requireConnectionId, requireFound } from "#app/require.ts";
import { hookUp } from "#app/sync/hook-up.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireConnectionId(params.id);
  requireFound(await readConnection(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const problems = await testConnection(world, shop, id);
  if (problems.length > 0) return json({ problems }, { status: 422 });
  await hookUp(world, shop, id, env().SHOPIFY_APP_URL);
  return json({ problems });
}

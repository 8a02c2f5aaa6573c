// DELETE stops all tagging and takes our tags away: offered before the app is uninstalled.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { removeAllTags } from "#app/sync/sync.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  return json({ segments: await removeAllTags(world, shop) });
}

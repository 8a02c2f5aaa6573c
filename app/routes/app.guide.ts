// DELETE puts the set-up guide of Home away for good.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { hideGuide } from "#app/shops/change-settings.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  await hideGuide(world, shop);
  return json({ done: true });
}

// Stops all texting (POST), and lets it go on (DELETE).
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { pauseTexts } from "#app/messages/settings/change-texts.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST" && request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  await pauseTexts(world, shop, request.method === "POST");
  return json({ problems: [] });
}

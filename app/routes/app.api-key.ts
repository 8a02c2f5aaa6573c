// POST makes a new key for the events door and shows it this once; DELETE takes it away.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { makeKey, revokeKey } from "#app/shops/api-key.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method === "POST") return json({ key: await makeKey(world, shop) });
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  await revokeKey(world, shop);
  return json({ key: null });
}

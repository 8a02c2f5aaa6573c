// POST pauses a webhook, DELETE goes on: also where it was switched off.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { transact } from "#app/lib/world.ts";
import { merchant } from "#app/merchant.server.ts";
import { hookLine, pauseHook, resumeHook } from "#app/outbox/hook-screen-rows.server.ts";
import { requireFound, requireHookId } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireHookId(params);
  requireFound(await hookLine(world, shop, id));
  if (request.method === "DELETE") await resumeHook(world, shop, id);
  else if (request.method === "POST") await transact(world, (inside) => pauseHook(inside, shop, id));
  else throw new Response("Method not allowed", { status: 405 });
  return json({ problems: [] });
}

// Calls a webhook at once with a test, and says what it answered.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { hookLine } from "#app/outbox/hook-screen-rows.server.ts";
import { tryHook } from "#app/outbox/hook-try.server.ts";
import { requireFound, requireHookId } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireHookId(params);
  requireFound(await hookLine(world, shop, id));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  return json(requireFound(await tryHook(world, shop, id)));
}

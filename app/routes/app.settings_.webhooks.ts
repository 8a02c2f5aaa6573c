// Registers an address that is told who joins and leaves. Its secret is in this answer and never again.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { NewHook } from "#app/outbox/hook.ts";
import { registerHook } from "#app/outbox/hook.server.ts";

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, NewHook);
  if ("problems" in read) return json({ problems: read.problems, secret: null }, { status: 422 });
  const made = await registerHook(world, shop, read.body);
  if ("problems" in made) return json({ problems: made.problems, secret: null }, { status: 422 });
  return json({ problems: [], secret: made.hook.secret });
}

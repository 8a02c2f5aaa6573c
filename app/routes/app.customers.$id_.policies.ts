// Which policies hold for one customer, and what they propose. DELETE ends a rest that a flow began.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { endRest, heldFor } from "#app/messages/policies/policies.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCustomerId(params);
  requireFound(await readCustomer(world, shop, id));
  return json({ held: await heldFor(world, shop, id) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireCustomerId(params);
  requireFound(await readCustomer(world, shop, id));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  await endRest(world, shop, id);
  return json({ held: await heldFor(world, shop, id) });
}

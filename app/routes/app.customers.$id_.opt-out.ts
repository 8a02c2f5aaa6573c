// POST opts a customer out of all texts by hand, with how they asked.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { ByHand } from "#app/messages/compliance/block.ts";
import { sayByHand } from "#app/messages/compliance/block.server.ts";
import { requireCustomerId, requireFound } from "#app/require.ts";
import { readCustomer } from "#app/segments/timeline-rows.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const customer = requireCustomerId(params);
  requireFound(await readCustomer(world, shop, customer));
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const read = await readBody(request, ByHand);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const problems = await sayByHand(world, shop, "optOut", { customer }, read.body.reason);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

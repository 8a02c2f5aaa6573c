// POST walks a flow, saved or not, with one customer from now on. Nothing is written and nothing goes.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { checkFlow } from "#app/flows/check.ts";
import { FlowDefinition } from "#app/flows/definition.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { tryFlow } from "#app/flows/person/try.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireFlowId(params);
  requireFound(await flowById(world, shop, id));
  const read = await readBody(request, z.strictObject({ definition: FlowDefinition, customerId: CustomerId }));
  const problems = "problems" in read ? read.problems : checkFlow(read.body.definition);
  if ("problems" in read || problems.length > 0) return json({ problems }, { status: 422 });
  return json(requireFound(await tryFlow(world, shop, read.body.definition, read.body.customerId, id)));
}

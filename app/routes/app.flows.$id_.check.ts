// POST looks at a flow as it stands in the editor: what makes no sense, and what its merchant should know. Nothing is written.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { FlowDefinition } from "#app/flows/definition.ts";
import { checkedFlow } from "#app/flows/flow/checked-flow.server.ts";
import { flowById } from "#app/flows/flow/flow-rows.server.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFlowId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { draftRev } = requireFound(await flowById(world, shop, requireFlowId(params)));
  const read = await readBody(request, z.strictObject({ definition: FlowDefinition }));
  if ("problems" in read) return json(read, { status: 422 });
  return json({ ...(await checkedFlow(world, shop, read.body.definition)), draftRev });
}

// POST says a segment as Klaviyo would hold it, or which of its conditions cannot be said. Nothing is written.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { invariant } from "#app/lib/invariant.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { exportKlaviyo } from "#app/segments/klaviyo/exchange.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

const Asked = z.object({ metrics: z.string() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const stored = readDefinition(requireFound(await readSegment(world, shop, requireSegmentId(params))).definition);
  invariant("definition" in stored, "what was saved can be read");
  const read = await readBody(request, Asked);
  const found = "problems" in read ? read : await exportKlaviyo(world, shop, stored.definition, read.body.metrics);
  return "problems" in found ? json({ problems: found.problems }, { status: 422 }) : json(found);
}

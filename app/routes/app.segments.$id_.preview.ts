// The live count of a definition that is not saved: POST, for a saved segment or for "new". Nothing is written.
// A count that the browser dropped for a newer one stops in the database too.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { mappedFor } from "#app/segments/metafield-rows.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { knownSegments } from "#app/segments/save-rows.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

const Asked = z.object({ definition: z.unknown() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const self = params.id === "new" ? null : requireSegmentId(params);
  if (self !== null) requireFound(await readSegment(world, shop, self));
  const body = await readBody(request, Asked);
  const read = "problems" in body ? body : readDefinition(body.body.definition);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const segments = new Map((await knownSegments(world, shop)).map(({ segmentId, uses }) => [segmentId, uses]));
  const mapped = await mappedFor(world, shop, read.definition);
  const problems = checkDefinition(read.definition, { segments, mapped, ...(self === null ? {} : { self }) });
  if (problems.length > 0) return json({ problems }, { status: 422 });
  const preview = await previewSegment(world, shop, read.definition, self, request.signal);
  return "problems" in preview ? json(preview, { status: 422 }) : json({ view: preview });
}

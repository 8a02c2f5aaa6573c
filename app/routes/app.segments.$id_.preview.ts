// The live count of a definition that is not saved: POST, for a saved segment or for "new". Nothing is written.
// A count that the browser dropped for a newer one stops in the database too.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { checkDraft } from "#app/segments/check-draft.server.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

const Asked = z.object({ definition: z.unknown() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const self = params.id === "new" ? null : requireSegmentId(params);
  if (self !== null) requireFound(await readSegment(world, shop, self));
  const body = await readBody(request, Asked);
  const checked = "problems" in body ? body : await checkDraft(world, shop, self, body.body.definition);
  if ("problems" in checked) return json({ problems: checked.problems }, { status: 422 });
  const preview = await previewSegment(world, shop, checked.definition, self, request.signal);
  return "problems" in preview ? json(preview, { status: 422 }) : json({ view: preview });
}

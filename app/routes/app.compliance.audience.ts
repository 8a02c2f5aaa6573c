// Takes the count of who could be texted a step further: of a segment, or of the whole shop.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { SegmentId } from "#app/lib/ids.ts";
import { merchant } from "#app/merchant.server.ts";
import { stepAudience } from "#app/messages/compliance/audience-count.server.ts";
import { WHOLE_SHOP } from "#app/messages/compliance/audience-rows.server.ts";
import { notFound } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

/** What the column holds. */
const SEGMENT_MAX = 2_147_483_647;

const Asked = z.strictObject({ segment: z.union([z.literal(WHOLE_SHOP), z.int().max(SEGMENT_MAX).pipe(SegmentId)]) });

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, Asked);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  const { segment } = read.body;
  if (segment !== WHOLE_SHOP && !(await readSegment(world, shop, segment))) throw notFound();
  return json(await stepAudience(world, shop, segment));
}

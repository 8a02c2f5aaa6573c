// The size of a question on some days, each computed anew: as many of the days as fit into one answer. POST, for a
// saved segment, or for a definition that is not saved ("new", or the segment it will be saved to). Nothing is written.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { readBody } from "#app/body.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { checkDraft } from "#app/segments/check-draft.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { sizesOn } from "#app/segments/then.server.ts";
import { POINTS_MAX, readBack } from "#app/segments/then.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Asked = z.object({ days: z.array(z.string()).min(1).max(POINTS_MAX), today: z.boolean(), definition: z.unknown().optional() });

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const self = params.id === "new" ? null : requireSegmentId(params);
  const saved = self === null ? null : requireFound(await readSegment(world, shop, self));
  const body = await readBody(request, Asked);
  if ("problems" in body) return json(body, { status: 422 });
  const { days, today, definition } = body.body;
  const { timeZone } = requireFound(await readShop(world, shop));
  const wrong = days.flatMap((day) => {
    const back = readBack(day, { now: world.now(), zone: timeZone });
    return "problems" in back ? back.problems : [];
  });
  if (wrong.length > 0) return json({ problems: wrong }, { status: 422 });
  const checked = await checkDraft(world, shop, self, definition ?? saved?.definition);
  if ("problems" in checked) return json(checked, { status: 422 });
  // Recorded sizes belong to the question that was recorded, whatever is being drafted.
  const sizes = await sizesOn(world, shop, { segment: definition === undefined ? self : null, definition: checked.definition, today }, days);
  return json(sizes, { status: "problems" in sizes ? 422 : 200 });
}

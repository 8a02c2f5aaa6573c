// POST makes a copy of a segment and leads to it.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { duplicateSegment } from "#app/segments/save.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  const saved = await duplicateSegment(world, shop, id);
  if ("problems" in saved) return json({ problems: saved.problems }, { status: 422 });
  return redirect(`/app/segments/${saved.segment}/edit`);
}

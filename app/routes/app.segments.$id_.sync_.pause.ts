// POST holds all changes of a segment's tag; DELETE goes on.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { pauseSync, resumeSync } from "#app/sync/sync.server.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  if (request.method === "DELETE") {
    const problems = await resumeSync(world, shop, id);
    return problems.length > 0 ? json({ problems }, { status: 422 }) : json({ done: true } as const);
  }
  await pauseSync(world, shop, id);
  return json({ done: true } as const);
}

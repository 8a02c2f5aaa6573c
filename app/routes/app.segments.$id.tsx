// One segment: who is in it, how that changed, and its tag in Shopify.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging } from "#app/body.ts";
import { SegmentPage } from "#app/components/segments/segment-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { listPins } from "#app/segments/pin-rows.server.ts";
import { deleteSegment } from "#app/segments/save.server.ts";
import { joinedAndLeft, readSegment } from "#app/segments/screen-rows.server.ts";
import { listMembers } from "#app/segments/search-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { suggestTag, syncState } from "#app/sync/sync.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { definition: _, ...segment } = requireFound(await readSegment(world, shop, id));
  const [members, movements, pins, sync, suggestedTag, { currency, timeZone }] = await Promise.all([
    listMembers(world, shop, id, readPaging(request)),
    joinedAndLeft(world, shop, id),
    listPins(world, shop, id),
    syncState(world, shop, id),
    suggestTag(world, shop, segment.name),
    readShop(world, shop).then(requireFound),
  ]);
  return json({ segment, members, movements, pins, sync: requireFound(sync), suggestedTag, currency, timeZone, now: world.now() });
}

/** DELETE removes the segment, or says which segments still ask about it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  const id = requireSegmentId(params);
  requireFound(await readSegment(world, shop, id));
  if (request.method !== "DELETE") throw new Response("Method not allowed", { status: 405 });
  const problems = await deleteSegment(world, shop, id);
  if (problems.length > 0) return json({ problems }, { status: 422 });
  return redirect("/app/segments");
}

export default function Segment() {
  return <SegmentPage {...useLoaderData<typeof loader>()} />;
}

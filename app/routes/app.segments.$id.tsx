// One segment: who is in it, how that changed, and where it goes: its tag in Shopify, and the platforms.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging } from "#app/body.ts";
import { SegmentPage } from "#app/components/segments/segment-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { readAudience } from "#app/messages/compliance/audience-rows.server.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { liveConnections } from "#app/platforms/connection-rows.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { listPins } from "#app/segments/pin-rows.server.ts";
import { deleteSegment } from "#app/segments/save.server.ts";
import { joinedAndLeft, readSegment } from "#app/segments/screen-rows.server.ts";
import { listMembers } from "#app/segments/search-rows.server.ts";
import { notedOf } from "#app/segments/sentence.server.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { suggestTag, syncState } from "#app/sync/sync.server.ts";
import { targetsOf } from "#app/sync/target.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { definition, ...segment } = requireFound(await readSegment(world, shop, id));
  const [notes, members, movements, pins, sync, suggestedTag, places, live, audience, { currency, timeZone }] = await Promise.all([
    notedOf(world, shop, definition),
    listMembers(world, shop, id, readPaging(request)),
    joinedAndLeft(world, shop, id),
    listPins(world, shop, id),
    syncState(world, shop, id),
    suggestTag(world, shop, segment.name),
    targetsOf(world, shop, { segment: id }),
    liveConnections(world, shop),
    readAudience(world, shop, id),
    readShop(world, shop).then(requireFound),
  ]);
  const connections = live.filter(({ platform }) => CAPABILITIES[platform].memberships.length > 0)
    .map(({ connection_id, platform, account_name, state, settings: { model, events } }) => ({ connectionId: connection_id, platform, accountName: account_name, state, settings: { model, events } }));
  return json({ segment: { ...segment, notes }, members, movements, pins, sync: requireFound(sync), suggestedTag, places, connections, audience, currency, timeZone, now: world.now() });
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

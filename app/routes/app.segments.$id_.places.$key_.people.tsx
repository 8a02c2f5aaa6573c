// Who of a segment is not on a platform as wished, each with the reason.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readPaging } from "#app/body.ts";
import { LeftOutPage } from "#app/components/connections/left-out-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { requireConnectionId, requireFound, requireSegmentId } from "#app/require.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { listLeftOut } from "#app/sync/target-people-rows.server.ts";
import { targetsOf } from "#app/sync/target.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const of = { segment: requireSegmentId(params), connection: requireConnectionId(params.key) };
  const { name } = requireFound(await readSegment(world, shop, of.segment));
  const [place] = await targetsOf(world, shop, of);
  const { platform, reasons } = requireFound(place ?? null);
  return json({ segment: { segmentId: of.segment, name }, platform: CAPABILITIES[platform].name, reasons, people: await listLeftOut(world, shop, of, readPaging(request).after), now: world.now() });
}

export default function LeftOut() {
  return <LeftOutPage {...useLoaderData<typeof loader>()} />;
}

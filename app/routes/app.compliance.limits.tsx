// Bans, days off and limits for segments. POST makes one change of any of them.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { readBody } from "#app/body.ts";
import { LimitsPage } from "#app/components/compliance/limits-page.tsx";
import { limitsView } from "#app/components/compliance/limits-view.ts";
import { everyPlace } from "#app/components/compliance/places.ts";
import { merchant } from "#app/merchant.server.ts";
import { GateChange } from "#app/messages/compliance/change-gate.ts";
import { changeGateOf } from "#app/messages/compliance/change-gate.server.ts";
import { readTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { notFound, requireFound } from "#app/require.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import { listSegments, readSegment } from "#app/segments/screen-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const [{ settings }, segments, { timeZone }] = await Promise.all([readTextSettings(world, shop), listSegments(world, shop), readShop(world, shop).then(requireFound)]);
  const now = world.now().getTime();
  return json({
    limits: limitsView(settings, segments, now), places: everyPlace(), segments: segments.map(({ segmentId, name }) => ({ value: String(segmentId), label: name })), timeZone, today: dayText(dayOf(now, timeZone)),
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const read = await readBody(request, GateChange);
  if ("problems" in read) return json({ problems: read.problems }, { status: 422 });
  if (read.body.change === "segmentPolicy" && !(await readSegment(world, shop, read.body.segment))) throw notFound();
  const problems = await changeGateOf(world, shop, read.body);
  return json({ problems }, { status: problems.length > 0 ? 422 : 200 });
}

export default function Limits() {
  return <LimitsPage {...useLoaderData<typeof loader>()} />;
}

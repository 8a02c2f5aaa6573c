// Who will enter or leave a segment if nothing happens: ?days=7, 30 or 90, &show=enter or leave, &day=2026-06-15
// for the people of one day.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readPaging, readQuery } from "#app/body.ts";
import { ComingPage } from "#app/components/segments/coming-page.tsx";
import type { Problem } from "#app/lib/problem.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { dayPlace, movements } from "#app/segments/coming.ts";
import { whatComes } from "#app/segments/coming.server.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Days = z.enum(["7", "30", "90"]).catch("30").transform(Number);
const NONE: Problem[] = [];
const Show = z.enum(["enter", "leave"]).nullable().catch(null);

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { name, sentence } = requireFound(await readSegment(world, shop, id));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const query = readQuery(request);
  const [days, show] = [Days.parse(query["days"]), Show.parse(query["show"])];
  const day = dayPlace(query["day"], world.now(), timeZone, days);
  const { after } = readPaging(request);
  const found = await whatComes(world, shop, id, days, { enters: show && show === "enter", day, ...(after && { after }) });
  const shared = { id, name, sentence, days, day: day === null ? null : (query["day"] ?? null), currency, timeZone };
  if ("problems" in found) return json({ ...shared, show: show ?? "leave", problems: found.problems, coming: null });
  const { people, ahead, tookMs, flips, now, zone, enters } = found;
  return json({ ...shared, show: enters ? "enter" as const : "leave" as const, problems: NONE, coming: { movements: movements(flips, now, zone, days), people, ahead, tookMs } });
}

export default function Coming() {
  return <ComingPage {...useLoaderData<typeof loader>()} />;
}

// A segment as of a day that is over: ?day=2025-06-15, &today=1 to let today's values stand in where no
// history is kept, &show=stayed, left or joined.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { readPaging, readQuery } from "#app/body.ts";
import { gapLines } from "#app/components/segments/gap-words.ts";
import { PastPage } from "#app/components/segments/past-page.tsx";
import type { Problem } from "#app/lib/problem.ts";
import { merchant } from "#app/merchant.server.ts";
import { requireFound, requireSegmentId } from "#app/require.ts";
import { readDefinition } from "#app/segments/definition.ts";
import { readSegment } from "#app/segments/screen-rows.server.ts";
import { namesIn } from "#app/segments/sentence.server.ts";
import { askBack, segmentThen } from "#app/segments/then.server.ts";
import { GROUPS } from "#app/segments/then-rows.server.ts";
import { readBack } from "#app/segments/then.ts";
import { readShop } from "#app/shops/rows.server.ts";

const Show = z.enum(GROUPS).catch("then");

const NONE: Problem[] = [];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const id = requireSegmentId(params);
  const { name, sentence, memberCount, definition: stored, createdAt } = requireFound(await readSegment(world, shop, id));
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const query = readQuery(request);
  const show = Show.parse(query["show"]);
  const today = query["today"] === "1";
  const now = world.now();
  const wanted = readBack(query["day"], { now, zone: timeZone });
  const read = readDefinition(stored);
  const shared = { segmentId: id, name, sentence, memberCount, createdAt, show, today, currency, timeZone, now };
  if ("problems" in wanted) return json({ ...shared, day: query["day"] ?? "", problems: wanted.problems, then: null, gaps: [] });
  if ("problems" in read) return json({ ...shared, day: wanted.day, problems: read.problems, then: null, gaps: [] });
  const back = { day: wanted.day, today };
  const ask = await askBack(world, shop, back);
  const gaps = gapLines(read.definition, { at: ask.now.getTime(), today, recorded: ask.past?.recorded ?? {} }, { names: await namesIn(world, shop, read.definition), currency, timeZone });
  const then = await segmentThen(world, shop, { segment: id, definition: read.definition, back }, show, readPaging(request));
  return json({ ...shared, day: wanted.day, gaps, ...("problems" in then ? { problems: then.problems, then: null } : { problems: NONE, then }) });
}

export default function Past() {
  return <PastPage {...useLoaderData<typeof loader>()} />;
}

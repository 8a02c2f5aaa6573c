// Who will enter or leave a segment on the days ahead if nothing happens: the clock road's own question
// (edges.ts: whose answer may change between two instants?), put to days that are still to come. Each day costs
// what ages on it. The segments it asks about age along with it, in their order.
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import type { Problem } from "../lib/problem.ts";
import type { Sql } from "../lib/sql.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import type { ShopAsk } from "./ask.ts";
import { askOf } from "./ask-rows.server.ts";
import { type Flip, foretold, samples } from "./coming.ts";
import { type AskedSegment, askedSegments, countAhead, flipsBetween, namedCustomers, readMeetings, staysWith, together } from "./coming-rows.server.ts";
import { type Comer, whoComes } from "./coming-people.server.ts";
import { compile, meetings } from "./compile.ts";
import { withPins } from "./compile/pins.ts";
import { crossed } from "./crossed.ts";
import { type Definition, readDefinition } from "./definition.ts";
import { edges, type Span } from "./edges.ts";
import { levels } from "./evaluate.ts";
import { limited } from "./limited.server.ts";
import { type Meeting, metBetween } from "./meeting.ts";
import type { Page } from "./search-rows.server.ts";

const TIMEOUT_MS = seconds(20);

export type Coming = {
  now: Date;
  zone: string;
  flips: Flip[];
  /** How many people nothing is foretold of: they have orders dated ahead. */
  ahead: number;
  /** Whether those named enter or leave. */
  enters: boolean;
  people: Page<Comer>;
  tookMs: number;
};
type ReadSegment = AskedSegment & { definition: Definition };
/** Which of them are named: of one day (from today on, 0 is today) or of all; those who enter or who leave, null for whichever are more. */
export type Shown = { enters: boolean | null; day: number | null; after?: string };

export async function whatComes(world: World, shop: ShopId, segment: SegmentId, days: number, shown: Shown): Promise<Coming | { problems: Problem[] }> {
  const startedAt = world.now();
  const found = await limited(world, TIMEOUT_MS, async (inside) => {
    const ask = await askOf(inside, shop);
    const instants = samples(ask.now, ask.zone, days);
    const asked = await askedSegments(inside, shop, segment);
    const own = asked.find((each) => each.segment === segment);
    const all = await foretell(inside, shop, asked, ask, instants);
    if (!own || !all) return null;
    const flips = all.get(segment) ?? [];
    const others = own.uses.map((used) => ({ segment: used, foretold: foretold(all.get(used) ?? [], instants) }));
    const side = shown.enters ?? flips.filter(({ enters }) => enters).length > flips.length / 2;
    const named = flips.filter(({ day, enters }) => enters === side && (shown.day === null || shown.day === day));
    const people = await whoComes(inside, shop, { definition: definitionOf(own), ask, instants, others }, named, shown.after);
    return { now: ask.now, zone: ask.zone, flips, ahead: await countAhead(inside, shop), enters: side, people };
  });
  if (found) return { ...found, tookMs: world.now().getTime() - startedAt.getTime() };
  return { problems: [{ path: ["days"], message: `Looking ${days} days ahead takes longer than ${TIMEOUT_MS / seconds(1)} seconds for this question and was stopped. Choose fewer days.` }] };
}

/** Of all of them, day by day. Null: it takes too long. What is parked does not move. */
export async function foretell(world: World, shop: ShopId, asked: AskedSegment[], ask: ShopAsk, instants: Date[]): Promise<Map<SegmentId, Flip[]> | null> {
  const order = levels(asked.filter(({ isKept }) => isKept)).flat().map((each): ReadSegment => ({ ...each, definition: definitionOf(each) }));
  const flips = new Map<SegmentId, Flip[]>(order.map((each) => [each.segment, []]));
  const until = world.now().getTime() + TIMEOUT_MS;
  const met = await meetAhead(world, order, ask, instants.at(-1) ?? ask.now);
  for (const [day, t1] of instants.slice(1).entries()) {
    const t0 = instants[day] ?? t1;
    if (t0 >= t1) continue;
    if (world.now().getTime() > until) return null;
    for (const each of order) {
      const known = each.uses.flatMap((used) => (flips.get(used)?.length ? [{ segment: used, flips: flips.get(used) ?? [] }] : []));
      const stays = known.length === 0 ? undefined : staysWith(shop, known.map((used) => ({ segment: used.segment, foretold: foretold(used.flips, instants) })));
      const aged: ShopAsk = { ...ask, ...(stays && { stays }) };
      const candidates = candidatesOf(each, { ...aged, t0, t1, met }, known.flatMap((used) => used.flips.map(({ customer }) => customer)));
      const moved = await flipsBetween(world, shop, candidates, verdictsAt(each, aged, t0), verdictsAt(each, aged, t1));
      flips.get(each.segment)?.push(...moved.map(({ customer, enters }) => ({ customer, day, enters })));
    }
  }
  return flips;
}

/** Everybody is looked at once for each comparison with time, and not again for each day. */
async function meetAhead(world: World, asked: ReadSegment[], ask: ShopAsk, until: Date): Promise<NonNullable<Span["met"]>> {
  const leaves = new Map(asked.flatMap((each) => edges(each.definition, ask.zone)).flatMap((edge) => (edge.kind === "meeting" ? [[JSON.stringify(edge.leaf), edge.leaf] as const] : [])));
  const found = new Map<string, Meeting[]>();
  for (const [key, leaf] of leaves) {
    const query = meetings(leaf, ask, until);
    found.set(key, query === null ? [] : await readMeetings(world, query));
  }
  return (leaf, t0, t1) => {
    const known = found.get(JSON.stringify(leaf));
    return known && metBetween(leaf, known, ask.now, t0, t1);
  };
}

/** More than flip, never fewer: who crosses an edge, and whoever's stays elsewhere are foretold. */
function candidatesOf({ definition }: ReadSegment, span: Span, foretoldOf: string[]): Sql {
  const aged = crossed(definition, span);
  return together([
    ...(aged === null ? [] : [aged]),
    namedCustomers(new Set(foretoldOf)),
  ]);
}

function verdictsAt({ segment, definition }: ReadSegment, ask: ShopAsk, now: Date): (candidates: Sql) => Sql {
  return withPins(compile(definition, { ...ask, now }), ask.shop, segment).verdicts;
}

function definitionOf({ segment, definition }: AskedSegment): Definition {
  const read = readDefinition(definition);
  invariant("definition" in read, `the stored definition of segment ${segment} can still be read`);
  return read.definition;
}

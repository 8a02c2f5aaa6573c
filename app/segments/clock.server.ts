// The clock road: nobody did anything, but time went on. It looks only at customers with a fact that
// crossed the edge of a window since the last run, and at those whom their moves concern; ageing
// costs what ages, not what exists.
import { z } from "zod";
import { roll } from "../customers/roll.server.ts";
import { markChanged } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { Count, raw, row, sql } from "../lib/sql.ts";
import { earlier, hours } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { clampInstant } from "./calendar.ts";
import { ageFew, PEOPLE_A_SEGMENT } from "./clock-few.server.ts";
import { crossedParts } from "./crossed.ts";
import { type Aged, candidatesOf } from "./crosser-rows.server.ts";
import { CUTOFFS_STAND_MS, freshen, needsAny } from "./cutoff.server.ts";
import type { Stretch, Table } from "./edges.ts";
import { levels } from "./evaluate.ts";
import { evaluateWhole } from "./evaluate-full.server.ts";
import { dueToRoll, moveClock, roadSegments, type RoadSegment, startRoad, type Start } from "./road-rows.server.ts";
import { type Asked, definitionOf, moveLevel, parkCulprits } from "./road.server.ts";

/** Counting who crosses is worth it only after a pause; in the usual minute they are few. */
const PAUSE_MS = hours(1);
/** From here on the whole segment is cheaper than its candidates (about 90 µs each against 14 µs, at 50 segments). */
const CANDIDATES_MAX = 20_000;
/** What is left over is still due at the next run. */
const ROLL_MAX = 5_000;

export const clock: Pump = { name: "clock", step: (world, shop) => clockRoad(world, shop) };

/** Brings the shop from clocked_at to now; returns how many people moved. More than `fewMax` a segment are asked about in SQL. */
export async function clockRoad(world: World, shop: ShopId, fewMax = PEOPLE_A_SEGMENT): Promise<number> {
  const rolledAt = await rollDue(world, shop);
  let asked: RoadSegment[] = [];
  try {
    return await transact(world, async (inside) => {
      const begun = await startRoad(inside, shop);
      const segments = await roadSegments(inside, shop);
      asked = segments.filter((segment) => !segment.fullDue && segment.evaluatedAt !== null);
      await inside.point("clock:before-diff");
      const { cutoffs, changed } = await freshen(inside, shop, begun, asked.map(definitionOf), earlier(begun.now, CUTOFFS_STAND_MS));
      const start = { ...begun, cutoffs, changed };
      let moved = 0;
      for (const level of levels(asked)) moved += await ageLevel(inside, shop, { ...start, fewMax }, level, segments, rolledAt);
      await moveClock(inside, shop, start.now);
      await inside.point("clock:before-commit");
      return moved;
    });
  } catch (problem) {
    return await parkCulprits(world, shop, asked, problem);
  }
}

/**
 * Facts that lay in the future now count: those customers are rolled up again, and every segment looks at
 * them. In its own transaction: roll-ups take the shop's facts lock, which no road may wait for.
 */
async function rollDue(world: World, shop: ShopId): Promise<Date | null> {
  const now = world.now();
  const due = await dueToRoll(world, shop, now, ROLL_MAX);
  if (due.length === 0) return null;
  return transact(world, async (inside) => {
    await roll(inside, shop, due, now);
    await markChanged(inside, shop, due, now);
    await wake(inside, shop, "evaluate");
    return now;
  });
}

async function ageLevel(world: World, shop: ShopId, start: Start & { changed: ReadonlySet<string>; fewMax: number }, level: RoadSegment[], segments: RoadSegment[], rolledAt: Date | null): Promise<number> {
  const aged: Aged[] = [];
  for (const segment of level) {
    if (start.changed.size > 0 && needsAny(definitionOf(segment), start.changed)) {
      await evaluateWhole(world, shop, start, segment, segments, "clock");
      continue;
    }
    const found = agedBy(shop, start, segment, rolledAt);
    if (found.stretches.length === 0 && found.others === null) continue;
    if (await isCrowd(world, shop, start, found)) {
      await evaluateWhole(world, shop, start, segment, segments, "clock");
      continue;
    }
    aged.push(found);
  }
  if (aged.length === 0) return 0;
  const moved = await ageFew(world, shop, start, aged, aged.length * start.fewMax);
  return moved ?? moveLevel(world, shop, start, [], aged.map((each) => named(shop, each)), "clock");
}

function named(shop: ShopId, aged: Aged): Asked {
  const name = raw(`aged_${aged.segment.segment}`);
  return { segment: aged.segment, asked: sql`select customer_id from ${name}`, part: sql`${name} as materialized (${candidatesOf(shop, aged)})` };
}

/** Whose answer may have changed: an edge was crossed, a stay they are asked about moved just now, or they were rolled up again. */
function agedBy(shop: ShopId, start: Start, segment: RoadSegment, rolledAt: Date | null): Aged {
  const from = latest(start.clockedAt, segment.evaluatedAt);
  const { stretches, others } = from < start.now ? crossedParts(definitionOf(segment), { ...start, shop, t0: from, t1: start.now }) : { stretches: [], others: null };
  const stays = segment.uses.flatMap((used) => ["m.entered_at", "m.left_at"].map((column): Table => ({ from: "membership", alias: "m", column, of: { column: "segment_id", id: used } })));
  const since = (at: Date) => (table: Table): Stretch => ({ table, from: at.getTime(), to: clampInstant(Infinity) });
  const rolled: Table[] = rolledAt ? [{ from: "customer", alias: "c", column: "c.changed_at" }] : [];
  return { segment, stretches: [...stretches, ...stays.map(since(start.now)), ...rolled.map(since(rolledAt ?? start.now))], others };
}

async function isCrowd(world: World, shop: ShopId, start: Start, aged: Aged): Promise<boolean> {
  if (start.clockedAt && start.clockedAt > earlier(start.now, PAUSE_MS)) return false;
  const counted = await row(world.db, z.object({ candidates: Count }), sql`
    select count(*) as candidates from (select 1 from (${candidatesOf(shop, aged)}) candidate limit ${CANDIDATES_MAX}) counted`);
  return counted?.candidates === CANDIDATES_MAX;
}

const latest = (...instants: (Date | null)[]) => new Date(Math.max(0, ...instants.map((instant) => instant?.getTime() ?? 0)));

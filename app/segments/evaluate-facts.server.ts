// The facts road: customers whose facts changed are put to every live segment. The customers are held
// while it looks, so a fact that arrives meanwhile waits and marks its customer again: none is missed.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import { sql } from "../lib/sql.ts";
import { lookOver } from "../lib/statistics.server.ts";
import { often, rarely, transact, type World } from "../lib/world.ts";
import { levels } from "./evaluate.ts";
import { countEvents } from "./event-facts-rows.server.ts";
import { readPeople, withStays } from "./facts.server.ts";
import { matchesOf } from "./match.ts";
import { needsOf } from "./needs.ts";
import type { PersonFacts } from "./person.ts";
import { moveKnown } from "./membership-rows.server.ts";
import { clearChanged, isAnyChanged, roadSegments, type RoadSegment, type Start, startRoad, takeChanged } from "./road-rows.server.ts";
import { definitionOf, moveLevel, parkCulprits, wakeIfSynced } from "./road.server.ts";

const CUSTOMERS_MAX = 1_000;
/** To plan fifty questions as one statement takes longer than to read the facts of a few people and look at them here. */
const FEW_MAX = 20;
/** Of all of them together: long histories are left to the database. */
const FEW_ORDERS_MAX = 500;
/** Of the kinds that are asked about. A browser makes hundreds in an evening. */
const FEW_EVENTS_MAX = 2_000;

/** Moves one batch; returns how many customers it looked at. More than `fewMax` of them are asked about in SQL. */
export async function factsRoad(world: World, shop: ShopId, fewMax = FEW_MAX): Promise<number> {
  const looked = await moveBatch(world, shop, fewMax);
  // Where so many change at once, stays may have come to a table that was just empty; the next batch joins it.
  if (looked === CUSTOMERS_MAX) await lookOver(world, "customer", "list_member", "membership");
  return looked;
}

async function moveBatch(world: World, shop: ShopId, fewMax: number): Promise<number> {
  if (!(await isAnyChanged(often(world), shop))) return 0;
  let asked: RoadSegment[] = [];
  try {
    return await transact(often(world), async (inside) => {
      const start = await startRoad(inside, shop);
      const changed = await takeChanged(inside, shop, CUSTOMERS_MAX);
      const customers = changed.map(({ customer_id }) => customer_id);
      if (customers.length === 0) return 0;
      await inside.point("evaluate:before-diff");
      asked = (await roadSegments(inside, shop)).filter((segment) => !segment.fullDue);
      const isFew = customers.length <= fewMax && changed.reduce((sum, { order_count }) => sum + order_count, 0) <= FEW_ORDERS_MAX;
      const moved = isFew && (await moveFew(inside, shop, start, asked, customers));
      if (!moved) await moveMany(rarely(inside), shop, start, asked, customers);
      await clearChanged(inside, shop, customers);
      await inside.point("evaluate:before-commit");
      return customers.length;
    });
  } catch (problem) {
    return await parkCulprits(world, shop, asked, problem);
  }
}

async function moveMany(world: World, shop: ShopId, start: Start, asked: RoadSegment[], customers: CustomerId[]): Promise<void> {
  const candidates = sql`candidate as materialized (select unnest(${customers}::bigint[]) as customer_id)`;
  for (const level of levels(asked)) {
    const everyone = level.map((segment) => ({ segment, asked: sql`select customer_id from candidate` }));
    await moveLevel(world, shop, start, [candidates], everyone, "fact");
  }
}

/**
 * match.ts says of each customer what compile.ts says of all of them. Only segments for which that differs
 * from the stays read (nobody moves one meanwhile) are written. After each level stays are read again where
 * it moved any: the next asks about them. False, and nothing is moved, where their events are too many to read.
 */
async function moveFew(world: World, shop: ShopId, start: Start, asked: RoadSegment[], customers: CustomerId[]): Promise<boolean> {
  const all = levels(asked).map((level) => level.map((segment) => ({ ...segment, definition: definitionOf(segment) })));
  const needs = needsOf(all.flat().map(({ definition }) => definition));
  if ((await countEvents(world, shop, customers, needs.kinds, FEW_EVENTS_MAX)) === FEW_EVENTS_MAX) return false;
  let people = await readPeople(world, shop, customers, needs);
  for (const level of all) {
    const matched = people.flatMap((person) => matchesOf(level, person, start).map(({ segment }) => ({ segment, customer: person.customer.customerId })));
    // Who is no customer any more has no facts, but may have stays.
    const differing = people.length < customers.length ? level : level.filter(({ segment }) => isOther(segment, people, matched));
    const moved = await moveKnown(world, shop, differing, customers, matched.filter(({ segment }) => differing.some((each) => each.segment === segment)), start.now, "fact");
    await wakeIfSynced(world, shop, level, moved);
    if (moved.length > 0 && level !== all.at(-1)) people = await withStays(world, shop, people);
  }
  return true;
}

function isOther(segment: SegmentId, people: PersonFacts[], matched: { segment: SegmentId; customer: string }[]): boolean {
  const inside = new Set(matched.filter((match) => match.segment === segment).map(({ customer }) => customer));
  return people.some(({ customer, stays }) => stays.some(({ segmentId, leftAt }) => segmentId === segment && leftAt === null) !== inside.has(customer.customerId));
}

// The clock road's short way. In a usual minute few people cross an edge, while a statement for each segment has to be
// planned whoever crossed: so the people are found first, and where they are few, read and looked at here, by match.ts.
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "../lib/ids.ts";
import { Count, row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { type Aged, crossers } from "./crosser-rows.server.ts";
import { countEvents } from "./event-facts-rows.server.ts";
import { readPeople } from "./facts.server.ts";
import { matchesOf } from "./match.ts";
import { movePairs, type Pair } from "./membership-rows.server.ts";
import { needsOf } from "./needs.ts";
import type { PersonFacts } from "./person.ts";
import type { Start } from "./road-rows.server.ts";
import { definitionOf, wakeIfSynced } from "./road.server.ts";

/** Planning a segment's question takes as long as reading so many people. */
export const PEOPLE_A_SEGMENT = 5;
/** Long histories are left to the database: so many orders, or events, are as much work as one person. */
const ORDERS_A_PERSON = 25;
const EVENTS_A_PERSON = 100;
const PEOPLE_AT_ONCE = 500;

/** How many people moved; null, and nobody was moved, where more than `most` are to be looked at. */
export async function ageFew(world: World, shop: ShopId, start: Start, aged: Aged[], most: number): Promise<number | null> {
  const pairs = await crossers(world, shop, aged, most);
  if (pairs === null) return null;
  if (pairs.length === 0) return 0;
  const asked = Map.groupBy(pairs, ({ customer }) => CustomerId.parse(customer));
  const crossed = new Set(pairs.map(({ segment }) => segment));
  const questions = new Map(aged.flatMap(({ segment }) => (crossed.has(segment.segment) ? [[segment.segment, { ...segment, definition: definitionOf(segment) }] as const] : [])));
  const needs = needsOf([...questions.values()].map(({ definition }) => definition));
  const customers = [...asked.keys()];
  if (needs.orders && (await countOrders(world, shop, customers)) > most * ORDERS_A_PERSON) return null;
  if ((await countEvents(world, shop, customers, needs.kinds, most * EVENTS_A_PERSON)) >= most * EVENTS_A_PERSON) return null;
  const differing: (Pair & { isInside: boolean })[] = [];
  for (let at = 0; at < customers.length; at += PEOPLE_AT_ONCE) {
    const some = customers.slice(at, at + PEOPLE_AT_ONCE);
    const people = new Map((await readPeople(world, shop, some, needs)).map((person) => [person.customer.customerId, person]));
    for (const customer of some) {
      const person = people.get(customer);
      const segments = (asked.get(customer) ?? []).map(({ segment }) => segment);
      const inside = new Set(person && matchesOf(segments.flatMap((segment) => questions.get(segment) ?? []), person, start).map(({ segment }) => segment));
      for (const segment of segments) {
        // Who is no customer any more has no facts, but may have stays.
        if (person === undefined || isMember(person, segment) !== inside.has(segment)) differing.push({ segment, customer, isInside: inside.has(segment) });
      }
    }
  }
  const versions = [...questions.values()];
  const moved = await movePairs(world, shop, versions, differing, differing.filter(({ isInside }) => isInside), start.now, "clock");
  await wakeIfSynced(world, shop, versions, moved);
  return moved.reduce((sum, { entered, left }) => sum + entered + left, 0);
}

const isMember = ({ stays }: PersonFacts, segment: SegmentId) => stays.some(({ segmentId, leftAt }) => segmentId === segment && leftAt === null);

const countOrders = async (world: World, shop: ShopId, customers: CustomerId[]): Promise<number> =>
  (await row(world.db, z.object({ orders: Count }), sql`select coalesce(sum(order_count), 0) as orders from customer where shop_id = ${shop} and customer_id = any(${customers}::bigint[])`))?.orders ?? 0;

// Law: whatever the order in which a real history arrives, and however often each part of it does,
// the rows are the same; and the roll-ups that were kept on the way equal a recomputation.
import fc from "fast-check";
import { z } from "zod";
import { expect, test } from "vitest";
import { writeFacts } from "#app/customers/apply.server.ts";
import { addFacts, noFacts } from "#app/customers/fact.ts";
import { recount } from "#app/customers/roll.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { raw, sql } from "#app/lib/sql.ts";
import { days, later } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { understand } from "#app/shopify/topics.ts";
import { readJson } from "#app/shopify/values.ts";
import { type Op, OPS, tell, type Told } from "#tests/support/history.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";

const world = await aWorld(later(START, days(2)));

const TABLES = ["customer", "customer_tag", "customer_gone", "product", "orders", "order_line", "order_refund", "event", "event_cover"];

/** Marks of tags that a whole list has overruled tell sync about a removal once; whether one is left depends on what was known before. */
const HEARD = sql`(present or changed_at > coalesce((select tags_at from customer c where c.shop_id = t.shop_id and c.customer_id = t.customer_id), '-infinity'))`;

/** Of no account by itself: `changed_at` is when we looked, and the words of the merged may lie with any of those between them and the survivor, who has those on email. */
const LEFT_OUT: Record<string, string[]> = {
  customer: ["changed_at"],
  customer_gone: ["sms_state", "sms_opt_in_level", "sms_collected_from", "sms_updated_at", "sms_phone", "email_state", "email_opt_in_level", "email_updated_at"],
};

async function rowsOf(shop: ShopId): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {};
  for (const table of TABLES) {
    const rows = await world.db.rows(z.object({ row: z.record(z.string(), z.unknown()) }), sql`
      select to_jsonb(t) - 'shop_id' - ${LEFT_OUT[table] ?? []}::text[] as row from ${raw(table)} t where shop_id = ${shop} and ${table === "customer_tag" ? HEARD : sql`true`}`);
    all[table] = rows.map(({ row }) => JSON.stringify(row, Object.keys(row).sort())).sort();
  }
  return all;
}

function factsOf(told: Told) {
  if ("read" in told) return told.read;
  const meaning = understand(told.topic, readJson(JSON.stringify(told.payload)), told.at);
  if (Array.isArray(meaning) || meaning.kind !== "facts") throw new Error(`${told.topic}: ${JSON.stringify(meaning)}`);
  return meaning.facts;
}

/** In batches, as the pump would. */
async function arrive(shop: ShopId, told: readonly Told[], batch: number): Promise<void> {
  for (let from = 0; from < told.length; from += batch) {
    const facts = noFacts();
    for (const each of told.slice(from, from + batch)) addFacts(facts, factsOf(each));
    await transact(world, (within) => writeFacts(within, shop, facts, { now: world.now(), live: true }));
  }
}

const op: fc.Arbitrary<Op> = fc.record({ op: fc.constantFrom(...OPS, "join", "order", "order", "merge", "click", "click"), who: fc.nat(9), what: fc.nat(20) });
const history = fc.array(op, { minLength: 3, maxLength: 40 }).map((ops) => tell([{ op: "join", who: 0, what: 1 }, { op: "join", who: 0, what: 2 }, ...ops], START));

const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
const RUNS = Number(process.env.RUNS ?? 40);

test("Any order of arrival and any duplication of a real history gives the same rows.", async () => {
  console.info(`seed=${SEED}`);
  const shuffles = fc.record({ seed: fc.nat(), batch: fc.constantFrom(1, 3, 50) });
  await fc.assert(
    fc.asyncProperty(history, shuffles, async (told, { seed, batch }) => {
      const [straight, shuffled] = [await aShop(world), await aShop(world)];
      await arrive(straight, told, 1);
      const [sample] = fc.sample(fc.shuffledSubarray([...told, ...told.slice(0, 12)], { minLength: told.length + Math.min(12, told.length) }), { seed, numRuns: 1 });
      await arrive(shuffled, sample ?? [], batch);
      expect(await rowsOf(shuffled)).toEqual(await rowsOf(straight));
      expect(await recount(world, shuffled)).toBe(0);
    }),
    { seed: SEED, numRuns: RUNS, endOnFailure: false },
  );
});

test("What lies ahead counts when it comes, and whoever it concerns knows when.", async () => {
  const shop = await aShop(world);
  const told = tell([{ op: "join", who: 0, what: 1 }, { op: "order", who: 0, what: 1 }, { op: "refund", who: 0, what: 5 }], later(START, days(10)));
  await arrive(shop, told, 1);
  const Ahead = z.object({ order_count: z.number(), net: z.string(), again: z.string().nullable() });
  const ahead = () => world.db.rows(Ahead, sql`select order_count, net_minor as net, to_json(roll_again_at) #>> '{}' as again from customer where shop_id = ${shop}`);
  const [before] = await ahead();
  expect(before).toMatchObject({ order_count: 0, net: "0" });
  world.clock.set(new Date(before?.again ?? ""));
  expect(await recount(world, shop)).toBe(1);
  const [between] = await ahead();
  expect(between).toMatchObject({ order_count: 1, net: "2040" });
  world.clock.set(new Date(between?.again ?? ""));
  expect(await recount(world, shop)).toBe(1);
  expect(await ahead()).toEqual([{ order_count: 1, net: "1935", again: null }]);
  world.clock.set(later(START, days(2)));
});

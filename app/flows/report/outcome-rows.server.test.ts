import { expect, test } from "vitest";
import type { ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { recordset } from "#app/lib/recordset.ts";
import { hours } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { orderedIn } from "./outcome-rows.server.ts";

const world = await aWorld();
const FLOW = 1;
const WITHIN = hours(10);
const START = Date.parse("2026-03-01T00:00:00Z");

type RunOf = { run: number; customer: number; control: boolean; at: number };
type TextOf = { text: number; run: number; step: string; at: number; state: string };
type OrderOf = { order: number; customer: number; at: number; minor: number; isVoid: boolean };
type Life = { runs: RunOf[]; texts: TextOf[]; orders: OrderOf[] };

/** Few people, many runs, hours that coincide. */
function life(seed: number): Life {
  let state = seed;
  const below = (limit: number) => (state = (state * 48_271) % 2_147_483_647) % limit;
  const at = () => START + hours(below(40));
  const runs = Array.from({ length: 30 }, (_, index): RunOf => ({ run: index + 1, customer: 1 + below(6), control: below(3) === 0, at: at() }));
  return {
    runs,
    texts: Array.from({ length: 50 }, (_, index): TextOf => ({ text: index + 1, run: 1 + below(runs.length), step: `m${below(3)}`, at: at(), state: ["sent", "delivered", "failed"][below(3)] ?? "sent" })),
    orders: Array.from({ length: 60 }, (_, index): OrderOf => ({ order: index + 1, customer: 1 + below(7), at: at(), minor: 100 * below(50), isVoid: below(8) === 0 })),
  };
}

async function write(shop: ShopId, { runs, texts, orders }: Life): Promise<void> {
  const instants = <Row extends { at: number }>(rows: readonly Row[]) => rows.map((row) => ({ ...row, at: new Date(row.at) }));
  await world.db.run(sql`insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, control, run, entered_at) select ${shop}::int, f.run, ${FLOW}::int, 1, f.customer, f.run::text, f.control, '{}', f.at from ${recordset({ run: "bigint", customer: "bigint", control: "boolean", at: "timestamptz" }, instants(runs))}`);
  await world.db.run(sql`
    insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, state, due_at, created_at, sent_at, flow_id, run_id, step)
    select ${shop}::int, f.text, f.text::text, 'flow', 1, '\\x00', 'marketing', 5, f.state, f.at, f.at, f.at, ${FLOW}::int, f.run, f.step from ${recordset({ text: "bigint", run: "bigint", step: "text", at: "timestamptz", state: "text" }, instants(texts))}`);
  await world.db.run(sql`
    insert into orders (shop_id, order_id, customer_id, processed_at, gross_minor, void_at) select ${shop}::int, f.order, f.customer, f.at, f.minor, case when f."isVoid" then f.at end
    from ${recordset({ order: "bigint", customer: "bigint", at: "timestamptz", minor: "bigint", isVoid: "boolean" }, instants(orders))}`);
}

const latest = <Row extends { at: number }>(rows: readonly Row[], numberOf: (row: Row) => number): Row | undefined => rows.toSorted((one, other) => other.at - one.at || numberOf(other) - numberOf(one))[0];

/** Order by order, as the rule says it. */
function asTold({ runs, texts, orders }: Life) {
  const touched = orders.flatMap(({ at, customer, minor, isVoid }) => {
    const run = isVoid ? undefined : latest(runs.filter((each) => each.customer === customer && at > each.at && at <= each.at + WITHIN), (each) => each.run);
    const text = run && latest(texts.filter((each) => each.run === run.run && each.at < at && each.state !== "failed"), (each) => each.text);
    return run ? [{ control: run.control, step: text?.step ?? null, customer, minor }] : [];
  });
  const all = touched.flatMap((each) => [{ ...each, step: null, isAll: true }, { ...each, isAll: false }]);
  return [...Map.groupBy(all, ({ control, step, isAll }) => JSON.stringify([control, isAll, step])).values()].map((group) => {
    const sums = [...Map.groupBy(group, ({ customer }) => customer).values()].map((orders) => orders.reduce((sum, { minor }) => sum + minor, 0));
    const [{ control, step, isAll } = { control: false, step: null, isAll: true }] = group;
    return { control, step, isAll, people: sums.length, orders: group.length, minor: sums.reduce((sum, each) => sum + each, 0), refunded: 0, discount: 0, squares: sums.reduce((sum, each) => sum + each ** 2, 0) };
  });
}

test("each order is counted once, for the last run that it fits and the last text of that before it, as by asking of one after the other", async () => {
  for (const seed of [3, 17, 2026, 77_777]) {
    const shop = await aShop(world);
    const lived = life(seed);
    await write(shop, lived);
    const scope = { flow: FLOW, version: null, days: { from: null, to: null }, from: null, until: null };
    const byWords = (rows: ReturnType<typeof asTold>) => rows.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
    const found = await orderedIn(world, shop, scope, WITHIN, new Date(START + hours(100)));
    expect(found.length).toBeGreaterThan(6);
    expect(byWords(found)).toEqual(byWords(asTold(lived)));
  }
});

// Law I10: a replay over what was recorded decides what the live engine decided, line for line. People live for some weeks by a
// seed, told to the shop as ingest tells it, on a clock that stops at every instant at which anything is due; then the same
// span is replayed from the tables.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { type Facts, noFacts } from "#app/customers/fact.ts";
import { pathOver } from "#app/flows/replay/path.server.ts";
import { flow as flowPump } from "#app/flows/run/flow.server.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { Instant, row, sql } from "#app/lib/sql.ts";
import { days, hours, minutes } from "#app/lib/time.ts";
import { createCoupon } from "#app/messages/coupons/coupon.server.ts";
import { GATE_DEFAULTS } from "#app/messages/settings/text-settings.ts";
import { text } from "#app/outbox/text.server.ts";
import type { Definition } from "#app/segments/definition.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { createSegment } from "#app/segments/save.server.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { aFlow, entriesOf, flowOf, linesOf, runsOf } from "#tests/support/flows.ts";
import { aTextingShop } from "#tests/support/texting.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";

const START = new Date("2026-06-15T16:00:00Z");
type Span = { people: number; days: number; everyMinutes: readonly [number, number]; seed: number };
/** Few who do much, and many who do little over a longer time. */
const DENSE: Span = { people: 2, days: 14, everyMinutes: [20, 2_400], seed: 7 };
const WIDE: Span = { people: 10, days: 30, everyMinutes: [20, 16_000], seed: Number(process.env["REPLAY_SEED"] ?? 11) };

const say = (id: string, more = "") => `step ${id} send(message own(text "Acme: ${id} {{ customer.first_name | default: 'friend' }} Reply STOP to end.")${more})`;
const FLOWS: [name: string, text: string][] = [
  ["texts, waits, exits and goals", `trigger event(event order) entry (reentry always(), again restart) first a ${say("a")} then w step w wait.span(span 3 d) then b ${say("b", ", expires 30 h")} then c step c branch.yesNo(when count(order) in last 4 d >= 1, yes x, otherwise e) ${say("x")} then e step e end()
    exit (label Refunded, on (event refund, own yes)) exit (label Viewed, on (event productViewed), at {w}) goal (label Buys, on (event order), within 9 d)`],
  ["left checkouts, listening, conditions and delivery", `trigger abandoned(what checkout, idle 2 h) trigger viewed(what product, times 2, within 2 d) trigger crosses(of spend, value 120) entry (reentry sinceEntry(span 1 d), when count(order) < 9, recheck send) first l step l wait.event(on {(event productViewed), (event tagged)}, within 2 d, otherwise b) then a ${say("a")} then q step q wait.condition(when count(productViewed) in last 3 d rolling = 0, within 9 d, otherwise e) then b ${say("b")} then f step f branch.first(paths {(on (event order), next e), (on (event checkoutStarted), next a)}, within 2 d, otherwise e) step e end()
    exit (label Often, when count(order) in last 20 h rolling >= 3)`],
  ["a delivery that is waited for, hours, and a split", `trigger event(event item) entry (reentry always(), key order) first d step d wait.delivery(plus 1 d, within 9 d, otherwise s) then h step h wait.hour(at "11:30") then a ${say("a")} then s step s split(salt seven, arms {(name One, weight 1, next u), (name Two, weight 1, next e)}) step u update(changes {tag(tag Seen)}) then g step g goTo(to h, times 1) then e step e end() exit (label Cancelled, on (event cancelled, own yes))`],
  ["a segment that is entered, left and entered again", `trigger segment(segment 1, how entered) entry (reentry rematch(), when in segment 1, recheck send) first a ${say("a")} then w step w wait.condition(when not in segment 1, within 6 d, otherwise e) then b ${say("b")} then e step e end() exit (label Viewed, on (event productViewed), at {b})`],
];

const WIDE_FLOWS: typeof FLOWS = [
  ["a coupon", `trigger event(event order) entry (reentry sinceEntry(span 4 d), control 20) first w step w wait.span(span 20 h) then k step k coupon(coupon 1, saving percent(percent 10)) then a step a send(message own(text "Acme: yours is {{ coupon.code }} Reply STOP to end."), expires 3 d) then v step v wait.event(on {(event order)}, within 5 d, otherwise b) then e ${say("b", ", spacing calendar")} then e step e end()
    exit (label Refunded, on (event refund, own yes)) goal (label Buys, on (event order), within 7 d)`],
  ["branches on a segment", `trigger event(event productViewed) trigger segment(segment 1, how entered) entry (reentry sinceExit(span 1 d)) first s step s branch.yesNo(when in segment 1, yes a, otherwise w) ${say("a")} then o step w wait.condition(when in segment 1, within 4 d, otherwise b) then a ${say("b", ", onSkip exit")} then o
    step o branch.outcome(of a, paths {(is skipped, next e)}, within 1 d, otherwise s2) step s2 split(salt halves, arms {(name One, weight 1, next c), (name Two, weight 3, next e)}) ${say("c")} then e step e end() exit (label Left, when not in segment 1 and count(order) in last 9 d rolling >= 2, at {o})`],
  ["waits until, and exits", `trigger abandoned(what checkout, idle 90 min) trigger event(event item) entry (reentry times(times 3, within 20 d), again restart) first h step h wait.window(from "10:00", to "17:30") then a ${say("a")} then d step d wait.delivery(plus 1 d, within 6 d, otherwise b) then b ${say("b", ", expires 40 h")} then u step u wait.hour(at "18:15", weekdays {2, 5}) then c ${say("c")} then r step r goTo(to d, times 1) then e step e end()
    exit (label Ordered, on (event order), at {h, u}) exit (label Cancelled, on (event cancelled)) exit (label Quiet, when count(productViewed) in last 6 d rolling = 0, at {d})`],
];

/** Two orders that stand: cancellations take people out again. */
const TWICE: Definition = { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 2 } } };

type Happens = { at: number; facts: Partial<Facts> };

/** What people do; the same seed, the same lives. Of a tag only its last word is recorded: each has one. */
function livesOf(customers: readonly CustomerId[], start: number, span: Span): Happens[] {
  const { whole } = chanceFrom(span.seed);
  const all: Happens[] = [];
  const add = (at: number, facts: Partial<Facts>) => void all.push({ at: start + at, facts });
  let last = 100;
  for (const customerId of customers) for (let at = whole(0, hours(40)); at < days(span.days); at += minutes(whole(span.everyMinutes[0], span.everyMinutes[1]))) {
    const id = String((last += 1));
    const iso = (ms: number) => new Date(start + ms).toISOString();
    const event = (kind: "productViewed" | "checkoutStarted") => add(at, { events: [{ source: "api", sourceId: id, kind, at: iso(at), customerId, productId: "5", valueMinor: 4_000, ...(kind === "checkoutStarted" && { props: { checkout: `c${id}` } }) }] });
    const kind = whole(0, 9);
    if (kind < 3) event("productViewed");
    else if (kind < 5) event("checkoutStarted");
    else if (kind === 5) add(at, { tagChanges: [{ customerId, at: iso(at), present: true, tags: [`t${id}`] }] });
    else {
      const order = (ms: number, more: object) => ({ orders: [{ orderId: id, customerId, name: `#${id}`, updatedAt: iso(ms), processedAt: iso(at), currency: "USD", grossMinor: 4_000 + whole(0, 6_000), ...more }] });
      const first = order(at, {});
      add(at, { ...first, lines: [{ orderId: id, lineId: id, updatedAt: iso(at), productId: "5", variantId: null, sku: null, title: "Cream", variantTitle: null, vendor: null, quantity: 1, currentQuantity: 1, amountMinor: 4_000, discountMinor: 0, giftCard: false, attributes: [] }] });
      const shipped = at + hours(whole(3, 50));
      const more = { grossMinor: first.orders[0]?.grossMinor };
      if (kind === 6) add(shipped, { refunds: [{ orderId: id, refundId: id, processedAt: iso(shipped), amountMinor: 1_000 }] });
      else if (kind === 7) add(shipped, order(shipped, { ...more, cancelledAt: iso(shipped), voidAt: iso(shipped) }));
      else {
        add(shipped, order(shipped, { ...more, shippedAt: iso(shipped), fulfillmentStatus: "FULFILLED" }));
        const came = shipped + hours(whole(20, 90));
        if (kind === 8) add(came, order(came, { ...more, shippedAt: iso(shipped), fulfillmentStatus: "FULFILLED", deliveredAt: iso(came) }));
      }
    }
  }
  const [first] = customers;
  if (first) add(days(9), { customers: [{ customerId: first, smsState: "UNSUBSCRIBED", smsUpdatedAt: new Date(start + days(9)).toISOString() }] });
  return all.filter(({ at }) => at < start + days(span.days)).sort((one, other) => one.at - other.at);
}

async function rest(world: TestWorld, shop: ShopId): Promise<void> {
  for (let step = 0; (await flowPump.step(world, shop)) + (await text.step(world, shop)) > 0; step++) if (step > 60) throw new Error("never at rest");
}

/** The next instant at which anything is due by itself. */
const nextDue = async (world: TestWorld, shop: ShopId): Promise<number> => (await row(world.db, z.object({ at: Instant.nullable() }), sql`
  select min(at) as at from (
    select least(due_at, look_at) as at from flow_run where shop_id = ${shop} and state = 'running'
    union all select due_at from flow_watch where shop_id = ${shop}
    union all select due_at from person_text where shop_id = ${shop} and state = 'due') each where at > ${world.now()}`))?.at?.getTime() ?? Infinity;

/** So many parcels that took two days that what is usual does not move with one more: a replay takes it as of today. */
const usualWays = (world: TestWorld, shop: ShopId) => world.db.run(sql`
  insert into orders (shop_id, order_id, processed_at, shipped_at, delivered_at)
  select ${shop}, 10000 + n, ${world.now()}::timestamptz - interval '20 days', ${world.now()}::timestamptz - interval '19 days', ${world.now()}::timestamptz - interval '17 days' from generate_series(1, 101) as n`);

/** Codes that Shopify has by then: what its answer takes is no part of what is decided. */
async function codes(world: TestWorld, shop: ShopId, customers: readonly CustomerId[]): Promise<void> {
  const made = await createCoupon(world, shop, { name: "Thanks", settings: { word: "THANKS", saving: { kind: "percent", percent: 10 }, minimumMinor: null, startsAt: world.now().toISOString(), endsAt: null, isOnce: true } });
  expect(made).toEqual({ couponId: 1 });
  await world.db.run(sql`update coupon set state = 'on', discount_id = 1, due_at = null where shop_id = ${shop}`);
  await world.db.run(sql`insert into coupon_code (shop_id, coupon_id, customer_id, code, state, at) select ${shop}, 1, id, 'THANKS-' || id, 'made', ${world.now()} from unnest(${customers}::bigint[]) as id`);
}

async function live(world: TestWorld, shop: ShopId, lives: readonly Happens[], until: number): Promise<void> {
  for (let index = 0; ; ) {
    const at = Math.min(lives[index]?.at ?? Infinity, await nextDue(world, shop));
    if (at > until) break;
    world.clock.set(new Date(at));
    for (; lives[index]?.at === at; index += 1) await writeFacts(world, shop, { ...noFacts(), ...lives[index]?.facts }, { now: new Date(at), live: true });
    while ((await evaluate.step(world, shop)) > 0) continue;
    await rest(world, shop);
  }
  world.clock.set(new Date(until));
}

const world = await aWorld(START);

test.each([["two people", DENSE, FLOWS], ["ten people", WIDE, WIDE_FLOWS]] as const)("what was recorded, replayed, decides what was decided live: %s", async (_, span, flowTexts) => {
  // No limit of texts is shared: at one instant nobody could say whose text of two flows goes first.
  const { shop, customers } = await aTextingShop(world, { people: span.people, settings: { gate: { ...GATE_DEFAULTS, brand: null } } });
  const start = world.now().getTime();
  await usualWays(world, shop);
  await codes(world, shop, customers);
  await createSegment(world, shop, { name: "Twice", definition: TWICE });
  const flows = [];
  for (const [name, written] of flowTexts) flows.push({ name, definition: flowOf(written), flow: await aFlow(world, shop, written) });
  await live(world, shop, livesOf(customers, start, span), start + days(span.days));
  const [runs, entries] = [await runsOf(world, shop), await entriesOf(world, shop)];
  for (const { name, definition, flow } of flows) {
    const kinds = new Map<string, number>();
    const own = runs.filter(({ flowId }) => flowId === flow);
    for (const customer of customers) {
      const path = await pathOver(world, shop, { flow, definition, from: start, until: world.now().getTime() }, customer);
      const lines = await Promise.all(own.filter(({ customerId }) => customerId === customer).map(({ runId }) => linesOf(world, shop, runId)));
      const plain = (all: readonly { at: number; decided: readonly unknown[] }[]) => all.map(({ at, decided }) => ({ at: new Date(at).toISOString(), decided }));
      const refused = entries.filter((entry) => entry.flow === Number(flow) && entry.customer === customer && entry.state === "refused").map(({ fact, reason }) => [fact, reason]);
      expect(path?.refusals.map(({ fact, reason }) => [fact, reason])).toEqual(refused);
      expect(path?.runs.map(({ steps }) => plain(steps.map(({ line }) => line)))).toEqual(lines.map(plain));
      for (const { decided } of lines.flat()) for (const { kind } of decided) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    console.log(`seed ${span.seed}, ${name}: ${own.length} runs, ${[...kinds].sort().map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
    expect(own.length).toBeGreaterThan(2);
    expect(kinds.get("sent") ?? 0).toBeGreaterThan(0);
  }
});

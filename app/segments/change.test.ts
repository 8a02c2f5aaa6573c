// Law: what is said to be enough is enough, once it is done, and no less is; and no longer once its time is over.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerId } from "#app/lib/ids.ts";
import { days, later } from "#app/lib/time.ts";
import { numberTest, window } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { ALWAYS, NOW, ZONE } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import type { Ask } from "./ask.ts";
import { checkDefinition } from "./check.ts";
import { type Change, changeOf } from "./change.ts";
import type { Agg, Leaf } from "./definition.ts";
import { changeWords } from "./describe/change.ts";
import { readPeople } from "./facts.server.ts";
import { makeHistory } from "./match/history.ts";
import { findLeaf } from "./match/leaf.ts";
import type { OrderFacts, PersonFacts } from "./person.ts";

const PEOPLE = 40;
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`change: seed=${seed}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
await writePeople(world, shop, samplePeople(PEOPLE, seed));
const people = await readPeople(world, shop, Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId));
const [pattern] = people.flatMap(({ orders }) => orders);
const ask: Ask = { now: NOW, zone: ZONE, currency: "USD", covers: ALWAYS };

/** The person with so many more orders at an instant, which are worth so much together. */
function withOrders(person: PersonFacts, count: number, minor: number, at: Date): PersonFacts {
  if (!pattern) throw new Error("Nobody has an order.");
  const added = Array.from({ length: count }, (_, index): OrderFacts => ({ ...pattern, orderId: String(900_000_000 + index), processedAt: at, voidAt: null, shippedAt: null, deliveredAt: null, grossMinor: index === 0 ? minor : 0 }));
  return { ...person, orders: [...person.orders, ...added] };
}

const verdictAt = (leaf: Leaf, person: PersonFacts, now: Date) => findLeaf(leaf, makeHistory(person, { ...ask, now })).verdict;
const asked: fc.Arbitrary<Agg> = fc.record({ measured: fc.constantFrom({ measure: "count" as const }, { measure: "sum" as const, field: "order.net" }, { measure: "sum" as const, field: "order.gross" }), window: fc.option(window, { nil: null }), test: numberTest })
  .map(({ measured, window: inside, test: held }): Agg => ({ kind: "agg", event: "order", ...measured, ...(inside && { window: inside }), test: held }))
  .filter((leaf) => checkDefinition({ version: 1, node: leaf }).length === 0);

test("so many more orders, or so much more money, is enough when it comes, less is not, and too late it is not any more", () => {
  const leaves = fc.sample(asked, { numRuns: 400, seed });
  const wrong: string[] = [];
  const seen = { more: 0, amount: 0, late: 0 };
  for (const leaf of leaves) {
    for (const person of people.slice(0, 8)) {
      const to = verdictAt(leaf, person, NOW) !== true;
      const change = changeOf(leaf, to, makeHistory(person, ask), null);
      if (change.kind !== "more" && change.kind !== "amount") continue;
      seen[change.kind] += 1;
      const after = (less: number, at: Date) => verdictAt(leaf, change.kind === "more" ? withOrders(person, change.count - less, 0, at) : withOrders(person, 1, change.amount - less, at), at);
      const say = (what: string) => wrong.push(`${what}: ${JSON.stringify(leaf)} of ${person.customer.customerId} ${JSON.stringify(change)}`);
      if (after(0, NOW) !== to) say("is not enough");
      if (after(1, NOW) === to) say("is more than enough");
      if (change.by === null) continue;
      seen.late += 1;
      if (after(0, new Date(change.by.getTime() - 1)) !== to) say("is not enough just before");
      if (after(0, change.by) === to) say("is enough after its time");
    }
  }
  expect(wrong).toEqual([]);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
});

test("what lies ahead already and will be enough by itself sets no deadline", () => {
  const [person] = people;
  if (!person) throw new Error("There is nobody.");
  const leaf: Agg = { kind: "agg", measure: "count", event: "order", window: { kind: "between", from: dayOf(-10), to: dayOf(10) }, test: { op: "ge", value: 1 } };
  const bare = { ...person, orders: [] };
  expect(changeOf(leaf, true, makeHistory(bare, ask), null)).toMatchObject({ kind: "more", count: 1, by: expect.any(Date) });
  expect(changeOf(leaf, true, makeHistory(withOrders(bare, 1, 0, later(NOW, days(5))), ask), null)).toMatchObject({ kind: "more", count: 1, by: null });
});

const dayOf = (ahead: number) => later(NOW, days(ahead)).toISOString().slice(0, 10);

test("each kind of condition says how it could turn", () => {
  const [person] = people;
  if (!person) throw new Error("There is nobody.");
  const told = { names: (kind: string) => (kind === "segment" ? "VIP" : kind === "list" ? "Friends" : null), currency: "USD" };
  const words = (leaf: Leaf, to: boolean, change?: Change) => changeWords(leaf, to, change ?? changeOf(leaf, to, makeHistory(person, ask), null), told, { day: (at) => at.toISOString().slice(0, 10), unit: (minor) => minor / 100 });
  const sms: Leaf = { kind: "attr", field: "sms.state", test: { op: "is", value: "SUBSCRIBED" } };
  expect([words(sms, true), words(sms, false)]).toEqual(["they subscribe to SMS marketing", "they unsubscribe from SMS marketing"]);
  expect(words({ kind: "attr", field: "person.country", test: { op: "is", value: "CA" } }, true)).toBe("their country is Canada");
  expect(words({ kind: "attr", field: "person.country", test: { op: "is", value: "CA" } }, false)).toBe("their country is not Canada");
  expect(words({ kind: "list", list: 1 }, true)).toBe("they are put on the list “Friends”");
  const due: Leaf = { kind: "attr", field: "list.1.day.due", test: { op: "in", window: { kind: "before", date: "2020-01-01" } } };
  const known = { ...person, customer: { ...person.customer, listed: { 1: { "day.due": "2026-01-01" } } } };
  expect(words(due, true, changeOf(due, true, makeHistory(known, ask), null))).toBe("their “due” on the list “Friends” was before Jan 1, 2020");
  expect(words({ kind: "in", segment: 1, how: { kind: "is" } }, false)).toBe("they leave “VIP”");
  expect(words({ kind: "flow", flow: 3, how: { kind: "is" } }, true)).toBe("they enter flow 3");
  expect(words({ kind: "flow", flow: 3, group: "control", how: { kind: "is" } }, false)).toBe("they leave the control group of flow 3");
  const big: Agg = { kind: "agg", measure: "count", event: "order", where: [{ field: "order.net", test: { op: "ge", value: 50 } }], test: { op: "ge", value: 2 } };
  expect(words(big, true, { kind: "more", count: 2, by: new Date("2026-03-03T00:00:00Z"), event: "order", where: big.where ?? [], whereAny: false })).toBe("2 more orders where the value is at least $50 before 2026-03-03");
  expect(words(big, true, { kind: "amount", field: "order.net", amount: 1250, by: null, event: "order", where: [], whereAny: false })).toBe("$12.50 more spent");
  expect(words(big, false, { kind: "wait", at: NOW })).toContain("nothing but time");
});

test("what happened, what is over and what was drawn cannot change, but by time", () => {
  const person = people.find(({ customer }) => customer.createdAt);
  if (!person) throw new Error("There is nobody.");
  const how = (leaf: Leaf, to: boolean, flipsAt: Date | null = null) => changeOf(leaf, to, makeHistory(person, ask), flipsAt);
  expect(how({ kind: "flow", flow: 1, how: { kind: "was" } }, false)).toEqual({ kind: "never", why: "past" });
  expect(how({ kind: "bucket", salt: "a", from: 0, to: 10 }, true)).toEqual({ kind: "never", why: "random" });
  const long: Agg = { kind: "agg", measure: "count", event: "order", window: { kind: "between", from: "2020-01-01", to: "2020-02-01" }, test: { op: "ge", value: 1 } };
  expect(how(long, true)).toEqual({ kind: "never", why: "over" });
  const few: Agg = { kind: "agg", measure: "count", event: "order", test: { op: "lt", value: 0 } };
  expect(how(few, true)).toEqual({ kind: "never", why: "past" });
  expect(how(few, true, NOW)).toEqual({ kind: "wait", at: NOW });
  expect(how({ kind: "attr", field: "person.created", test: { op: "in", window: { kind: "before", date: "2020-01-01" } } }, true)).toEqual({ kind: "never", why: "past" });
});

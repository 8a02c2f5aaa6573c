// Law: a definition means the same in SQL (compile) and in plain code (match), for every customer, in
// verdict and membership, whole or asked about some, with and without roll-ups; and each customer is in
// a segment, in its negation, or unknown to both.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { Count, Id, join, type Sql, sql } from "#app/lib/sql.ts";
import type { Ask } from "#app/segments/ask.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { stepsOf } from "#app/segments/compile/stages.ts";
import { compile } from "#app/segments/compile.ts";
import { cutRatio } from "#app/segments/cutoff.ts";
import { takeCuts } from "#app/segments/cutoff-rows.server.ts";
import { type Definition, leavesOf, type Node, type Test } from "#app/segments/definition.ts";
import { compareRatios, ratioOf } from "#app/segments/exact.ts";
import { readPeople } from "#app/segments/facts.server.ts";
import { customerFields } from "#app/segments/fields.ts";
import { SCORE_FIELDS } from "#app/segments/fields/score.ts";
import { verdictFor } from "#app/segments/match.ts";
import { makeHistory } from "#app/segments/match/history.ts";
import { rankedValue } from "#app/segments/match/ranked.ts";
import { sums } from "#app/segments/match/score.ts";
import { FEW_OF_LINES, FEW_OF_ORDERS, type Needs, needsOf, type Reach } from "#app/segments/needs.ts";
import type { PersonFacts, ProductFacts } from "#app/segments/person.ts";
import { SAMPLE_MAX, survey } from "#app/segments/preview-rows.server.ts";
import { cutsFor } from "#app/segments/ranked.ts";
import { drawn, scoringOf } from "#app/segments/score.ts";
import { attrOf, definition, goodLeaf, someCutoffs } from "#tests/support/segments.ts";
import { samplePeople, writePeople } from "#tests/support/segments-people.ts";
import { ALWAYS, BEFORE, COVERS, DAYS, EDGES, NOW, STEPS, TEXTS, ZONE, ZONES } from "#tests/support/segments-pool.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";

const PEOPLE = 60;
/** So many more were deleted since. */
const GONE = 10;
const BATCH = 40;
/** How many are asked about where only some are. */
const SOME = 20;
const DEFINITIONS = Number(process.env["PARITY_RUNS"] ?? 2_000);
const seed = Number(process.env["PARITY_SEED"] ?? Date.now() % 1_000_000);
console.info(`parity: seed=${seed} definitions=${DEFINITIONS}; replay with PARITY_SEED=${seed}`);

const world = await aWorld(NOW);
const shop = await aShop(world, { timeZone: ZONE });
// The same ids with other facts: whatever forgets its shop reads these.
await writePeople(world, await aShop(world, { timeZone: ZONE }), samplePeople(PEOPLE, seed + 1));
await writePeople(world, shop, samplePeople(PEOPLE + GONE, seed));
// Of who was deleted what they did stays.
await world.db.run(sql`insert into customer_gone (shop_id, customer_id, gone_at) select shop_id, customer_id, ${NOW}::timestamptz from customer where shop_id = ${shop} and customer_id > ${PEOPLE}`);
await world.db.run(sql`delete from customer where shop_id = ${shop} and customer_id > ${PEOPLE}`);
const ids = Array.from({ length: PEOPLE }, (_, index) => String(index + 1) as CustomerId);
const people = await readPeople(world, shop, ids);

const asks: Ask[] = [
  { now: NOW, zone: ZONE, currency: "USD", covers: ALWAYS, zones: ZONES },
  { now: NOW, zone: ZONE, currency: "JPY", rollups: false, covers: COVERS, zones: ZONES },
  { now: NOW, zone: ZONE, currency: "USD", covers: COVERS, ordersSince: DAYS[7 * 7] ?? NOW, zones: ZONES.slice(1, 3) },
];

const Row = z.object({ at: Count, id: Id, verdict: z.boolean().nullable() });
const readVerdicts = async (queries: Sql[]) => world.db.rows(Row, join(queries.map((query, at) => sql`SELECT ${at}::int AS at, v.customer_id AS id, v.verdict FROM (${query}) v`), " UNION ALL "));
const readMembers = async (queries: Sql[]) => world.db.rows(Row.omit({ verdict: true }), join(queries.map((query, at) => sql`SELECT ${at}::int AS at, v.customer_id AS id FROM (${query}) v`), " UNION ALL "));
const byDefinition = <Found extends { at: number; id: string }>(rows: Found[], at: number) => rows.filter((row) => row.at === at).sort((a, b) => Number(a.id) - Number(b.id));

test("compile and match give every customer the same verdict, and membership follows it", { timeout: 300_000 }, async () => {
  expect(people.length).toBe(PEOPLE);
  const seen = { yes: 0, no: 0, unknown: 0 };
  const definitions = fc.sample(definition, { numRuns: DEFINITIONS, seed });
  for (let from = 0; from < definitions.length; from += BATCH) {
    const batch = definitions.slice(from, from + BATCH);
    const ask = asks[(from / BATCH) % asks.length] ?? asks[0];
    if (ask) await compareBatch(batch, { ...ask, cutoffs: someCutoffs(batch) }, shop, seen);
  }
  // A law over answers that are all alike would prove nothing.
  const all = DEFINITIONS * PEOPLE;
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(all / 20);
});

test("a trend of a count is sure of the same people in both", async () => {
  const seen = { yes: 0, no: 0, unknown: 0 };
  const trends = (["order", "shipped", "productViewed", "smsDelivered", "smsClicked"] as const).flatMap((event) => [1, 3, 12, 30, 60, 90, 180].flatMap((n): Definition[] => {
    const [last, ago] = [{ kind: "last", n, unit: "day" }, { kind: "ago", n, unit: "day" }] as const;
    const of = { kind: "agg", measure: "count", event } as const;
    return ([[last, ago, "lt"], [ago, last, "ge"]] as const).map(([window, before, op]) => ({ version: 1, node: { kind: "trend", of, window, before, sure: true, test: { op, value: 0 } } }));
  }));
  for (const ask of asks) await compareBatch(trends, ask, shop, seen);
  expect(Math.min(seen.yes, seen.unknown)).toBeGreaterThan(10);
});

test("what was the first of its product, vendor or type is so in both", async () => {
  const seen = { yes: 0, no: 0, unknown: 0 };
  const firsts = (["item.newProduct", "item.newVendor", "item.newType"] as const).flatMap((field) => (["isTrue", "isFalse"] as const).flatMap((op) => [null, 400, 90].flatMap((n) => [1, 2, 4].map((value): Definition => (
    { version: 1, node: { kind: "agg", measure: "count", event: "item", where: [{ field, test: { op } }], ...(n !== null && { window: { kind: "last" as const, n, unit: "day" as const } }), test: { op: "ge", value } } })))));
  for (const ask of asks) await compareBatch(firsts, ask, shop, seen);
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(100);
});

/** As the facts road reads them for that question. */
const asNeeded = (person: PersonFacts, needs: Needs): PersonFacts => ({
  ...person, orders: needs.orders === "none" ? [] : person.orders.map((order) => ({ ...order, ...unread(order, needs.orders, FEW_OF_ORDERS) })),
  lines: needs.lines === "none" ? [] : person.lines.map((line) => ({ ...line, ...unread(line, needs.lines, [...FEW_OF_LINES, "product"]), product: line.product && productAsNeeded(line.product, needs.lines), variant: needs.variants ? line.variant : null })),
  refunds: needs.orders === "none" ? [] : person.refunds, tags: needs.tags ? person.tags : [], events: person.events.filter(({ kind }) => needs.kinds.includes(kind)),
});

function productAsNeeded(product: ProductFacts, reach: Reach): ProductFacts | null {
  if (reach === "all") return product;
  return reach === "typed" ? { ...NO_PRODUCT, productType: product.productType } : null;
}
const NO_PRODUCT: ProductFacts = { title: "", vendor: null, productType: null, status: null, tags: [], category: null, collections: [] };

/** As facts-rows.server.ts fills what it does not read. */
const unread = (facts: object, reach: Reach, few: readonly string[]) =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (reach === "all" || few.includes(key) ? [] : [[key, Array.isArray(value) ? [] : typeof value === "number" ? 0 : typeof value === "boolean" ? false : null]])));

async function compareBatch(batch: Definition[], ask: Ask, asked: ShopId, seen: { yes: number; no: number; unknown: number }, of = people) {
  const compiled = batch.map((each) => compile(each, { ...ask, shop: asked }));
  const some = sql`SELECT unnest(${ids.slice(0, SOME)}::bigint[]) AS customer_id`;
  const verdicts = await readVerdicts(compiled.map((each) => each.verdicts()));
  const members = await readMembers(compiled.map((each) => each.members()));
  const someVerdicts = await readVerdicts(compiled.map((each) => each.verdicts(some)));
  const someMembers = await readMembers(compiled.map((each) => each.members(some)));
  const wrong: string[] = [];
  for (const [at, each] of batch.entries()) {
    const expected = of.map((person) => ({ id: person.customer.customerId, verdict: verdictFor(each, asNeeded(person, needsOf([each])), ask) }));
    const inSql = byDefinition(verdicts, at).map(({ id, verdict }) => ({ id, verdict }));
    const yes = expected.filter(({ verdict }) => verdict === true).map(({ id }) => id);
    const claims: [string, unknown, unknown][] = [
      ["verdicts", inSql, expected],
      ["verdicts of some", byDefinition(someVerdicts, at).map(({ id, verdict }) => ({ id, verdict })), expected.slice(0, SOME)],
      ["members", byDefinition(members, at).map(({ id }) => id), yes],
      ["members of some", byDefinition(someMembers, at).map(({ id }) => id), yes.filter((id) => Number(id) <= SOME)],
    ];
    for (const [claim, sqlSays, matchSays] of claims) if (JSON.stringify(sqlSays) !== JSON.stringify(matchSays)) wrong.push(`${claim}: ${difference(sqlSays, matchSays)} ${JSON.stringify(each.node)} ${JSON.stringify(ask)}`);
    for (const { verdict } of inSql) seen[verdict === null ? "unknown" : verdict ? "yes" : "no"] += 1;
  }
  expect(wrong).toEqual([]);
}

/** The first place at which they part. */
function difference(sqlSays: unknown, matchSays: unknown): string {
  if (!Array.isArray(sqlSays) || !Array.isArray(matchSays)) return "";
  const at = sqlSays.findIndex((each, index) => JSON.stringify(each) !== JSON.stringify(matchSays[index]));
  return `SQL ${JSON.stringify(sqlSays[at])}, match ${JSON.stringify(matchSays[at])}`;
}

test("a field that is asked in steps says the same as all of its conditions at once", { timeout: 120_000 }, async () => {
  const inSteps = customerFields().flatMap((field) => (field.type === "derived" && field.options?.some(({ value }) => stepsOf(field.expand(value)).length > 1) ? [field] : []));
  expect(inSteps.map(({ key }) => key)).toEqual(["pattern.brand", "pattern.usage"]);
  const seen = { yes: 0, no: 0, unknown: 0 };
  const asked = fc.sample(fc.tuple(attrOf(inSteps), fc.boolean()), { numRuns: BATCH / 2, seed }).map(([each, negated]): Definition => ({ version: 1, node: negated ? { kind: "not", node: each } : each }));
  for (const ask of asks) await compareBatch(asked.filter((each) => checkDefinition(each).length === 0), ask, shop, seen);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(PEOPLE);
});

test("nothing against nothing is compared like any other numbers", async () => {
  const window = { kind: "last", n: 9, unit: "day", clock: "rolling" } as const;
  const pairs = (["gt", "ge", "lt", "le", "eq", "ne"] as const).flatMap((cmp) => [-1, 0, 1].flatMap((plus) => [0.5, -1].map((factor) => ({ cmp, plus, factor }))));
  const all = pairs.flatMap((pair) => (["order", "item", "refund"] as const).map((event): Definition => ({ version: 1, node: {
    kind: "cmp", left: { kind: "agg", measure: "count", event: "order", window }, ...pair, right: { kind: "agg", measure: "count", event, ...(pair.cmp !== "ne" && { window }) },
  } })));
  const seen = { yes: 0, no: 0, unknown: 0 };
  await compareBatch(all, { now: NOW, zone: ZONE, currency: "USD", covers: ALWAYS }, shop, seen);
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(all.length);
});

test("what carriers said of parcels is unknown where they said nothing", async () => {
  const tests: Test[] = [{ op: "known" }, { op: "unknown" }, { op: "hasAny", values: ["vip"] }, { op: "hasNone", values: ["vip"] }, { op: "size", cmp: "lt", value: 2 }];
  const all = tests.map((held): Definition => ({ version: 1, node: { kind: "agg", measure: "count", event: "order", where: [{ field: "order.parcels", test: held }], test: { op: "ge", value: 2 } } }));
  const seen = { yes: 0, no: 0, unknown: 0 };
  await compareBatch(all, { now: NOW, zone: ZONE, currency: "USD", covers: ALWAYS }, shop, seen);
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(all.length);
});

test("how what somebody owns stands now is compared exactly, and unknown where nothing was told of it", async () => {
  const tests: [field: string, test: Test][] = [
    ...(["known", "unknown"] as const).flatMap((op) => ["item.inStock", "item.restocked", "item.costsLess", "item.priceFell", "item.priceFellBy"].map((field): [string, Test] => [field, { op }])),
    ["item.inStock", { op: "isTrue" }], ["item.inStock", { op: "isFalse" }],
    ...[-1_000, -400, -99, -1, 0, 1, 22, 23, 50, 90, 100].flatMap((value) => (["ge", "eq"] as const).map((op): [string, Test] => ["item.costsLess", { op, value }])),
    ...[0, 1, 22, 23].map((value): [string, Test] => ["item.priceFellBy", { op: "ge", value }]),
    ...["item.restocked", "item.priceFell"].flatMap((field) => [2, 7, 30].map((n): [string, Test] => [field, { op: "in", window: { kind: "last", n, unit: "day" } }])),
  ];
  const all = tests.map(([field, held]): Definition => ({ version: 1, node: { kind: "agg", measure: "count", event: "item", where: [{ field, test: held }], test: { op: "ge", value: 1 } } }));
  const seen = { yes: 0, no: 0, unknown: 0 };
  for (const ask of asks) await compareBatch(all, ask, shop, seen);
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(all.length);
});

test("a visit lies where it begins, what came just before a window is known, and what lies ahead is not there", async () => {
  const [drawn] = samplePeople(1, seed);
  const [event] = drawn?.events ?? [];
  if (!drawn || !event) throw new Error("Everybody did something.");
  const walks = EDGES.flatMap((edge) => BEFORE.flatMap((before) => STEPS.map((step) => [0, step, step + 1_000_000].map((after) => ({ ...event, kind: "productViewed" as const, at: new Date(edge.getTime() - before + after) })))));
  const store = await aShop(world, { timeZone: ZONE });
  await writePeople(world, store, walks.map((events) => ({ ...drawn, events })));
  const visitors = await readPeople(world, store, walks.map((_, at) => String(at + 1) as CustomerId));
  const windows = (["calendar", "rolling"] as const).flatMap((clock) => [7, 30].flatMap((n) => [{ kind: "last", n, unit: "day", clock }, { kind: "ago", n, unit: "day", clock }] as const));
  const measures = [{ measure: "count" }, { measure: "sum", field: "visit.minutes" }, { measure: "sum", field: "visit.pages" }] as const;
  const all = [...windows, { kind: "last", n: 2, unit: "hour" } as const].flatMap((window) => [0, 1, 10, 26].flatMap((value) => measures.map((of): Definition => ({ version: 1, node: { kind: "agg", event: "visit", ...of, window, test: { op: "le", value } } }))));
  const seen = { yes: 0, no: 0, unknown: 0 };
  for (const covers of [ALWAYS, COVERS]) await compareBatch(all.filter((each) => checkDefinition(each).length === 0), { now: NOW, zone: ZONE, currency: "USD", covers }, store, seen, visitors);
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(all.length);
});

test("between favourites that come to the same the one seen last decides", async () => {
  const held: Test[] = [{ op: "contains", value: "a" }, { op: "anyOf", values: TEXTS.filter((_, place) => place % 2 === 0) }, { op: "noneOf", values: TEXTS.slice(0, 9) }];
  const fields = ["item.vendor", "item.sku", "item.title", "item.variantTitle"];
  const all = (["count", "quantity", "money", "orders"] as const).flatMap((of) => fields.flatMap((field) => held.map((each): Definition => ({ version: 1, node: { kind: "top", of, event: "item", field, test: each } }))));
  const seen = { yes: 0, no: 0, unknown: 0 };
  await compareBatch(all, { now: NOW, zone: ZONE, currency: "USD", covers: ALWAYS }, shop, seen);
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(all.length);
});

test("who orders is found by orders alone only where nothing else makes a member", async () => {
  const bought = { kind: "agg", measure: "count", event: "item", window: { kind: "last", n: 90, unit: "day" }, test: { op: "ge", value: 1 } } as const;
  const others = [{ kind: "bucket", salt: "a", from: 0, to: 4_999 }, { kind: "list", list: 1 }, { kind: "in", segment: 1, how: { kind: "was" } }] as const;
  const counted = { kind: "agg", measure: "count", event: "order" } as const;
  const compared = (["lt", "le", "eq", "ne", "ge", "gt"] as const).flatMap((cmp) => [-2, -0.5, 0, 1, 2.25].map((plus): Node => ({ kind: "cmp", left: { ...counted, window: { kind: "last", n: 400, unit: "day" } }, cmp, factor: 0.5, right: counted, plus })));
  const ends = [-1, 1].flatMap((k) => (["order", "shipped", "cancelled"] as const).flatMap((event) => (["isTrue", "isFalse"] as const).map((op): Node => ({ kind: "nth", k, event, field: "order.discounted", test: { op } }))));
  const nodes: Node[] = [...others.flatMap((other): Node[] => [{ kind: "any", nodes: [bought, other] }, { kind: "all", nodes: [bought, other] }]), ...compared, ...ends];
  const seen = { yes: 0, no: 0, unknown: 0 };
  for (const ask of asks) await compareBatch(nodes.map((node): Definition => ({ version: 1, node })), ask, shop, seen);
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(nodes.length);
});

test("everybody is in a segment, in its negation, or unknown to both", async () => {
  const plain = fc.sample(definition, { numRuns: 60, seed: seed + 2 }).map((each) => JSON.parse(JSON.stringify(each).replaceAll(/,"ifUnknown":"(yes|no|keep)"/g, "")) as Definition);
  const ask = { now: NOW, zone: ZONE, currency: "USD", shop, cutoffs: someCutoffs(plain) };
  const queries = plain.flatMap((each) => [compile(each, ask).verdicts(), compile({ version: 1, node: { kind: "not", node: each.node } }, ask).verdicts()]);
  const rows = await readVerdicts(queries);
  for (const at of plain.keys()) {
    const negated = byDefinition(rows, at * 2 + 1).map(({ verdict }) => (verdict === null ? null : !verdict));
    expect(byDefinition(rows, at * 2).map(({ verdict }) => verdict)).toEqual(negated);
  }
});

test("the counts of leaves and the funnel are those of the verdicts", async () => {
  const ask = { now: NOW, zone: ZONE, currency: "USD" };
  for (const each of fc.sample(definition, { numRuns: 40, seed: seed + 3 })) {
    const compiled = compile(each, { ...ask, shop });
    const verdicts = people.map((person) => verdictFor(each, person, ask));
    const count = (wanted: boolean | null) => verdicts.filter((verdict) => verdict === wanted).length;
    const { customers, yes, no, funnel, sample } = await survey(world, shop, compiled.survey(), null);
    expect({ each, customers, yes: yes.at(-1), no: no.at(-1) }).toEqual({ each, customers: PEOPLE, yes: count(true), no: count(false) });
    const steps = each.node.kind === "all" ? each.node.nodes.map((step) => people.map((person) => verdictFor({ ...each, node: step }, person, ask))) : [verdicts];
    const left = steps.map((_, at) => people.filter((__, person) => steps.slice(0, at + 1).every((step) => step[person] === true)).length);
    expect({ each, funnel }).toEqual({ each, funnel: left });
    for (const [at, { leaf }] of leavesOf(each.node).entries()) {
      const alone = people.map((person) => verdictFor({ version: 1, node: { ...leaf, ifUnknown: "keep" } }, person, ask));
      expect({ leaf, yes: yes[at], no: no[at] }).toEqual({ leaf, yes: alone.filter((verdict) => verdict === true).length, no: alone.filter((verdict) => verdict === false).length });
    }
    expect(sample.length).toBe(Math.min(count(true), SAMPLE_MAX));
  }
});

test("the average and the best of a score are those of the people who can be scored", async () => {
  const ask = { now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: ALWAYS };
  const leaves = fc.sample(goodLeaf, { numRuns: 1_500, seed: seed + 5 }).flatMap((each) => (each.kind === "attr" && each.field === "sms.score" ? [each] : [])).slice(0, 20);
  const [field] = SCORE_FIELDS;
  if (!field) throw new Error("There is a score.");
  for (const leaf of leaves) {
    const scoring = scoringOf(field, leaf);
    const taken = await takeCuts(world, { ...ask, shop }, scoring);
    const all = people.flatMap((person) => sums(scoring, makeHistory(person, ask)) ?? []).filter(({ messages }) => messages >= scoring.numbers.least);
    const mean = all.reduce((total, { top, bottom }) => ({ top: total.top + top, bottom: total.bottom + bottom }), { top: 0n, bottom: 0n });
    const best = all.map((each) => drawn(each, mean, scoring.numbers.draw)).sort((a, b) => -compareRatios(a, b))[Math.ceil(all.length / 20) - 1];
    expect({ leaf, people: taken.people, mean: taken.cuts["mean"] }).toEqual({ leaf, people: all.length, mean: { top: String(mean.top), bottom: String(mean.bottom) } });
    expect({ leaf, best: compareRatios(cutRatio(taken.cuts["best"] ?? { top: "0", bottom: "1" }), best ?? ratioOf(0)) }).toEqual({ leaf, best: 0 });
  }
  expect(leaves.length).toBeGreaterThan(10);
});

test("cut-offs are the values of the people at the stated places, whatever is ranked", async () => {
  const plain = { now: NOW, zone: ZONE, zones: ZONES, currency: "USD", covers: ALWAYS };
  const leaves = fc.sample(goodLeaf, { numRuns: 1_500, seed: seed + 4 }).filter((each) => each.kind === "rank").slice(0, 80);
  let made = 0;
  for (const rank of leaves) {
    // A score that is ranked stands against its own cut-offs.
    const ask = { ...plain, cutoffs: someCutoffs([{ version: 1, node: rank }]) };
    const taken = await takeCuts(world, { ...ask, shop }, rank);
    const values = people.flatMap((person) => rankedValue(rank, makeHistory(person, ask)) ?? []).sort((a, b) => -compareRatios(a, b));
    expect({ rank, people: taken.people }).toEqual({ rank, people: values.length });
    for (const { name, from, people: count, part } of cutsFor(rank.place)) {
      const place = Math.min(count ?? Infinity, Math.ceil((values.length * Number(part.top)) / Number(part.bottom)));
      const value = values[from === "top" ? place - 1 : values.length - place];
      const cut = taken.cuts[name];
      expect({ rank, name, cut: cut && compareRatios(cutRatio(cut), value ?? ratioOf(0)) }).toEqual({ rank, name, cut: value && 0 });
      made += cut === undefined ? 0 : 1;
    }
  }
  expect(made).toBeGreaterThan(40);
});

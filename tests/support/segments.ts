// Random definitions over the whole catalogue, for the laws of the segment language. Values are drawn
// from the same small pool as the people of segments-people.ts, so that conditions often hold.
import fc from "fast-check";
import type { ListColumn } from "#app/lists/column.ts";
import { isOfProduct } from "#app/segments/affinity.ts";
import { checkDefinition } from "#app/segments/check.ts";
import { type Agg, type Definition, type EventKey, type Expression, type Filter, type Leaf, type Node, type NumberTest, type Place, Season, type Test, type Trend, type Window } from "#app/segments/definition.ts";
import { type Cutoff, type Cutoffs, rankingsOf, type Taken } from "#app/segments/cutoff.ts";
import { OPERATORS, type EventField } from "#app/segments/field.ts";
import { type AnyField, customerFields, eventField, eventFields, type KnownLists, type MappedFields } from "#app/segments/fields.ts";
import { columnFields } from "#app/segments/fields/column.ts";
import { withNote } from "#app/segments/note.ts";
import { cutsFor } from "#app/segments/ranked.ts";
import { isElapsed } from "#app/segments/measure.ts";
import { plainNote } from "#app/segments/shape.ts";
import { CODES, DAYS, NAMES, NOW, TEXTS, TOLD } from "./segments-pool.ts";

export const MAPPED: MappedFields = { "facts.skin": "text", "facts.spf": "number", "facts.vegan": "bool", "facts.due": "day", "facts.seen": "date", "facts.likes": "set" };

/** Columns that the lists of random people keep; of the second list not all. */
const COLUMNS: readonly ListColumn[] = [{ key: "skin", type: "text", name: "Skin type" }, { key: "points", type: "number", name: "Points" }, { key: "joined", type: "day", name: "Joined" }, { key: "member", type: "bool", name: "Member" }];
export const LISTS: KnownLists = [{ listId: 1, name: "Fair", columns: COLUMNS }, { listId: 2, name: "Old shop", columns: COLUMNS.slice(0, 2) }];

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 });
const number = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 2, arbitrary: pick([10, 25, 49.99, 50, 75.5, 100, 150, 0.1, 33.3, 400]) }, fc.integer({ min: -3, max: 400 }));
const comparison = pick(["eq", "ne", "lt", "le", "gt", "ge"] as const);

export const numberTest: fc.Arbitrary<NumberTest> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ op: comparison, value: number }) },
  { weight: 2, arbitrary: fc.record({ op: pick(["within", "notWithin"] as const), from: number, to: number }) },
  fc.record({ op: pick(["known", "unknown"] as const) }),
);

const percentTest: fc.Arbitrary<NumberTest> = fc.oneof({ weight: 2, arbitrary: fc.record({ op: comparison, value: pick([-100, -50, -15, 0, 33.3, 50, 100]) }) }, numberTest);

const day = fc.integer({ min: -420, max: 60 }).map((offset) => new Date(NOW.getTime() + offset * 86_400_000).toISOString().slice(0, 10));
const moment = fc.oneof(day, pick(DAYS).map((each) => each.toISOString()));
const unit = pick(["minute", "hour", "day", "week", "month", "year"] as const);
const n = fc.oneof(fc.integer({ min: 1, max: 12 }), pick([30, 60, 90, 365]));
const clock = pick([undefined, undefined, "calendar", "rolling"] as const);
const moving = { unit, clock };

const drop = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

export const window: fc.Arbitrary<Window> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constant("last" as const), n, ...moving }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("ago" as const), n, ...moving }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("between-ago" as const), from: fc.integer({ min: 1, max: 5 }), to: fc.integer({ min: 2, max: 60 }), ...moving }) },
  fc.record({ kind: fc.constant("next" as const), n, ...moving }),
  fc.record({ kind: pick(["before", "after"] as const), date: moment }),
  fc.record({ kind: fc.constant("on" as const), date: day }),
  fc.record({ kind: fc.constant("between" as const), from: moment, to: moment }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("period" as const), unit: pick(["day", "week", "month", "year"] as const), back: fc.integer({ min: 0, max: 3 }), toDate: pick([undefined, true]) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("season" as const), seasons: fc.uniqueArray(pick(Season.options), { minLength: 1, maxLength: 3 }) }) },
  fc.record({ kind: fc.constant("season" as const), seasons: pick(Season.options).map((season) => [season]), back: fc.integer({ min: 0, max: 2 }) }),
  fc.record({ kind: fc.constant("outside" as const), from: moment, to: moment }),
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("since" as const), of: pick(["created", "firstOrder", "lastOrder"] as const) }) },
  fc.record({ kind: fc.constant("since-entered" as const), segment: pick([1, 2]) }),
  fc.constant({ kind: "all" as const }),
).map(drop);

function valueFor(field: AnyField): fc.Arbitrary<string> {
  if (field.type === "derived" && !field.options && !field.pattern) return pick(field.picker === "product" ? CODES : TEXTS);
  if (field.type === "derived") return field.options ? pick(field.options.map((option) => option.value)) : pick(["2026-01", "2025-10", "2026-05"]);
  if (field.type === "ref" || field.type === "refs") return pick(CODES);
  if (field.key === "event.name") return pick(NAMES);
  if (field.type === "enum" && field.options) return pick(field.options.map((option) => option.value));
  return field.options && field.options.length > 0 ? pick([...field.options.map((option) => option.value).slice(0, 3), ...TEXTS]) : pick(TEXTS);
}

/** Half of them with rules of their own: all numbers smaller, or all larger, so that they keep their order. */
function ownNumbers(field: AnyField): fc.Arbitrary<Record<string, number> | undefined> {
  const knobs = field.type === "derived" || field.type === "score" ? Object.entries(field.knobs) : [];
  if (knobs.length === 0) return fc.constant(undefined);
  const scaled = fc.tuple(pick([0.2, 0.5, 1.5, 2]), fc.nat(5)).map(([factor, spared]) => Object.fromEntries(knobs.filter((_, at) => at !== spared).map(([name, { standard, min, max, unit }]) =>
    [name, Math.min(unit === "percent" ? 90 : max, Math.max(min, unit === "percent" ? standard * factor : Math.round(standard * factor)))])));
  return fc.option(scaled, { nil: undefined, freq: 2 });
}

function testFor(field: AnyField): fc.Arbitrary<Test> {
  const value = valueFor(field);
  return pick(OPERATORS[field.type]).chain((op): fc.Arbitrary<Test> => {
    switch (op) {
      case "eq": case "ne": case "lt": case "le": case "gt": case "ge": return fc.record({ op: fc.constant(op), value: number });
      case "within": case "notWithin": return fc.record({ op: fc.constant(op), from: number, to: number });
      case "known": case "unknown": case "isEmpty": case "isTrue": case "isFalse": return fc.constant({ op });
      case "is": case "isNot": case "contains": case "notContains": case "startsWith": case "endsWith": case "hasStarting": return fc.record({ op: fc.constant(op), value });
      case "matches": return fc.record({ op: fc.constant(op), value: fc.array(pick(["*", "?", "a", "e", "%", "_", "\\", "É"]), { minLength: 1, maxLength: 4 }).map((signs) => signs.join("")) });
      case "anyOf": case "noneOf": case "hasAny": case "hasAll": case "hasNone": case "hasExactly": return fc.record({ op: fc.constant(op), values: few(value) });
      case "length": case "size": return fc.record({ op: fc.constant(op), cmp: comparison, value: fc.integer({ min: 0, max: 5 }) });
      case "in": return window.map((each) => ({ op, window: each }));
      case "anniversary": return fc.record({ op: fc.constant(op), from: fc.integer({ min: -40, max: 0 }), to: fc.integer({ min: 0, max: 60 }) });
      case "month": return fc.record({ op: fc.constant(op), values: few(fc.integer({ min: 1, max: 12 })) });
      case "weekday": return fc.record({ op: fc.constant(op), values: few(fc.integer({ min: 1, max: 7 })) });
      case "hour": return fc.record({ op: fc.constant(op), from: fc.integer({ min: 0, max: 23 }), to: fc.integer({ min: 0, max: 24 }) });
      case "near": return fc.record({ op: fc.constant(op), latitude: pick([40.7, 51.5]), longitude: pick([-74, -0.1]), km: pick([1, 50, 6000]) });
      default: return op satisfies never;
    }
  });
}

const PROPERTIES = ["event.text.said", "event.number.score", "event.bool.gift", "event.number.said"];
const fieldsOf = (event: EventKey): EventField[] => [...eventFields(event), ...PROPERTIES.flatMap((key) => eventField(event, key) ?? [])];
const filterOf = (event: EventKey): fc.Arbitrary<Filter> => pick(fieldsOf(event)).chain((field) => testFor(field).map((test) => ({ field: field.key, test })));
const event = fc.oneof({ weight: 4, arbitrary: fc.constant("order" as const) }, { weight: 4, arbitrary: fc.constant("item" as const) }, pick(["refund", "shipped", "delivered", "cancelled", "tagged", "untagged"] as const), { weight: 3, arbitrary: fc.constant("visit" as const) }, { weight: 4, arbitrary: pick(TOLD) });
const ifUnknown = pick([undefined, undefined, undefined, "keep", "yes", "no"] as const);

function queryOf(kind: EventKey) {
  const where = fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: fc.array(filterOf(kind), { maxLength: 2 }) });
  return { event: fc.constant(kind), where, whereAny: pick([undefined, undefined, true]), window: fc.option(window, { nil: undefined }) };
}

const numeric = (field: EventField) => field.type === "number" || field.type === "money";
const nameable = (field: EventField) => ["text", "enum", "ref"].includes(field.type);
const scalar = (field: EventField) => ["text", "enum", "ref", "number", "money", "bool"].includes(field.type);

function measureOf(kind: EventKey): fc.Arbitrary<Pick<Agg, "measure" | "field">> {
  const numbers = fieldsOf(kind).filter(numeric);
  const plain = fc.record({ measure: pick(["count", "count", "days", "days", "daysSinceFirst", "daysSinceLast", "gapMean", "gapMedian", "gapSd", "gapLongest"] as const) });
  const distinct = pick(eventFields(kind).filter(scalar)).map((field) => ({ measure: "distinct" as const, field: field.key }));
  if (numbers.length === 0) return fc.oneof(plain, distinct);
  const measured = fc.record({ measure: pick(["sum", "avg", "min", "max", "median"] as const), field: pick(numbers).map((field) => field.key) });
  return fc.oneof({ weight: 2, arbitrary: plain }, distinct, { weight: 2, arbitrary: measured });
}

const k = pick([1, 2, -1, -2, 3]);

/** Half-lives that put the borders of its steps on the instants of DAYS. */
const scoreNumbers = fc.record({ halfLife: pick([4, 12, 30, 365]), hours: pick([1, 24, 72, 720]), click: pick([0, 40, 70]), optOut: pick([0, 2]), draw: pick([0, 1, 5]), least: pick([1, 2]), full: pick([0, 0, 40]) });

const expression: fc.Arbitrary<Expression> = fc.oneof(
  fc.record({ kind: fc.constant("attr" as const), field: fc.constant("sms.score"), with: scoreNumbers }),
  pick(customerFields(MAPPED, LISTS).filter((field) => field.type === "number" || field.type === "money" || (field.type === "elapsed" && field.unit === "day"))).map((field) => ({ kind: "attr" as const, field: field.key })),
  event.chain((kind) => fc.record({ kind: fc.constant("agg" as const), measured: measureOf(kind), ...queryOf(kind) })).map(({ measured, ...rest }) => ({ ...rest, ...measured })),
  pick(["order", "item", "refund", "cartAdded", "visit"] as const).chain((kind) => fc.record({ kind: fc.constant("nth" as const), k, field: pick(fieldsOf(kind).filter(numeric)).map((field) => field.key), ...queryOf(kind) })),
);

const rateParts = fc.tuple(event, event).chain(([kind, per]) => fc.record({
  kind: fc.constant("rate" as const), ...queryOf(kind), per: fc.constant(per), perWhere: fc.option(fc.array(filterOf(per), { maxLength: 1 }), { nil: undefined, freq: 2 }),
}));
const atLeast = pick([undefined, undefined, 1, 2]);
/** Days that put the borders of its steps on the instants of DAYS. */
const fading = pick([undefined, undefined, 4, 12, 30]);
const rate = fc.tuple(rateParts, atLeast, fading).map(([{ window: within, ...parts }, least, halfLife]) => ({ ...parts, atLeast: least, ...(halfLife === undefined ? { window: within } : { halfLife }) }));
const surely = pick([undefined, undefined, true]);
const ranked: fc.Arbitrary<Expression> = fc.oneof({ weight: 4, arbitrary: expression }, rate);

const trended = fc.oneof(
  { weight: 3, arbitrary: event.chain((kind) => fc.record({ kind: fc.constant("agg" as const), measured: measureOf(kind), ...queryOf(kind) })).map(({ measured, window: _, ...rest }) => ({ ...rest, ...measured })) },
  rateParts.map(({ window: _, ...rest }) => rest),
);
/** Half of them windows that follow each other. */
const periods = fc.oneof(
  fc.tuple(pick([1, 7, 30, 90]), pick(["day", "week"] as const), pick([0, 1])).map(([span, each, gap]): Pick<Trend, "window" | "before"> => ({ window: { kind: "last", n: span, unit: each, ...(gap === 0 && { clock: "rolling" as const }) }, before: { kind: "between-ago", from: span + gap, to: 2 * span + gap, unit: each, ...(gap === 0 && { clock: "rolling" as const }) } })),
  fc.record({ window, before: window }),
);

const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ kind: pick(["top", "bottom"] as const), n: pick([1, 3, 10, 100]), unit: pick(["people", "percent"] as const) }),
  fc.tuple(pick([2, 3, 5]), fc.nat()).map(([of, at]): Place => ({ kind: "tile", of, tile: 1 + (at % of) })),
  fc.record({ kind: fc.constant("median" as const), side: pick(["above", "below"] as const) }),
);

const scored: fc.Arbitrary<Leaf> = fc.record({
  kind: fc.constant("attr" as const), field: fc.constant("sms.score"), test: fc.oneof({ weight: 3, arbitrary: fc.record({ op: comparison, value: pick([0, 1, 25, 50, 70, 75, 99, 100]) }) }, numberTest), ifUnknown,
  with: scoreNumbers,
});

const ofProduct: fc.Arbitrary<Filter> = pick(eventFields("item").filter(({ key }) => isOfProduct({ field: key, test: { op: "known" } }))).chain((field) => testFor(field).map((test) => ({ field: field.key, test })));
const affine: fc.Arbitrary<Leaf> = fc.tuple(fading, fc.option(window, { nil: undefined })).chain(([halfLife, within]) => fc.record({
  kind: fc.constant("share" as const), of: fc.constant("affinity" as const), event: fc.constant("item" as const), part: fc.array(ofProduct, { minLength: 1, maxLength: 2 }), where: fc.option(fc.array(ofProduct, { maxLength: 2 }), { nil: undefined, freq: 2 }),
  whereAny: pick([undefined, undefined, true]), halfLife: fc.constant(halfLife), window: fc.constant(halfLife === undefined ? within : undefined), viewPoints: pick([undefined, undefined, 0, 5, 40]), cartPoints: pick([undefined, undefined, 0, 33, 100]), atLeast: pick([undefined, 1, 2]), test: numberTest, ifUnknown,
}));

const SEQUENCE = ["order", "item", "item", "refund", "productViewed", "productViewed", "cartAdded", "searched", "custom", "visit"] as const;

const how = fc.oneof(
  fc.record({ kind: pick(["is", "was"] as const) }),
  fc.record({ kind: pick(["joined", "left"] as const), window }),
  fc.record({ kind: fc.constant("for" as const), n, ...moving }),
  fc.record({ kind: fc.constant("on" as const), date: moment }),
  fc.record({ kind: fc.constant("times" as const), window: fc.option(window, { nil: undefined }), test: numberTest }),
);

const ran = fc.oneof(
  fc.record({ kind: pick(["is", "was"] as const) }),
  fc.record({ kind: fc.constant("entered" as const), window }),
  fc.record({ kind: fc.constant("ended" as const), because: pick([undefined, ["finished" as const], ["goal" as const, "exit" as const]]), window }),
  fc.record({ kind: fc.constant("times" as const), window: fc.option(window, { nil: undefined }), test: numberTest }),
);
const stood = fc.record({ kind: fc.constant("at" as const), step: pick(["x", "y"]) });
const drew = fc.record({ kind: fc.constant("drew" as const), step: pick(["x", "y"]), arm: pick(["A", "B"]), window });

export const attrOf = (fields: AnyField[]) => pick(fields).chain((field) => fc.record({ kind: fc.constant("attr" as const), field: fc.constant(field.key), with: ownNumbers(field), test: testFor(field), ifUnknown })).map(drop);

export const leaf: fc.Arbitrary<Leaf> = fc.oneof(
  { weight: 4, arbitrary: attrOf(customerFields(MAPPED)) },
  { weight: 2, arbitrary: attrOf(columnFields(LISTS)) },
  { weight: 6, arbitrary: event.chain((kind) => fc.record({ kind: fc.constant("agg" as const), measured: measureOf(kind), ...queryOf(kind), test: numberTest, ifUnknown })).map(({ measured, ...rest }) => ({ ...rest, ...measured })) },
  { weight: 2, arbitrary: event.chain((kind) => pick(eventFields(kind)).chain((field) => fc.record({ kind: fc.constant("nth" as const), k, ...queryOf(kind), field: fc.constant(field.key), test: testFor(field), ifUnknown }))) },
  { weight: 2, arbitrary: pick(["order", "item", "cartAdded", "custom", "visit"] as const).chain((kind) => fc.record({
    kind: fc.constant("share" as const), of: pick(["count", "quantity", "money"] as const), ...queryOf(kind), halfLife: fading, atLeast: pick([undefined, 1, 2]), test: numberTest, ifUnknown,
    divided: fc.oneof(fc.array(filterOf(kind), { minLength: 1, maxLength: 2 }).map((part) => ({ part })), pick(eventFields(kind).filter(scalar)).map((field) => ({ by: field.key }))),
  })).map(({ divided, window: within, ...rest }) => ({ ...rest, ...divided, ...(rest.halfLife === undefined && { window: within }) })) },
  { weight: 2, arbitrary: pick(["item", "item", "order", "refund", "tagged", "productViewed", "custom", "visit"] as const).chain((kind) => pick(eventFields(kind).filter(nameable)).chain((field) => fc.record({
    kind: fc.constant("top" as const), of: pick(["count", "orders", "quantity", "money"] as const), field: fc.constant(field.key), ...queryOf(kind), halfLife: fading, test: testFor(field), ifUnknown,
  }))).map(({ window: within, ...rest }) => ({ ...rest, ...(rest.halfLife === undefined && { window: within }) })) },
  { weight: 2, arbitrary: pick(["item", "item", "order", "shipped", "refund", "tagged", "productViewed", "custom", "visit"] as const).chain((kind) => fc.record({
    kind: fc.constant("some" as const), by: pick(eventFields(kind).filter(scalar)).map((field) => field.key), measured: measureOf(kind), ...queryOf(kind), atLeast: pick([undefined, undefined, 1, 2]), test: numberTest, ifUnknown,
  })).map(({ measured, ...rest }) => ({ ...rest, ...measured })) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("cmp" as const), left: expression, cmp: comparison, factor: pick([undefined, 1, 1.5, 0.1, 2]), right: ranked, plus: pick([undefined, 0, 10, -2.5]), ifUnknown }) },
  { weight: 2, arbitrary: fc.record({ of: rate, sure: surely, test: numberTest, ifUnknown }).map(({ of, ...rest }) => ({ ...of, ...rest })) },
  { weight: 3, arbitrary: fc.record({ of: trended, periods, atLeast, sure: surely, test: percentTest, ifUnknown }).map(({ periods: two, ...rest }) => ({ kind: "trend" as const, ...two, ...rest })) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("rank" as const), of: ranked, place, among: pick([undefined, undefined, 1, 2]), ifUnknown }) },
  { weight: 4, arbitrary: fc.tuple(pick(SEQUENCE), pick([undefined, undefined, ...SEQUENCE])).chain(([kind, second]) => fc.record({
    kind: fc.constant("seq" as const), event: fc.constant(kind), thenEvent: fc.constant(second), first: fc.array(filterOf(kind), { maxLength: 1 }), then: fc.array(filterOf(second ?? kind), { maxLength: 1 }), times: pick([undefined, undefined, 2, 3]),
    within: fc.record({ n: pick([1, 7, 30, 90]), unit: pick(["hour", "day", "week"] as const) }), absent: pick([undefined, true]), sameProduct: pick([undefined, true]), window: fc.option(window, { nil: undefined }), ifUnknown,
  })) },
  { weight: 2, arbitrary: scored },
  { weight: 2, arbitrary: affine },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("in" as const), segment: pick([1, 2]), how, ifUnknown }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("flow" as const), flow: pick([1, 2]), group: pick([undefined, undefined, "control", "treated"] as const), how: ran, ifUnknown }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("flow" as const), flow: pick([1, 2]), how: fc.oneof(drew, stood), ifUnknown }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("list" as const), list: pick([1, 2]), ifUnknown }) },
  fc.record({ kind: fc.constant("bucket" as const), salt: pick(["a", "é:b"]), from: fc.integer({ min: 0, max: 5000 }), to: fc.integer({ min: 5000, max: 9999 }), ifUnknown }),
).map(drop);

/** Leaves are checked one by one, so that a wrong one does not throw a whole tree away. */
export const goodLeaf: fc.Arbitrary<Leaf> = leaf.filter((each) => checkDefinition({ version: 1, node: each }, { mapped: MAPPED }).length === 0);

const NOTED = ["Asked for by Ana", "  twice", "#", "", "and (b or \"c\"", "# not d", "é 😀 — \\", "count(order) >= 1"];
const note = fc.array(pick(NOTED), { minLength: 1, maxLength: 3 }).map((lines) => plainNote(lines.join("\n")));
const noted = (arbitrary: fc.Arbitrary<Node>): fc.Arbitrary<Node> => fc.tuple(arbitrary, fc.option(note, { nil: "", freq: 2 })).map(([each, said]) => withNote(each, [said]));

export const node: fc.Arbitrary<Node> = fc.letrec<{ node: Node; group: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, depthSize: "small" }, { weight: 3, arbitrary: noted(goodLeaf) }, { weight: 2, arbitrary: noted(tie("group")) }, { weight: 1, arbitrary: tie("node").map((each): Node => ({ kind: "not", node: each })) }),
  group: fc.record({ kind: pick(["all", "any"] as const), nodes: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
})).node;

export const definition: fc.Arbitrary<Definition> = fc.tuple(node, fc.nat(5)).map(([each, lot]): Definition => ({ version: 1, node: each, ...(lot === 0 && { clock: "customer" }) })).filter((each) => checkDefinition(each, { mapped: MAPPED }).length === 0);

/** As if the rankings of these definitions had been taken, but for each sixth; instants, and numbers that often divide people. */
export function someCutoffs(definitions: Definition[]): Cutoffs {
  const rankings = definitions.flatMap((each) => [...rankingsOf(each)]);
  return Object.fromEntries(rankings.flatMap(([key, ranking], at) => (at % 6 === 5 ? [] : [[key, cutoffOf(ranking, at)]])));
}

function cutoffOf(taken: Taken, seed: number): Cutoff {
  if ("numbers" in taken) return { number: seed + 1, at: NOW, people: 60, cuts: { mean: { top: String(10_000 + seed * 997), bottom: "1000" }, best: { top: String(40 + (seed % 4) * 15), bottom: "1" } } };
  const { of, place: asked } = taken;
  const isTime = (of.kind === "agg" && isElapsed(of.measure)) || (of.kind === "attr" && /days/i.test(of.field));
  if (of.kind === "attr" && of.field === "sms.score") return { number: seed + 1, at: NOW, people: 60, cuts: Object.fromEntries(cutsFor(asked).map(({ name }, step) => [name, { top: String((seed * 37 + step * 13) % 101), bottom: "1" }])) };
  const cut = (step: number) => (isTime ? { top: String(-(DAYS[(seed * 7 + step * 11) % DAYS.length] ?? NOW).getTime()), bottom: "1" } : { top: String((seed * 37 + step * 4999) % 9000), bottom: String(1 + (seed % 3) * 49) });
  return { number: seed + 1, at: NOW, people: 60, cuts: Object.fromEntries(cutsFor(asked).map(({ name }, step) => [name, cut(step)])) };
}

// What a segment asks, as JSON: a tree of all, any and not over leaves. Each leaf is true, false or
// unknown of one customer at one instant. This file is the shape alone; fields.ts says what can be
// asked about, check.ts what makes sense, compile.ts and match.ts what it means.
//
// Money is written in whole units of the shop's currency (49.99), dates in the shop's zone
// ("2026-01-31") or as instants ("2026-01-31T09:00:00Z").
import { z } from "zod";
import { EVENT_KINDS } from "#app/customers/event-kind.ts";
import { problemsOf, type Problem } from "#app/lib/problem.ts";
import { Ending } from "./endings.ts";
import { Amount, Comparison, Count, Moment, moving, Note, NumberTest, SegmentNumber, Span, Text, Whole, Window } from "./shape.ts";

export { asksIfKnown, type Clock, Comparison, NumberTest, Season, SPAN_MAX, type Span, TEXT_MAX, type Unit, Window } from "./shape.ts";

export const LEAVES_MAX = 200;
/** The builder shows three levels; text and JSON may go deeper. */
export const DEPTH_MAX = 6;
export const VALUES_MAX = 10_000;
export const FILTERS_MAX = 20;
export const NUMBERS_MAX = 20;
export const BUCKETS = 10_000;

const Values = z.array(Text).min(1, "must name at least one value")
  .max(VALUES_MAX, `A condition can name at most ${VALUES_MAX.toLocaleString("en")} values. Upload more as a list, and ask who is on it.`);

/** What a field's value is held against. fields.ts says which tests a type of field takes. */
export const Test = z.discriminatedUnion("op", [
  z.strictObject({ op: Comparison, value: Amount }),
  z.strictObject({ op: z.enum(["within", "notWithin"]), from: Amount, to: Amount }),
  z.strictObject({ op: z.enum(["known", "unknown", "isEmpty", "isTrue", "isFalse"]) }),
  /** matches: * stands for any run of characters, ? for one. */
  z.strictObject({ op: z.enum(["is", "isNot", "contains", "notContains", "startsWith", "endsWith", "matches", "hasStarting"]), value: Text }),
  z.strictObject({ op: z.enum(["anyOf", "noneOf", "hasAny", "hasAll", "hasNone", "hasExactly"]), values: Values }),
  /** How many characters a text, or how many members a set has. */
  z.strictObject({ op: z.enum(["length", "size"]), cmp: Comparison, value: Whole }),
  z.strictObject({ op: z.literal("in"), window: Window }),
  /** The yearly return of the date lies between today + from and today + to. */
  z.strictObject({ op: z.literal("anniversary"), from: z.number().int().min(-180).max(180), to: z.number().int().min(-180).max(180) }),
  z.strictObject({ op: z.literal("month"), values: z.array(z.number().int().min(1).max(12)).min(1).max(12) }),
  /** 1 is Monday. */
  z.strictObject({ op: z.literal("weekday"), values: z.array(z.number().int().min(1).max(7)).min(1).max(7) }),
  /** Local hours, from included, to not; from 22 to 6 goes over midnight. */
  z.strictObject({ op: z.literal("hour"), from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(24) }),
  z.strictObject({ op: z.literal("near"), latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), km: z.number().positive().max(20_000) }),
]).meta({ id: "Test" });
export type Test = z.infer<typeof Test>;
export type Op = Test["op"];

const FieldKey = z.string().min(1).max(200);

/** One condition on the order, item or refund that is counted. */
export const Filter = z.strictObject({ field: FieldKey, test: Test }).meta({ id: "Filter" });
export type Filter = z.infer<typeof Filter>;
const Filters = z.array(Filter).max(FILTERS_MAX, `A condition can have at most ${FILTERS_MAX} filters.`);

export const EventKey = z.enum(["order", "item", "refund", "shipped", "delivered", "cancelled", "tagged", "untagged", "visit", ...EVENT_KINDS]);
export type EventKey = z.infer<typeof EventKey>;

export const Measure = z.enum([
  "count", "days", "distinct", "sum", "avg", "min", "max", "median",
  "daysSinceFirst", "daysSinceLast", "gapMean", "gapMedian", "gapSd", "gapLongest",
]);
export type Measure = z.infer<typeof Measure>;

/** Which events: those that meet all filters (whereAny: at least one) inside the window (default: all time). */
const events = { event: EventKey, where: Filters.optional(), whereAny: z.boolean().optional(), window: Window.optional() };
/** Decides a literal (the leaf, or its negation) that is unknown. Default keep: unknown stays unknown, and is out at the root. */
export const IfUnknown = z.enum(["keep", "yes", "no"]);
export type IfUnknown = z.infer<typeof IfUnknown>;
/** What every condition may say besides. */
const said = { ifUnknown: IfUnknown.optional(), note: Note.optional() };

export const HALF_LIFE_MAX = 1_000;
/** In days: an event of that age counts half as much as one of now (fade.ts). It takes the place of a window. */
const HalfLife = z.number().int().min(1).max(HALF_LIFE_MAX);
/** True or false only where it is sure at 90 % (sure.ts), else unknown. */
const sure = { sure: z.boolean().optional() };

/** Own values in place of the standard numbers in a derived field's rules, by name. */
const Numbers = z.record(z.string().regex(/^[a-zA-Z]{1,40}$/), Amount).refine((numbers) => Object.keys(numbers).length <= NUMBERS_MAX, `can hold ${NUMBERS_MAX} numbers`);

export const Attr = z.strictObject({ kind: z.literal("attr"), field: FieldKey, with: Numbers.optional(), test: Test, ...said });
export type Attr = z.infer<typeof Attr>;

/** `field` for every measure of a value; days and gaps are measured in days. */
export const Agg = z.strictObject({ kind: z.literal("agg"), measure: Measure, field: FieldKey.optional(), ...events, test: NumberTest, ...said });
export type Agg = z.infer<typeof Agg>;

/** The k-th event: 1 is the first, -1 the last. Unknown where there are fewer. */
export const Nth = z.strictObject({
  kind: z.literal("nth"), k: z.number().int().min(-1000).max(1000).refine((k) => k !== 0, "counts from 1, or from -1 backwards"),
  ...events, field: FieldKey, test: Test, ...said,
});
export type Nth = z.infer<typeof Nth>;

const Points = z.number().int().min(0).max(100);

/**
 * A percentage: of all events in question, how much meets `part`; or with `by`, how much the largest value
 * of that field has ("80 % of spend at one vendor"). Unknown below `atLeast` events (default 1), or of nothing. `affinity` adds up
 * items, views and carts (affinity.ts), a view and a cart by so many percent of an order; there `atLeast` views and carts are enough
 * (default 3), or one item.
 */
export const Share = z.strictObject({
  kind: z.literal("share"), of: z.enum(["count", "quantity", "money", "affinity"]), part: Filters.optional(), by: FieldKey.optional(),
  ...events, halfLife: HalfLife.optional(), viewPoints: Points.optional(), cartPoints: Points.optional(), atLeast: Whole.optional(), test: NumberTest, ...said,
});
export type Share = z.infer<typeof Share>;

/**
 * Their favourite: the value of `field` with the most of all events in question; where two have as much, the one seen last.
 * Unknown where no event has a value. `orders` counts the different orders of items, and does not fade.
 */
export const Top = z.strictObject({
  kind: z.literal("top"), of: z.enum(["count", "orders", "quantity", "money"]), field: FieldKey, ...events, halfLife: HalfLife.optional(), test: Test, ...said,
});
export type Top = z.infer<typeof Top>;

/**
 * At least one value of `by` passes by itself: "a product that they bought at least 3 times, and not for 60 days". Values with
 * fewer than `atLeast` different instants are left out; gaps are between different instants.
 */
export const Some = z.strictObject({
  kind: z.literal("some"), by: FieldKey, measure: Measure, field: FieldKey.optional(), ...events, atLeast: Whole.optional(), test: NumberTest, ...said,
});
export type Some = z.infer<typeof Some>;

/** How many events for every hundred of another kind: clicks per delivered texts. Unknown below `atLeast` of the latter (default 1). */
const rated = { event: EventKey, where: Filters.optional(), whereAny: z.boolean().optional(), per: EventKey, perWhere: Filters.optional() };
const rate = { ...rated, window: Window.optional(), halfLife: HalfLife.optional(), atLeast: Whole.optional() };

export const Expression = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("attr"), field: FieldKey, with: Numbers.optional() }),
  z.strictObject({ kind: z.literal("agg"), measure: Measure, field: FieldKey.optional(), ...events }),
  z.strictObject({ kind: z.literal("rate"), ...rate }),
  z.strictObject({ kind: z.literal("nth"), k: z.number().int().min(-1000).max(1000), ...events, field: FieldKey }),
]);
export type Expression = z.infer<typeof Expression>;

/** left cmp factor × right + plus, both of the same customer. Days here are exact, not whole. */
export const Cmp = z.strictObject({
  kind: z.literal("cmp"), left: Expression, cmp: Comparison, factor: Amount.optional(), right: Expression, plus: Amount.optional(), ...said,
});
export type Cmp = z.infer<typeof Cmp>;

export const Rate = z.strictObject({ kind: z.literal("rate"), ...rate, ...sure, test: NumberTest, ...said });
export type Rate = z.infer<typeof Rate>;

/**
 * By how many percent a number of theirs changed from the window `before` to `window`: -15 is a fall by 15 %. Unknown where it
 * was not above zero before, or there were fewer than `atLeast` events then (of a rate: of those it is per, in both windows).
 */
export const Trend = z.strictObject({
  kind: z.literal("trend"),
  of: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("agg"), measure: Measure, field: FieldKey.optional(), event: EventKey, where: Filters.optional(), whereAny: z.boolean().optional() }),
    z.strictObject({ kind: z.literal("rate"), ...rated }),
  ]),
  window: Window, before: Window, atLeast: Whole.optional(), ...sure, test: NumberTest, ...said,
});
export type Trend = z.infer<typeof Trend>;

export const RANKED_MAX = 1_000_000;
export const TILES_MAX = 100;

/**
 * top, bottom: at least (at most) as much as the last of the n people or n percent with the most (least); whoever equals that one
 * is in too. tile: the n-th of so many equal parts, 1 with the most; equals are all in the higher part. median: beyond the middle one.
 */
export const Place = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["top", "bottom"]), n: z.number().positive().max(RANKED_MAX), unit: z.enum(["people", "percent"]) }),
  z.strictObject({ kind: z.literal("tile"), tile: z.number().int().min(1).max(TILES_MAX), of: z.number().int().min(2).max(TILES_MAX) }),
  z.strictObject({ kind: z.literal("median"), side: z.enum(["above", "below"]) }),
]);
export type Place = z.infer<typeof Place>;

/**
 * Where a number of theirs stands among all customers who have one, or among the members of a segment: held against numbered
 * cut-offs (cutoff.ts), so that nobody's verdict moves with others' orders but when those are taken anew.
 */
export const Rank = z.strictObject({ kind: z.literal("rank"), of: Expression, place: Place, among: SegmentNumber.optional(), ...said });
export type Rank = z.infer<typeof Rank>;

const SeqEvent = z.enum(["order", "item", "refund", "visit", ...EVENT_KINDS]);
const TIMES_MAX = 100;

/**
 * An event that meets `first` (inside the window), and within the span after it one that meets `then`, of the same kind or
 * of `thenEvent`; or, with `absent`, the span is over and none came. `times`: only from the so-manieth such first event on
 * (of the same product, if that is asked).
 */
export const Seq = z.strictObject({
  kind: z.literal("seq"), event: SeqEvent, first: Filters, thenEvent: SeqEvent.optional(), then: Filters, within: Span, times: z.number().int().min(2).max(TIMES_MAX).optional(),
  absent: z.boolean().optional(), sameProduct: z.boolean().optional(), window: Window.optional(), ...said,
});
export type Seq = z.infer<typeof Seq>;

/** Membership of another segment of this shop. */
export const In = z.strictObject({
  kind: z.literal("in"), segment: SegmentNumber,
  how: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("is") }),
    z.strictObject({ kind: z.literal("was") }),
    z.strictObject({ kind: z.literal("joined"), window: Window }),
    z.strictObject({ kind: z.literal("left"), window: Window }),
    /** In now, and since at least this long. */
    z.strictObject({ kind: z.literal("for"), n: Count, ...moving }),
    /** A member at some time of that day, or at that instant. */
    z.strictObject({ kind: z.literal("on"), date: Moment }),
    z.strictObject({ kind: z.literal("times"), window: Window.optional(), test: NumberTest }),
  ]),
  ...said,
});
export type In = z.infer<typeof In>;

/** Of a flow's runs: those that are held back (its control group, and everybody while it is in shadow), or all others. */
export const RunGroup = z.enum(["control", "treated"]);

/** Runs of a flow of this shop: a run begins when the flow lets them in, and ends for one reason. `group` absent: of both. */
export const InFlow = z.strictObject({
  kind: z.literal("flow"), flow: SegmentNumber, group: RunGroup.optional(),
  how: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("is") }),
    z.strictObject({ kind: z.literal("was") }),
    z.strictObject({ kind: z.literal("at"), step: Text }),
    z.strictObject({ kind: z.literal("entered"), window: Window }),
    /** `because`: for one of these reasons; absent: whatever the reason. */
    z.strictObject({ kind: z.literal("ended"), because: z.array(Ending).min(1, "must name at least one reason").max(Ending.options.length).optional(), window: Window }),
    z.strictObject({ kind: z.literal("times"), window: Window.optional(), test: NumberTest }),
    /** An arm of an experiment of it, by lot: each person once, and nobody of the control group. */
    z.strictObject({ kind: z.literal("drew"), step: Text, arm: Text, window: Window }),
  ]),
  ...said,
});
export type InFlow = z.infer<typeof InFlow>;

/** A lasting random draw: every customer has one number from 0 to 9999 per salt. Both ends included. */
export const Bucket = z.strictObject({
  kind: z.literal("bucket"), salt: Text, from: z.number().int().min(0).max(BUCKETS - 1), to: z.number().int().min(0).max(BUCKETS - 1), ...said,
});
export type Bucket = z.infer<typeof Bucket>;

/** On a list of people whom the merchant named: by a file, or as a segment's members at one moment. */
export const Listed = z.strictObject({ kind: z.literal("list"), list: SegmentNumber, ...said });
export type Listed = z.infer<typeof Listed>;

export type Leaf = Attr | Agg | Nth | Share | Top | Some | Cmp | Rate | Trend | Rank | Seq | In | InFlow | Listed | Bucket;
type Noted<Kind extends string> = { kind: Kind; nodes: Node[]; note?: Note | undefined };
export type Group = Noted<"all"> | Noted<"any">;
export type Node = Group | { kind: "not"; node: Node } | Leaf;

export const Node: z.ZodType<Node> = z.lazy(() => z.discriminatedUnion("kind", [All, Any, Not, Attr, Agg, Nth, Share, Top, Some, Cmp, Rate, Trend, Rank, Seq, In, InFlow, Listed, Bucket])).meta({ id: "Node" });
const Nodes = z.array(Node).max(LEAVES_MAX, `A segment can have at most ${LEAVES_MAX} conditions.`);
const All = z.strictObject({ kind: z.literal("all"), nodes: Nodes, note: Note.optional() });
const Any = z.strictObject({ kind: z.literal("any"), nodes: Nodes, note: Note.optional() });
const Not = z.strictObject({ kind: z.literal("not"), node: Node });

export const Definition = z.strictObject({ version: z.literal(1), node: Node, /** Whose days, months and seasons: each customer's own; absent: the shop's. */ clock: z.literal("customer").optional() });
export type Definition = z.infer<typeof Definition>;

/** Reads JSON from outside. The shape alone: check.ts comes next. */
export function readDefinition(json: unknown): { definition: Definition } | { problems: Problem[] } {
  if (isDeep(json)) return { problems: [{ path: [], message: "The conditions are nested too deep." }] };
  const read = Definition.safeParse(json);
  return read.success ? { definition: read.data } : { problems: problemsOf(read.error) };
}

/** Everything published as docs/segment.schema.json. */
export const definitionJsonSchema = () => z.toJSONSchema(Definition, { unrepresentable: "any" });

/** A step from the definition's root: ["node", "nodes", 0]. */
export type Path = (string | number)[];

/** Every leaf with its path, in the order a reader meets them. */
export function leavesOf(node: Node, path: Path = ["node"]): { leaf: Leaf; path: Path }[] {
  if (node.kind === "all" || node.kind === "any") return node.nodes.flatMap((child, i) => leavesOf(child, [...path, "nodes", i]));
  if (node.kind === "not") return leavesOf(node.node, [...path, "node"]);
  return [{ leaf: node, path }];
}

/** Each level costs at most two steps of JSON, and a leaf some more; deeper JSON is refused before anything recurses into it. */
function isDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX * 4 + 40) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}

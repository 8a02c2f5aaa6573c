// A neutral condition as a tree of the language. Where a trait or event is missing the format has a
// definite answer; ours is "unknown", so every leaf says which answer stands for it. As `ifUnknown`
// decides a literal after negations are pushed down, the translator keeps track of them.
import type { Leaf, Node, NumberTest, Test } from "#app/segments/definition.ts";
import { eventNode } from "./event-condition.ts";
import { type Condition, refuse, type Semantics } from "./format.ts";
import type { z } from "zod";
import type { Slots } from "./slots.ts";
import { instantMs, iso, span, type Timeline } from "./windows.ts";

export type Context = {
  slots: Slots;
  timeline: Timeline;
  semantics: z.infer<typeof Semantics>;
  /** The segment's number; it exists already. */
  segment(name: string): number;
  /** A segment of its own for a condition, so that its stays can be asked about. */
  helper(node: Node): number;
  /** The list's name of a {static: true} segment under translation. */
  list: string;
};

export const all = (...nodes: Node[]): Node => (nodes.length === 1 && nodes[0] ? nodes[0] : { kind: "all", nodes });
export const any = (...nodes: Node[]): Node => (nodes.length === 1 && nodes[0] ? nodes[0] : { kind: "any", nodes });
export const not = (node: Node): Node => ({ kind: "not", node });

/** Everybody has a number from 0 to 9999. */
const everyone: Node = { kind: "bucket", salt: "everyone", from: 0, to: 9999 };

/** The leaf, true where it is unknown only if `missing`. */
export function settle(leaf: Leaf, isNegated: boolean, missing = false): Node {
  return { ...leaf, ifUnknown: missing !== isNegated ? "yes" : "no" };
}

export function translate(condition: Condition, context: Context, isNegated = false): Node {
  const many = (list: unknown, flip = false) => {
    if (!Array.isArray(list) || list.length === 0) refuse("A group without conditions means nothing in the language, and cannot be saved.");
    return list.map((inner: Condition) => translate(inner, context, isNegated !== flip));
  };
  if ("everyone" in condition) return everyone;
  if ("all" in condition) return all(...many(condition.all));
  if ("any" in condition) return any(...many(condition.any));
  if ("none" in condition) return not(any(...many(condition.none, true)));
  if ("not" in condition) return not(translate(condition.not as Condition, context, !isNegated));
  if (typeof condition.member_of === "string") return { kind: "in", segment: context.segment(condition.member_of), how: { kind: "is" } };
  if ("static" in condition) return settle({ kind: "attr", field: "person.tags", test: { op: "hasAny", values: [listTag(context.list)] } }, isNegated);
  if ("trait" in condition) return traitNode(condition, context, isNegated);
  return eventNode(condition, context, isNegated);
}

/** A fixed list is a customer tag: that is how a merchant pins people. */
export const listTag = (list: string) => `list ${list}`;

export const COMPARISONS = { eq: "eq", ne: "ne", gt: "gt", gte: "ge", lt: "lt", lte: "le" } as const;

export function numberTest(op: unknown, value: unknown): NumberTest {
  if (op === "between" && Array.isArray(value)) return { op: "within", from: asNumber(value[0]), to: asNumber(value[1]) };
  if (typeof op === "string" && Object.hasOwn(COMPARISONS, op)) return { op: COMPARISONS[op as keyof typeof COMPARISONS], value: asNumber(value) };
  return refuse(`The operator ${JSON.stringify(op)} on a number is unknown.`);
}

function asNumber(value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : refuse(`${JSON.stringify(value)} is no number.`);
}

function traitNode(condition: Condition, context: Context, isNegated: boolean): Node {
  const { trait: name, op, value } = condition;
  if (typeof name !== "string") return refuse("A trait without a name is unknown.");
  const missing = context.semantics.negatives_match_missing ?? true;
  const attr = (type: Parameters<typeof context.slots.trait>[1], test: Test, when = false) => settle({ kind: "attr", field: context.slots.trait(name, type), test }, isNegated, when);
  const isNumber = typeof value === "number";
  switch (op) {
    case "eq": return isNumber ? attr("number", { op: "eq", value }) : attr("text", { op: "is", value: String(value) });
    case "ne": return isNumber ? attr("number", { op: "ne", value }, missing) : attr("text", { op: "isNot", value: String(value) }, missing);
    case "gt": case "gte": case "lt": case "lte": case "between": return attr("number", numberTest(op, value));
    case "in": return attr("text", { op: "anyOf", values: texts(value) });
    case "not_in": return attr("text", { op: "noneOf", values: texts(value) }, missing);
    case "exists": return attr("text", { op: "known" });
    case "not_exists": return attr("text", { op: "unknown" });
    case "contains": return attr("text", { op: "contains", value: String(value) });
    case "not_contains": return attr("text", { op: "notContains", value: String(value) }, missing);
    case "starts_with": return attr("text", { op: "startsWith", value: String(value) });
    case "ends_with": return attr("text", { op: "endsWith", value: String(value) });
    case "includes": return attr("set", { op: "hasAny", values: texts(value) });
    case "includes_any": return attr("set", { op: "hasAny", values: texts(value) });
    case "includes_all": return attr("set", { op: "hasAll", values: texts(value) });
    case "has_been": return hasBeen(condition, context, name);
    default: return attr("date", dateTest(condition, context.timeline));
  }
}

const texts = (value: unknown) => (Array.isArray(value) ? value : [value]).map(String);

function dateTest(condition: Condition, timeline: Timeline): Test {
  const { op, seconds, at, unit, offset } = condition;
  const edge = (ms: number) => iso(instantMs(at, timeline) + ms);
  if (op === "within_last" && typeof seconds === "number") return { op: "in", window: { kind: "last", ...span(seconds, timeline), clock: "rolling" } };
  if (op === "in_calendar" && typeof offset === "number" && offset <= 0) {
    if (timeline.scale !== 1) refuse("Seconds and calendar periods in one case cannot both be kept: the language's smallest unit is the minute.");
    if (unit === "day" || unit === "week" || unit === "month" || unit === "year") return { op: "in", window: { kind: "period", unit, back: -offset } };
  }
  if (at !== undefined) {
    switch (op) {
      case "before": return { op: "in", window: { kind: "before", date: edge(0) } };
      case "on_or_before": return { op: "in", window: { kind: "before", date: edge(1) } };
      case "on_or_after": return { op: "in", window: { kind: "after", date: edge(0) } };
      case "after": return { op: "in", window: { kind: "after", date: edge(1) } };
    }
  }
  if (typeof unit === "string" && typeof offset === "number" && offset < 0 && (op === "before" || op === "on_or_before")) {
    const size = { minute: 60, hour: 3_600, day: 86_400, week: 604_800 }[unit];
    if (size) return { op: "in", window: { kind: "ago", ...span(-offset * size, timeline), clock: "rolling" } };
  }
  return refuse(`The operator ${JSON.stringify(op)} of a trait, with ${Object.keys(condition).filter((key) => key !== "op" && key !== "trait").join(", ") || "nothing"}, is unknown or has no counterpart.`);
}

/** A trait's own history is not kept; the stay in a segment of that value is. */
function hasBeen({ cmp, value, seconds }: Condition, context: Context, name: string): Node {
  const segment = context.helper(settle({ kind: "attr", field: context.slots.trait(name, "text"), test: { op: "is", value: String(value) } }, false));
  const long: Node = { kind: "in", segment, how: { kind: "for", ...span(Number(seconds), context.timeline), clock: "rolling" } };
  if (cmp === "gte" || cmp === "gt") return long;
  return all({ kind: "in", segment, how: { kind: "is" } }, not(long));
}

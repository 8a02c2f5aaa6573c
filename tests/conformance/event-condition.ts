// Conditions on events, told about orders whose source is the event's name.
import type { Agg, Filter, Node, NumberTest, Test, Window } from "#app/segments/definition.ts";
import { all, any, type Context, not, numberTest, settle } from "./condition.ts";
import { type Condition, refuse } from "./format.ts";
import { ABSENT } from "./slots.ts";
import { span, windowOf } from "./windows.ts";

export function eventNode(condition: Condition, context: Context, isNegated: boolean): Node {
  if ("did" in condition) return did(condition, context, isNegated);
  if ("agg" in condition) return aggregate(condition, context, isNegated);
  if ("last" in condition) return last(condition, context, isNegated);
  if ("first_time" in condition) {
    const window = windowOf(condition.window, context.timeline) ?? { kind: "all" as const };
    return settle({ kind: "nth", k: 1, ...chosen(condition.first_time, condition, context), field: "order.processed", test: { op: "in", window } }, isNegated);
  }
  if ("stopped" in condition) {
    const { within_seconds: within, quiet_seconds: quiet } = condition;
    return all(count(condition.stopped, condition, context, { op: "ge", value: 1 }, within), count(condition.stopped, condition, context, { op: "eq", value: 0 }, quiet));
  }
  if ("resumed" in condition) return resumed(condition, context);
  if ("regularly" in condition) return regularly(condition, context);
  if ("sequence" in condition) return sequence(condition, context, isNegated);
  if ("bucket" in condition) return refuse("Random buckets are drawn by each product's own hash: the members cannot be the same.");
  return refuse(`A condition with ${Object.keys(condition).join(", ")} is unknown.`);
}

/** The orders in question. "*" is any event. */
function chosen(event: unknown, { prefix, where }: Condition, context: Context): { event: "order"; where: Filter[] } {
  if (typeof event !== "string") return refuse("An event without a name is unknown.");
  const named: Filter[] = event === "*" ? [] : [{ field: "order.source", test: prefix ? { op: "startsWith", value: event } : { op: "is", value: event } }];
  return { event: "order", where: [...named, ...conditionsOf(where).flatMap((each) => filters(each, context))] };
}

const conditionsOf = (where: unknown): Condition[] => (Array.isArray(where) ? where : []);

/** Filters that must all hold. */
function filters({ prop, op, value }: Condition, { slots }: Context): Filter[] {
  if (typeof prop !== "string") return refuse("A property without a name is unknown.");
  const text = (test: Test): Filter => ({ field: slots.text(prop), test });
  const present = text({ op: "isNot", value: ABSENT });
  switch (op) {
    case "eq": return [text({ op: "is", value: String(value) })];
    case "ne": return [text({ op: "isNot", value: String(value) })];
    case "in": return [text({ op: "anyOf", values: (Array.isArray(value) ? value : [value]).map(String) })];
    case "not_in": return [text({ op: "noneOf", values: (Array.isArray(value) ? value : [value]).map(String) })];
    case "exists": return [present];
    case "not_exists": return [text({ op: "is", value: ABSENT })];
    case "contains": return [text({ op: "contains", value: String(value) })];
    case "not_contains": return [text({ op: "notContains", value: String(value) })];
    case "starts_with": return [text({ op: "startsWith", value: String(value) })];
    case "ends_with": return [text({ op: "endsWith", value: String(value) })];
    case "gt": case "gte": case "lt": case "lte": case "between": return [{ field: slots.amount(prop), test: numberTest(op, value) }, present];
    default: return refuse(`The operator ${JSON.stringify(op)} on an event's property is unknown.`);
  }
}

function did(condition: Condition, context: Context, isNegated: boolean): Node {
  const given = (condition.count ?? { op: "gte", n: 1 }) as Condition;
  const test = numberTest(given.op, given.n);
  if (condition.where_any !== undefined && condition.where_any !== false) {
    const either = Array.isArray(condition.where_any) ? conditionsOf(condition.where_any) : conditionsOf(condition.where);
    const rest = Array.isArray(condition.where_any) ? condition.where : [];
    const isOnce = (test.op === "ge" && test.value === 1) || (test.op === "gt" && test.value === 0);
    if (either.length > 1 && !isOnce) return refuse("Counting events that meet one of several conditions, beside the event's name, needs both kinds of filter in one count.");
    return any(...either.map((each) => did({ ...condition, where_any: false, where: [...conditionsOf(rest), each] }, context, isNegated)));
  }
  return counted({ kind: "agg", measure: "count", ...chosen(condition.did, condition, context), ...windowed(condition, context), test }, context, isNegated);
}

const windowed = (condition: Condition, context: Context) => {
  const window = windowOf(condition.window, context.timeline);
  return window ? { window } : {};
};

/** Of nothing, a count or a sum is zero; where the case says that zero never matches, something must be there too. */
function counted(leaf: Agg, { semantics }: Context, isNegated: boolean): Node {
  const node = settle(leaf, isNegated);
  if (!semantics.zero_never_matches) return node;
  const { field: _, ...some } = leaf;
  return all({ ...some, measure: "count", test: { op: "ge", value: 1 } }, node);
}

function aggregate(condition: Condition, context: Context, isNegated: boolean): Node {
  const { agg, of, prop, op, value } = condition;
  const test = numberTest(op, value);
  const events = { ...chosen(of, condition, context), ...windowed(condition, context) };
  if (agg === "count") return counted({ kind: "agg", measure: "count", ...events, test }, context, isNegated);
  if (typeof prop !== "string") return refuse(`${String(agg)} of no property is unknown.`);
  const where = [...events.where, { field: context.slots.text(prop), test: { op: "isNot" as const, value: ABSENT } }];
  if (agg === "distinct") return counted({ kind: "agg", measure: "distinct", field: context.slots.text(prop), ...events, where, test }, context, isNegated);
  const field = context.slots.amount(prop);
  if (agg === "sum") return counted({ kind: "agg", measure: "sum", field, ...events, where, test }, context, isNegated);
  if (agg === "avg" || agg === "min" || agg === "max") return settle({ kind: "agg", measure: agg, field, ...events, where, test }, isNegated);
  return refuse(`The aggregate ${JSON.stringify(agg)} is unknown.`);
}

function last(condition: Condition, context: Context, isNegated: boolean): Node {
  const events = { ...chosen(condition.last, condition, context), ...windowed(condition, context) };
  const tests = conditionsOf(condition.has).flatMap((each) => filters(each, context));
  if (tests.length === 0) return settle({ kind: "agg", measure: "count", ...events, test: { op: "ge", value: 1 } }, isNegated);
  return all(...tests.map(({ field, test }) => settle({ kind: "nth", k: -1, ...events, field, test }, isNegated)));
}

function count(event: unknown, condition: Condition, context: Context, test: NumberTest, seconds: unknown): Node {
  return { kind: "agg", measure: "count", ...chosen(event, condition, context), window: { kind: "last", ...span(Number(seconds), context.timeline), clock: "rolling" }, test };
}

/** Lately, and before; but not between. */
function resumed(condition: Condition, context: Context): Node {
  const { within_seconds: within, recent_seconds: recent } = condition;
  const events = chosen(condition.resumed, condition, context);
  const long = span(Number(within), context.timeline);
  const some = (window: Window): Node => ({ kind: "agg", measure: "count", ...events, window, test: { op: "ge", value: 1 } });
  const between = some({ kind: "between-ago", ...common(Number(recent), Number(within), context), clock: "rolling" });
  const lately = count(condition.resumed, condition, context, { op: "ge", value: 1 }, recent);
  return all(lately, not(between), some({ kind: "ago", ...long, clock: "rolling" }));
}

function common(from: number, to: number, { timeline }: Context) {
  const sizes = { week: 604_800, day: 86_400, hour: 3_600, minute: 60 } as const;
  for (const unit of ["week", "day", "hour", "minute"] as const) {
    const [a, b] = [(from * timeline.scale) / sizes[unit], (to * timeline.scale) / sizes[unit]];
    if (Number.isInteger(a) && Number.isInteger(b) && a >= 1 && b <= 10_000) return { unit, from: a, to: b };
  }
  return refuse(`Nothing counts both ${from} and ${to} seconds in whole units.`);
}

const WAYS_MAX = 60;

/** In at least so many of the last periods: every way to choose them. */
function regularly(condition: Condition, context: Context): Node {
  const { period_seconds: period, periods, min_periods: least, count: given } = condition;
  const { op, n } = (given ?? { op: "gte", n: 1 }) as Condition;
  const each = Array.from({ length: Number(periods) }, (_, back): Node => {
    const events = chosen(condition.regularly, condition, context);
    const window: Window = back === 0
      ? { kind: "last", ...span(Number(period), context.timeline), clock: "rolling" }
      : { kind: "between-ago", ...common(Number(period) * back, Number(period) * (back + 1), context), clock: "rolling" };
    return { kind: "agg", measure: "count", ...events, window, test: numberTest(op, n) };
  });
  const ways = choose(each, Number(least));
  return ways.length > 0 && ways.length <= WAYS_MAX ? any(...ways.map((way) => all(...way))) : refuse(`At least ${String(least)} of ${String(periods)} periods is more than ${WAYS_MAX} combinations.`);
}

function choose(nodes: Node[], k: number): Node[][] {
  if (k === 0) return [[]];
  return nodes.flatMap((node, index) => choose(nodes.slice(index + 1), k - 1).map((rest) => [node, ...rest]));
}

function sequence(condition: Condition, context: Context, isNegated: boolean): Node {
  const steps = conditionsOf(condition.sequence);
  const [first, then] = steps;
  if (steps.length !== 2 || !first || !then) return refuse("The language's sequences have two steps.");
  const within = typeof condition.within_seconds === "number" ? { window: { kind: "last" as const, ...span(condition.within_seconds, context.timeline), clock: "rolling" as const } } : {};
  const gap = Number(then.gap_seconds ?? condition.within_seconds);
  return settle({
    kind: "seq", event: "order", first: chosen(first.event, first, context).where, then: chosen(then.event, then, context).where, within: span(gap, context.timeline), ...within,
  }, isNegated);
}

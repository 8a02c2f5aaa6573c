// A measure of events held against a number. Where the customer's roll-ups hold the answer exactly,
// they are asked; otherwise the facts.
import { minorDigits } from "#app/lib/money.ts";
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import { type Agg, asksIfKnown } from "../definition.ts";
import { numberPasses, ratio, wholeEdges } from "../exact.ts";
import { eventField } from "../fields.ts";
import { hiddenEffect, isElapsed, isZeroKnown } from "../measure.ts";
import { type Measured, requireField } from "../query.ts";
import { bounds, isPlain } from "../windows.ts";
import { choose, hiddenSql } from "./choose.ts";
import { boundSql, type Context, elapsedInstant, elapsedSql, instant } from "./context.ts";
import { joinsFor } from "./joins.ts";
import { measuredSql } from "./measure.ts";
import { type NumberSql, numberSql, risingSql } from "./number.ts";

export function aggSql(leaf: Agg, context: Context, candidates: Sql | null): Sql {
  const { ask, sources, loose } = context;
  const { measure, test } = leaf;
  const field = leaf.field === undefined ? null : eventField(leaf.event, leaf.field);
  const shift = field?.type === "money" && measure !== "distinct" ? minorDigits(ask.currency) : 0;
  const hidden = hiddenSql(leaf, ask);
  const ordered = hidden === null ? hasOrderedSql(leaf, context) : null;
  if (ordered !== null) return ordered;
  const found = rolledUp(leaf, context) ?? fewSql(leaf, context) ?? measuredSql(leaf, ask, sources, candidates);
  // Zero passes (or is asked about): then "no row" must be read as 0, and the planner cannot start from the facts.
  const zeroMatters = !loose || hidden !== null || asksIfKnown(test) || numberPasses(ratio(0n), test, shift) === true;
  const number: NumberSql = isZeroKnown(measure) && zeroMatters ? { ...found, top: sql`coalesce(${found.top}, 0)` } : found;
  const sure = isElapsed(measure) ? elapsedSql(number.top, test, elapsedInstant("day", ask)) : numberSql(number, test, shift);
  const decided = hidden === null ? sure : sql`(CASE WHEN ${hidden} THEN ${hiddenVerdict()} ELSE ${sure} END)`;
  return withBound(leaf, context, decided);

  function hiddenVerdict(): Sql {
    const effect = hiddenEffect(measure, field);
    if (effect === "rises") return risingSql(number, test, shift);
    const seen = number.bottom ? sql`(${number.top} IS NOT NULL AND coalesce(${number.bottom}, 0) <> 0)` : sql`(${number.top} IS NOT NULL)`;
    if (test.op === "known") return sql`(CASE WHEN ${seen} THEN true END)`;
    if (test.op === "unknown") return sql`(CASE WHEN ${seen} THEN false END)`;
    return effect === "none" ? sure : sql`NULL::boolean`;
  }
}

/** A window since an instant the customer does not have is no window: unknown. */
export function withBound(leaf: { window?: Agg["window"] }, { ask }: Context, verdict: Sql): Sql {
  return leaf.window === undefined || isPlain(leaf.window) ? verdict : sql`(CASE WHEN ${boundSql(leaf.window, "c", ask)} IS NOT NULL THEN ${verdict} END)`;
}

/** Whether there are none, one or more different values needs no counting of them: the least and the greatest say it, and nothing has to be sorted. */
function fewSql(leaf: Agg, { ask, sources }: Context): NumberSql | null {
  if (leaf.measure !== "distinct" || asksIfKnown(leaf.test)) return null;
  const field = requireField(leaf.event, leaf.field ?? "");
  const edges = wholeEdges(leaf.test);
  if (!ORDERED.includes(field.type) || edges.length === 0 || edges.some((edge) => edge > 2)) return null;
  const plain = choose(leaf, ask);
  const chosen = { ...plain, joins: [...plain.joins, ...joinsFor(leaf.event, field)] };
  const [least, greatest] = (["min", "max"] as const).map((kind) => sources.column(leaf.event, { kind, of: raw(field.sql) }, chosen));
  return { top: sql`(CASE WHEN ${least} < ${greatest} THEN 2 WHEN ${least} IS NOT NULL THEN 1 END)` };
}

/** PostgreSQL knows the least of them. */
const ORDERED: readonly string[] = ["text", "enum", "ref", "number", "money"];

const ROLLED: Record<string, string> = { "order.net": "c.net_minor", "order.gross": "c.gross_minor", "order.items": "c.items_minor", "order.discount": "c.discount_minor", "order.quantity": "c.quantity" };

/** All orders of all time: kept on the customer's row. */
export function rolledUp(leaf: Measured, { ask }: Context): NumberSql | null {
  const isWhole = leaf.event === "order" && leaf.halfLife === undefined && (leaf.where ?? []).length === 0 && (leaf.window === undefined || leaf.window.kind === "all");
  if (ask.rollups === false || !isWhole) return null;
  const column = ROLLED[leaf.field ?? ""];
  switch (leaf.measure) {
    case "count": return { top: raw("c.order_count") };
    case "sum": return column === undefined ? null : { top: raw(column) };
    case "avg": return column === undefined ? null : { top: raw(column), bottom: raw("c.order_count") };
    case "daysSinceFirst": return { top: raw("c.first_order_at") };
    case "daysSinceLast": return { top: raw("c.last_order_at") };
    default: return null;
  }
}

/** "At least one" and "no" order up to now are questions about the last order alone. */
function hasOrderedSql(leaf: Agg, { ask, loose }: Context): Sql | null {
  const { test, window } = leaf;
  const isPlainCount = leaf.measure === "count" && leaf.event === "order" && (leaf.where ?? []).length === 0;
  if (ask.rollups === false || !isPlainCount || window?.kind !== "last") return null;
  const isOne = (test.op === "ge" && test.value === 1) || (test.op === "gt" && test.value === 0);
  const isNone = (test.op === "eq" && test.value === 0) || (test.op === "lt" && test.value === 1) || (test.op === "le" && test.value === 0);
  const { from } = bounds(window, ask);
  if ((!isOne && !isNone) || from === null) return null;
  if (isOne && loose) return sql`(c.last_order_at >= ${instant(from)})`;
  const has = sql`coalesce(c.last_order_at >= ${instant(from)}, false)`;
  return isOne ? has : sql`(NOT ${has})`;
}

// Two values of the same customer, held against each other without dividing.
import { minorDigits } from "#app/lib/money.ts";
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Cmp, Expression } from "../definition.ts";
import { decimal, decimalText, meets } from "../exact.ts";
import type { Field } from "../field.ts";
import { customerField, eventField } from "../fields.ts";
import { DAY_MS, isElapsed, isZeroKnown } from "../measure.ts";
import { factorOf, speedOf } from "../meeting.ts";
import { isPlain } from "../windows.ts";
import { type Query, requireField } from "../query.ts";
import { leastOf, partsOf } from "../ranked.ts";
import { type Scoring, scoringOf } from "../score.ts";
import { rolledUp } from "./agg.ts";
import { hiddenSql } from "./choose.ts";
import { boundSql, type Context } from "./context.ts";
import { epochMs, measuredSql } from "./measure.ts";
import { nthValue } from "./nth.ts";
import { sign } from "./number.ts";
import { placed } from "./placed.ts";
import { pointsSql } from "./score.ts";
import { wholeSql } from "./then.ts";

/** In whole units of money and exact days. `rows`: what it is measured on, where no row means zero. `since`: it is the time since then. `count`: the same as a bigint. */
export type Fraction = { top: Sql; bottom: Sql; unsure: Sql | null; count?: Sql; rows?: { alias: string; isNatural: boolean }; since?: Sql };

export function cmpSql(leaf: Cmp, context: Context, candidates: Sql | null): Sql {
  const left = fractionSql(leaf.left, context, candidates);
  const right = fractionSql(leaf.right, context, candidates);
  const number = (value: number) => sql`${decimalText(decimal(value))}::numeric`;
  const { factor = 1, plus = 0 } = leaf;
  const timesFactor = factor === 1 ? right.top : sql`${number(factor)} * ${right.top}`;
  const added = plus === 0 ? empty : sql` + ${times(times(number(plus), left.bottom), right.bottom)}`;
  const verdict = (left.count && right.count && countsSql(leaf, left.count, right.count)) ?? sql`(${times(left.top, right.bottom)} ${sign(leaf.cmp)} ${times(timesFactor, left.bottom)}${added})`;
  const unsure = [left.unsure, right.unsure].filter((each) => each !== null);
  const [one, two] = unsure;
  const sure = one === undefined ? verdict : sql`(CASE WHEN NOT (${one}${two === undefined ? sql`` : sql` OR ${two}`}) THEN ${verdict} END)`;
  const needed = context.loose ? neededRows(leaf, left.rows, right.rows) : null;
  return needed === null ? sure : sql`(${raw(needed)}.customer_id IS NOT NULL AND ${sure})`;
}

/** Below it a multiple of any count is a bigint. */
const FEW = 10n ** 9n;

/** Two counts in whole numbers alone, which takes a fifth of what decimals take; null where they would not fit. */
function countsSql({ cmp, factor = 1, plus = 0 }: Cmp, left: Sql, right: Sql): Sql | null {
  const decimals = [1, factor, plus].map((value) => decimal(value));
  const scale = Math.max(...decimals.map((each) => each.scale));
  const wholes = decimals.map((each) => each.digits * 10n ** BigInt(scale - each.scale));
  if (wholes.some((each) => each >= FEW || each <= -FEW)) return null;
  const [one, ofRight, added] = wholes.map((each) => sql`${String(each)}::bigint`);
  return sql`(${left} * ${one} ${sign(cmp)} ${right} * ${ofRight} + ${added})`;
}

/** In how many days the two sides meet by time alone. In floating point, which takes a fraction of what exact numbers do: whoever is named is asked exactly. */
export function meetingSql(leaf: Cmp, context: Context): Sql {
  const now = sql`${context.ask.now.getTime() / 1000}::float8`;
  const value = ({ top, bottom, since }: Fraction) => since ? sql`(${now} - date_part('epoch', ${since})) / 86400` : bottom === ONE ? sql`${top}::float8` : sql`${top}::float8 / nullif(${bottom}::float8, 0)`;
  const [left, right] = [leaf.left, leaf.right].map((side) => value(fractionSql(side, context, null)));
  return sql`(${factorOf(leaf)}::float8 * (${right}) + ${leaf.plus ?? 0}::float8 - (${left})) / ${speedOf(leaf)}::float8`;
}

/** Where only "true" matters, and nothing is not enough: the rows that somebody must have, from which the planner may start. */
function neededRows({ cmp, factor = 1, plus = 0 }: Cmp, left: Fraction["rows"], right: Fraction["rows"]): string | null {
  if (!left || !right || meets(Math.sign(-plus), cmp)) return null;
  if (left.alias === right.alias) return left.alias;
  // No row on one side alone: the other is zero or more, and makes it only less true.
  if (factor >= 0 && right.isNatural && (cmp === "gt" || cmp === "ge" || (cmp === "eq" && plus > 0))) return left.alias;
  return left.isNatural && (cmp === "lt" || cmp === "le" || (cmp === "eq" && plus < 0)) ? right.alias : null;
}

export function fractionSql(expression: Expression, context: Context, candidates: Sql | null): Fraction {
  const { ask } = context;
  switch (expression.kind) {
    case "attr": {
      const asked = customerField(expression.field);
      const field = asked?.type === "score" || asked?.type === "derived" || asked === null ? asked : placed(asked, context);
      if (field?.type === "score") return scoreFraction(scoringOf(field, expression), context, candidates);
      if (field === null || field.type === "derived") throw new Error(`check.ts lets no field "${expression.field}" through to a comparison.`);
      const unsure = field.extreme === "first" && ask.ordersSince ? sql`(NOT ${wholeSql(ask)})` : null;
      return field.type === "elapsed" ? { ...elapsed(raw(field.sql), context), unsure } : { ...plain(raw(field.sql), field, context), unsure };
    }
    case "nth": {
      const hidden = hiddenSql(expression, ask);
      const { value } = nthValue(expression, context, candidates);
      return { ...plain(raw(value), requireField(expression.event, expression.field), context), unsure: unsureOf(expression, expression.k > 0 ? hidden : null, context) };
    }
    case "agg": {
      const { measure } = expression;
      const found = rolledUp(expression, context) ?? measuredSql(expression, ask, context.sources, candidates);
      const unsure = unsureOf(expression, measure === "daysSinceLast" ? null : hiddenSql(expression, ask), context);
      if (isElapsed(measure)) return { ...elapsed(found.top, context), unsure };
      const field = expression.field === undefined || measure === "distinct" ? null : eventField(expression.event, expression.field);
      const value = isZeroKnown(measure) ? sql`coalesce(${found.top}, 0)` : found.top;
      const { top, bottom } = plain(value, field, context);
      const count = isZeroKnown(measure) && measure !== "sum" ? { count: value } : {};
      const rows = isZeroKnown(measure) ? { rows: { alias: found.top.sql.split(".")[0] ?? "", isNatural: measure !== "sum" } } : {};
      return { top, bottom: found.bottom ? sql`(nullif(${found.bottom}, 0) * ${bottom})` : bottom, unsure, ...rows, ...count };
    }
    case "rate": return rateFraction(expression, context, candidates);
    default: return expression satisfies never;
  }
}

/** A whole number, and null of everybody where nobody can be scored. */
function scoreFraction(scoring: Scoring, context: Context, candidates: Sql | null): Fraction {
  const { top, unsure } = pointsSql(scoring, context, candidates);
  return { top: sql`${top ?? sql`NULL`}::numeric`, bottom: ONE, unsure };
}

const plain = (value: Sql, field: Field | null, { ask }: Context) => ({
  top: sql`${value}::numeric`, bottom: field?.type === "money" ? sql`${String(10 ** minorDigits(ask.currency))}::numeric` : ONE,
});

/** Most numbers are whole ones: to multiply each by one would take as long as to compare them. */
const ONE = sql`1::numeric`;
const times = (value: Sql, by: Sql) => (by === ONE ? value : sql`${value} * ${by}`);

const elapsed = (at: Sql, { ask }: Context) => ({ top: sql`(${String(ask.now.getTime())}::numeric - ${epochMs(at)})`, bottom: sql`${String(DAY_MS)}::numeric`, since: at });

/** In percent; null where there are too few to say. */
export function rateFraction(rate: Omit<Extract<Expression, { kind: "rate" }>, "kind">, context: Context, candidates: Sql | null): Fraction {
  const { ask, sources } = context;
  const parts = partsOf(rate);
  const counted = measuredSql(parts.counted, ask, sources, candidates).top;
  const per = measuredSql(parts.per, ask, sources, candidates).top;
  const count = rate.halfLife === undefined ? per : measuredSql({ ...parts.per, halfLife: undefined }, ask, sources, candidates).top;
  const [one, two] = [hiddenSql(parts.counted, ask), hiddenSql(parts.per, ask)];
  return {
    top: sql`(coalesce(${counted}, 0) * 100)::numeric`, bottom: sql`(CASE WHEN ${count} >= ${leastOf(rate)}::int THEN ${per}::numeric END)`,
    unsure: unsureOf(rate, one && two ? sql`(${one} OR ${two})` : (one ?? two), context),
  };
}

/** Hidden facts, or a window that has no beginning for this customer. */
export function unsureOf(expression: Pick<Query, "window">, hidden: Sql | null, { ask }: Context): Sql | null {
  if (expression.window === undefined || isPlain(expression.window)) return hidden;
  const missing = sql`(${boundSql(expression.window, "c", ask)} IS NULL)`;
  return hidden === null ? missing : sql`(${missing} OR ${hidden})`;
}

// Rates of one kind of event per another, and by how much a number changed between two windows: both in
// percent, held against a number without dividing.
import { type Sql, sql } from "#app/lib/sql.ts";
import type { Rate, Trend } from "../definition.ts";
import { leastOf, sidesOf } from "../ranked.ts";
import { fractionSql, rateFraction } from "./cmp.ts";
import type { Context } from "./context.ts";
import { measuredSql } from "./measure.ts";
import { numberSql, unlessUnsure } from "./number.ts";
import { sureChangeSql, sureCountSql, sureSql } from "./sure.ts";

export function rateSql(leaf: Rate, context: Context, candidates: Sql | null): Sql {
  const { unsure, ...number } = rateFraction(leaf, context, candidates);
  return unlessUnsure(unsure, leaf.sure ? sureSql(number, leaf.test) : numberSql(number, leaf.test));
}

export function trendSql(leaf: Trend, context: Context, candidates: Sql | null): Sql {
  const sides = sidesOf(leaf);
  const now = fractionSql(sides.now, context, candidates);
  const before = fractionSql(sides.before, context, candidates);
  const isEnough = sides.base === null ? sql`true` : sql`${measuredSql(sides.base, context.ask, context.sources, candidates).top} >= ${leastOf(leaf)}::int`;
  const bottom = sql`(CASE WHEN ${before.top} > 0 AND ${isEnough} THEN ${before.top} * ${now.bottom} END)`;
  const verdict = numberSql({ top: sql`((${now.top} * ${before.bottom} - ${before.top} * ${now.bottom}) * 100)`, bottom }, leaf.test);
  const told = leaf.sure ? sql`(CASE WHEN ${leaf.of.kind === "rate" ? sureChangeSql(now, before) : sureCountSql(now.top, before.top)} THEN ${verdict} END)` : verdict;
  return unlessUnsure(before.unsure, unlessUnsure(now.unsure, told));
}

// A number of the customer held against the cut-offs of a ranking, which come with the question: nobody
// else is looked at.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { rankingKey } from "../cutoff.ts";
import type { Expression, Rank } from "../definition.ts";
import { customerField } from "../fields.ts";
import { isCount, isElapsed } from "../measure.ts";
import { limitsOf } from "../ranked.ts";
import { hiddenSql } from "./choose.ts";
import { type Fraction, fractionSql, unsureOf } from "./cmp.ts";
import type { Context } from "./context.ts";
import { inSql } from "./in.ts";
import { epochMs, measuredSql } from "./measure.ts";
import { sign, unlessUnsure } from "./number.ts";

export function rankSql(leaf: Rank, context: Context, candidates: Sql | null): Sql {
  const cutoff = context.ask.cutoffs?.[rankingKey(leaf)];
  const limits = limitsOf(leaf.place).map(({ cut, cmp }) => ({ cut: cutoff?.cuts[cut], cmp }));
  const { top, bottom, unranked, unsure } = rankedSql(leaf.of, context, candidates);
  const sides = limits.flatMap(({ cut, cmp }) => (cut === undefined ? [] : [sql`${top} * ${cut.bottom}::numeric ${sign(cmp)} ${cut.top}::numeric * ${bottom}`]));
  if (sides.length < limits.length) return sql`NULL::boolean`;
  const verdict = unlessUnsure(unsure, sql`(CASE WHEN ${unranked} THEN false ELSE ${join(sides, " AND ")} END)`);
  return leaf.among === undefined ? verdict : sql`(${inSql({ kind: "in", segment: leaf.among, how: { kind: "is" } }, context)} AND ${verdict})`;
}

/** Who has nothing to be ranked by is known not to be ranked. */
export function rankedSql(of: Expression, context: Context, candidates: Sql | null): Fraction & { unranked: Sql } {
  const { ask, sources } = context;
  const nobody = sql`false`;
  if (of.kind === "attr") {
    const field = customerField(of.field);
    const plain = { ...fractionSql(of, context, candidates), unranked: nobody };
    return field?.type === "elapsed" ? { ...plain, ...since(raw(field.sql)) } : plain;
  }
  if (of.kind !== "agg") return { ...fractionSql(of, context, candidates), unranked: nobody };
  const found = measuredSql(of, ask, sources, candidates).top;
  if (isElapsed(of.measure)) return { ...since(found), unranked: nobody, unsure: unsureOf(of, of.measure === "daysSinceLast" ? null : hiddenSql(of, ask), context) };
  const unranked = isCount(of.measure) ? sql`(coalesce(${found}, 0) = 0)` : of.measure === "sum" ? sql`(${found} IS NULL)` : nobody;
  return { ...fractionSql(of, context, candidates), unranked };
}

/** The longer ago, the more: by the instant itself, so that time alone changes no place. */
const since = (at: Sql) => ({ top: sql`(-${epochMs(at)})`, bottom: sql`1::numeric` });

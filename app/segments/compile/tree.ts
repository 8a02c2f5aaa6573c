// The tree as one three-valued expression. Negations are pushed down to the leaves first, so that
// `ifUnknown` decides the literal (the leaf, or its negation) and can never be turned round.
import { invariant } from "#app/lib/invariant.ts";
import { join, type Sql, sql } from "#app/lib/sql.ts";
import type { Leaf, Node } from "../definition.ts";
import { expansion } from "../derived.ts";
import { customerField } from "../fields.ts";
import { asksPast } from "../past.ts";
import { isUnknownThen } from "../then.ts";
import { aggSql } from "./agg.ts";
import { attrSql } from "./attr.ts";
import { cmpSql } from "./cmp.ts";
import type { Context } from "./context.ts";
import { flowSql } from "./flow.ts";
import { bucketSql, inSql, listSql } from "./in.ts";
import { nthSql } from "./nth.ts";
import { rankSql } from "./rank.ts";
import { scoreSql } from "./score.ts";
import { seqSql } from "./seq.ts";
import { shareSql } from "./share.ts";
import { someSql } from "./some.ts";
import { stagedSql } from "./stages.ts";
import { wholeSql } from "./then.ts";
import { topSql } from "./top.ts";
import { rateSql, trendSql } from "./trend.ts";

export const nodeSql = (node: Node, context: Context, candidates: Sql | null, negated = false): Sql =>
  treeSql(node, (leaf, isNegated) => literalSql(leaf, context, candidates, isNegated), negated);

/** The tree alone: `literal` says what stands for a leaf, or for its negation. */
export function treeSql(node: Node, literal: (leaf: Leaf, negated: boolean) => Sql, negated = false): Sql {
  switch (node.kind) {
    case "not": return treeSql(node.node, literal, !negated);
    case "all": case "any": {
      if (node.nodes.length === 0) return sql`${(node.kind === "all") !== negated}::boolean`;
      const parts = node.nodes.map((child) => treeSql(child, literal, negated));
      return parts.length === 1 && parts[0] ? parts[0] : sql`(${join(parts, (node.kind === "all") !== negated ? " AND " : " OR ")})`;
    }
    default: return literal(node, negated);
  }
}

export function literalSql(leaf: Leaf, context: Context, candidates: Sql | null, negated: boolean): Sql {
  const ifUnknown = leaf.ifUnknown ?? "keep";
  if (leaf.kind === "attr" && ifUnknown === "keep") {
    // Derived fields are trees of their own: the negation goes on down.
    const field = customerField(leaf.field);
    if (field?.type === "derived") return derivedSql(expansion(field, leaf), context, candidates, negated);
  }
  const isLoose = context.loose && ifUnknown !== "yes";
  return decidedSql(leaf, leafSql(leaf, { ...context, loose: isLoose && !negated }, candidates), negated, context.loose);
}

/** Of each value that is asked for, its conditions: in steps, where that is quicker. */
function derivedSql(node: Node, context: Context, candidates: Sql | null, negated: boolean): Sql {
  if (node.kind === "not") return derivedSql(node.node, context, candidates, !negated);
  if (node.kind === "any" && node.nodes.length > 0) return sql`(${join(node.nodes.map((each) => derivedSql(each, context, candidates, negated)), negated ? " AND " : " OR ")})`;
  const staged = stagedSql(node, { ...context, loose: context.loose && !negated }, candidates, nodeSql);
  if (staged === null) return nodeSql(node, context, candidates, negated);
  return negated ? sql`(NOT ${staged})` : staged;
}

/** What negation and ifUnknown make of a bare verdict. */
export function decidedSql(leaf: Leaf, verdict: Sql, negated: boolean, loose: boolean): Sql {
  const ifUnknown = leaf.ifUnknown ?? "keep";
  const literal = negated ? sql`(NOT ${verdict})` : verdict;
  if (ifUnknown === "keep" || (ifUnknown === "no" && loose)) return literal;
  return sql`coalesce(${literal}, ${ifUnknown === "yes"}::boolean)`;
}

/** The bare verdict of one leaf. */
export function leafSql(leaf: Leaf, context: Context, candidates: Sql | null): Sql {
  if (isUnknownThen(leaf, context.ask)) return sql`NULL::boolean`;
  const verdict = bareSql(leaf, context, candidates);
  return context.ask.ordersSince && asksPast(leaf) ? sql`(CASE WHEN ${wholeSql(context.ask)} THEN ${verdict} END)` : verdict;
}

function bareSql(leaf: Leaf, context: Context, candidates: Sql | null): Sql {
  switch (leaf.kind) {
    case "attr": {
      const field = customerField(leaf.field);
      invariant(field, `check.ts lets no field "${leaf.field}" through`);
      if (field.type === "score") return scoreSql(leaf, field, context, candidates);
      return field.type === "derived" ? derivedSql(expansion(field, leaf), context, candidates, false) : attrSql(leaf, field, context);
    }
    case "agg": return aggSql(leaf, context, candidates);
    case "nth": return nthSql(leaf, context, candidates);
    case "share": return shareSql(leaf, context);
    case "top": return topSql(leaf, context, candidates);
    case "some": return someSql(leaf, context, candidates);
    case "cmp": return cmpSql(leaf, context, candidates);
    case "rate": return rateSql(leaf, context, candidates);
    case "trend": return trendSql(leaf, context, candidates);
    case "rank": return rankSql(leaf, context, candidates);
    case "seq": return seqSql(leaf, context, candidates);
    case "in": return inSql(leaf, context);
    case "flow": return flowSql(leaf, context);
    case "list": return listSql(leaf, context);
    case "bucket": return bucketSql(leaf);
    default: return leaf satisfies never;
  }
}

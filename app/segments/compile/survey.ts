// Everything a preview tells of a definition, from one reading of the facts: the bare verdict of every leaf is a
// column, and the whole and each step of the funnel are put together from those.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { type Leaf, leavesOf, type Node, type Path } from "../definition.ts";
import { customerField } from "../fields.ts";
import type { Context } from "./context.ts";
import { decidedSql, leafSql, literalSql, treeSql } from "./tree.ts";

export type Survey = {
  /** customer_id and the columns that are named below, of every customer. Read more than once: to be materialized. */
  rows: Sql;
  /** Before any ifUnknown. */
  leaves: { path: Path; verdict: Sql }[];
  whole: Sql;
  /** Each of the conditions that all must hold. */
  steps: Sql[];
};

type Column = (context: Context, candidates: Sql | null) => Sql;

export function survey(node: Node): Omit<Survey, "rows"> & { columns: Column } {
  const columns: Column[] = [];
  const named = (verdict: Column): Sql => {
    columns.push(verdict);
    return raw(`v${columns.length}`);
  };
  const found = leavesOf(node).map(({ leaf, path }) => ({ leaf, path, verdict: named((context, candidates) => leafSql(leaf, context, candidates)) }));
  const bare = new Map(found.map(({ leaf, verdict }) => [leaf, verdict]));
  const literal = (leaf: Leaf, negated: boolean): Sql => {
    const verdict = bare.get(leaf);
    // The negation of a derived field goes on down its own tree.
    const isTree = leaf.kind === "attr" && customerField(leaf.field)?.type === "derived";
    return verdict === undefined || isTree ? named((context, candidates) => literalSql(leaf, context, candidates, negated)) : decidedSql(leaf, verdict, negated, false);
  };
  const steps = (node.kind === "all" ? node.nodes : [node]).map((step) => treeSql(step, literal));
  return {
    leaves: found.map(({ path, verdict }) => ({ path, verdict })),
    steps,
    whole: steps.length === 0 ? sql`true` : sql`(${join(steps, " AND ")})`,
    columns: (context, candidates) => join([sql`c.customer_id`, ...columns.map((verdict, i) => sql`${verdict(context, candidates)} AS ${raw(`v${i + 1}`)}`)]),
  };
}

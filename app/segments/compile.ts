// A definition as one set-based statement. match.ts says the same of one customer in plain code, and
// the laws in tests/laws hold them equal. Text and parameters stay apart; every table names the shop.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "./ask.ts";
import { type Definition, type Expression, leavesOf, type Node, type Path } from "./definition.ts";
import type { Context } from "./compile/context.ts";
import { inSql } from "./compile/in.ts";
import { narrow } from "./compile/narrow.ts";
import { rankedSql } from "./compile/rank.ts";
import { makeSources } from "./compile/sources.ts";
import { customersSql } from "./compile/then.ts";
import { leafSql, nodeSql } from "./compile/tree.ts";

export type Compiled = {
  /** customer_id, verdict (true, false or null = unknown) of every customer, or of those that `candidates` (SELECT customer_id …) names. */
  verdicts(candidates?: Sql): Sql;
  /** customer_id of those whose verdict is true. */
  members(candidates?: Sql): Sql;
  /** path (pathKey), yes, no, unknown: one row for each leaf, and one with path "[]" for the whole. Before any ifUnknown. */
  leafCounts(): Sql;
  /** place (from 1), yes: how many are left after each of the conditions that all must hold. */
  funnel(): Sql;
};

export const pathKey = (path: Path) => JSON.stringify(path);

export function compile(definition: Definition, ask: ShopAsk): Compiled {
  const { node } = definition;
  return {
    verdicts: (candidates) => statement(ask, candidates ?? null, false, (context, asked) => ({ columns: sql`c.customer_id, ${nodeSql(node, context, asked)} AS verdict` })),
    members(candidates) {
      const few = candidates ? null : narrow(node, ask);
      return few ? membersOf(few.rest, ask, membersOf(few.first, ask, null)) : membersOf(node, ask, candidates ?? null);
    },
    leafCounts() {
      const leaves = leavesOf(node);
      const parts = [...leaves.map(({ path }) => path), []].map((path, i) => ({ path: pathKey(path), name: raw(`v${i}`) }));
      const verdicts = statement(ask, null, false, (context, asked) => ({
        columns: join([...leaves.map(({ leaf }) => leafSql(leaf, context, asked)), nodeSql(node, context, asked)].map((verdict, i) => sql`${verdict} AS ${raw(`v${i}`)}`)),
      }));
      const counts = parts.map(({ name }, i) => sql`count(*) FILTER (WHERE ${name}) AS ${raw(`yes${i}`)}, count(*) FILTER (WHERE NOT ${name}) AS ${raw(`no${i}`)}, count(*) FILTER (WHERE ${name} IS NULL) AS ${raw(`unknown${i}`)}`);
      const rows = parts.map(({ path }, i) => sql`(${path}::text, ${raw(`counted.yes${i}, counted.no${i}, counted.unknown${i}`)})`);
      return sql`SELECT leaf.path, leaf.yes, leaf.no, leaf.unknown FROM (SELECT ${join(counts)} FROM (${verdicts}) verdict) counted CROSS JOIN LATERAL (VALUES ${join(rows)}) AS leaf (path, yes, no, unknown)`;
    },
    funnel() {
      const steps = node.kind === "all" ? node.nodes : [node];
      const verdicts = statement(ask, null, false, (context, asked) => ({ columns: join(steps.map((step, i) => sql`${nodeSql(step, context, asked)} AS ${raw(`v${i}`)}`)) }));
      const counts = steps.map((_, i) => sql`count(*) FILTER (WHERE ${raw(steps.slice(0, i + 1).map((__, j) => `v${j}`).join(" AND "))}) AS ${raw(`yes${i}`)}`);
      const rows = steps.map((_, i) => sql`(${i + 1}::int, ${raw(`counted.yes${i}`)})`);
      return sql`SELECT step.place, step.yes FROM (SELECT ${join(counts)} FROM (${verdicts}) verdict) counted CROSS JOIN LATERAL (VALUES ${join(rows)}) AS step (place, yes)`;
    },
  };
}

/** Exact values of everybody who is ranked, of all or of a segment's members: top / bottom, bottom above zero. */
export function rankedValues(of: Expression, among: number | undefined, ask: ShopAsk): Sql {
  const everybody = statement(ask, null, false, (context) => {
    const { top, bottom, unranked, unsure } = rankedSql(of, context, null);
    const member = among === undefined ? [] : [inSql({ kind: "in", segment: among, how: { kind: "is" } }, context)];
    return { columns: sql`c.customer_id, ${top} AS top, ${bottom} AS bottom`, where: join([sql`NOT ${unranked}`, ...(unsure === null ? [] : [sql`NOT ${unsure}`]), ...member], " AND ") };
  });
  return sql`SELECT v.customer_id, v.top, v.bottom FROM (${everybody}) v WHERE v.top IS NOT NULL AND v.bottom > 0`;
}

const membersOf = (node: Node, ask: ShopAsk, candidates: Sql | null) =>
  statement(ask, candidates, true, (context, asked) => ({ columns: sql`c.customer_id`, where: nodeSql(node, context, asked) }));

type Parts = { columns: Sql; where?: Sql };

function statement(ask: ShopAsk, candidates: Sql | null, loose: boolean, parts: (context: Context, asked: Sql | null) => Parts): Sql {
  const asked = candidates === null ? null : sql`SELECT asked.customer_id FROM asked`;
  const sources = makeSources(ask, asked);
  const { columns, where } = parts({ ask, sources, loose }, asked);
  const conditions = [sql`c.shop_id = ${ask.shop}`, asked === null ? null : sql`c.customer_id IN (${asked})`, where ?? null].filter((part) => part !== null);
  const query = sql`SELECT ${columns} FROM ${customersSql(ask, asked)} c ${sources.joins()} WHERE ${join(conditions, " AND ")}`;
  return candidates === null ? query : sql`WITH asked AS MATERIALIZED (${candidates}) ${query}`;
}

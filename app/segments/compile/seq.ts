// One event after another, or the absence of the second.
import { empty, raw, type Sql, sql } from "#app/lib/sql.ts";
import { invariant } from "#app/lib/invariant.ts";
import type { Filter, Seq } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { fixedMs } from "../windows.ts";
import { withBound } from "./agg.ts";
import { choose, hiddenSql } from "./choose.ts";
import { type Context, instant } from "./context.ts";
import { rowsSql } from "./sources.ts";

export function seqSql(leaf: Seq, context: Context, candidates: Sql | null): Sql {
  const { ask, sources } = context;
  const ms = fixedMs(leaf.within.n, leaf.within.unit);
  invariant(ms !== null, "a sequence is within minutes, hours, days or weeks");
  const after = sql`${String(ms)}::float8 * interval '1 millisecond'`;
  const second = sql`EXISTS (SELECT FROM (${events(leaf.then, {})}) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + ${after}${leaf.sameProduct ? sql` AND b.product = a.product` : empty})`;
  const found = leaf.absent ? sql`a.at <= ${instant(ask.now.getTime() - ms)} AND NOT ${second}` : second;
  const alias = raw(sources.own(sql`SELECT DISTINCT a.customer_id FROM (${events(leaf.first, leaf)}) a WHERE ${found}`));
  const verdict = sql`(${alias}.customer_id IS NOT NULL)`;
  // What is hidden is older than what we see: it can add a pair, never take one away.
  const hidden = hiddenSql(leaf, ask);
  return withBound(leaf, context, hidden === null ? verdict : sql`(CASE WHEN ${verdict} THEN true WHEN NOT ${hidden} THEN false END)`);

  function events(where: Filter[], { window }: Pick<Seq, "window">): Sql {
    const { alias: table, at } = EVENTS[leaf.event];
    const product = leaf.sameProduct ? sql`, l.product_id AS product` : empty;
    return sql`SELECT ${raw(table)}.customer_id, ${raw(at)} AS at${product} ${rowsSql(leaf.event, choose({ event: leaf.event, where, window }, ask), ask, candidates)}`;
  }
}

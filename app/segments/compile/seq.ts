// One event after another, or the absence of the second. The two may be of different kinds: viewed, and
// then bought.
import { empty, join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { invariant } from "#app/lib/invariant.ts";
import type { Filter, Seq, Window } from "../definition.ts";
import { EVENTS } from "../events.ts";
import { secondOf, unseenBefore } from "../seq.ts";
import { bounds, fixedMs } from "../windows.ts";
import { withBound } from "./agg.ts";
import { choose, hiddenSql } from "./choose.ts";
import { type Context, instant } from "./context.ts";
import { orderSql } from "./measure.ts";
import { rowsSql } from "./sources.ts";
import { wholeSql } from "./then.ts";

export function seqSql(leaf: Seq, context: Context, candidates: Sql | null): Sql {
  const { ask, sources } = context;
  const ms = fixedMs(leaf.within.n, leaf.within.unit);
  invariant(ms !== null, "a sequence is within minutes, hours, days or weeks");
  const after = sql`${String(ms)}::float8 * interval '1 millisecond'`;
  const then = secondOf(leaf);
  const second = sql`EXISTS (SELECT FROM (${events(then, leaf.then, undefined, empty, bounds(leaf.window, ask).from)}) b WHERE b.customer_id = a.customer_id AND b.at > a.at AND b.at <= a.at + ${after}${leaf.sameProduct ? sql` AND b.product = a.product` : empty})`;
  const firsts = (...conditions: Sql[]) => raw(sources.own(sql`SELECT DISTINCT a.customer_id FROM (${counted()}) a WHERE ${join(conditions, " AND ")}`));
  const isOver = sql`a.at <= ${instant(ask.now.getTime() - ms)}`;
  const unseen = unseenBefore(leaf, ask);
  const seen = unseen === null || !leaf.absent ? [] : [unseen === Infinity ? sql`false` : sql`a.at >= ${instant(unseen)}`];
  const found = sql`(${leaf.absent ? firsts(isOver, ...seen, sql`NOT ${second}`) : firsts(second)}.customer_id IS NOT NULL)`;
  // What is hidden of the first is older than what we see: it can add a pair, never take one away.
  const hidden = hiddenSql({ event: leaf.event, where: leaf.first, window: leaf.window }, ask);
  if (unseen === null) return withBound(leaf, context, hidden === null ? found : sql`(CASE WHEN ${found} THEN true WHEN NOT ${hidden} THEN false END)`);
  const early = unseen === Infinity ? [] : [sql`a.at < ${instant(unseen)}`];
  const open = sql`(${firsts(...early, ...(leaf.absent ? [isOver] : []), sql`NOT ${second}`)}.customer_id IS NOT NULL)`;
  // Of those the second event may be hidden, unless all orders of the customer are here.
  const isWhole = EVENTS[then].fromOrders ? wholeSql(ask) : sql`false`;
  const whole = leaf.absent ? sql`WHEN ${open} AND ${isWhole} THEN true ` : empty;
  const unsure = sql`(${open} AND NOT ${isWhole})`;
  return withBound(leaf, context, sql`(CASE WHEN ${found} THEN true ${whole}WHEN NOT ${unsure}${hidden === null ? empty : sql` AND NOT ${hidden}`} THEN false END)`);

  /** `since`: nothing before it is worth a look, as with a second event before the window of the first. */
  function events(event: Seq["event"], where: Filter[], window?: Window, more: Sql = empty, since: number | null = null): Sql {
    const { alias: table, at } = EVENTS[event];
    const chosen = choose({ event, where, window }, ask);
    const of = leaf.sameProduct ? sql`, ${productOf(event)} AS product` : empty;
    return sql`SELECT ${raw(table)}.customer_id, ${raw(at)} AS at${of}${more} ${rowsSql(event, { ...chosen, bounds: { ...chosen.bounds, from: since ?? chosen.bounds.from } }, ask, candidates)}`;
  }

  /** The first events, from the one on that makes them often enough. */
  function counted(): Sql {
    const { event, first, window, times } = leaf;
    if (times === undefined) return events(event, first, window);
    const ofProduct = leaf.sameProduct ? sql`, ${productOf(event)}` : empty;
    const place = sql`, row_number() OVER (PARTITION BY ${raw(`${EVENTS[event].alias}.customer_id`)}${ofProduct} ORDER BY ${orderSql(event)}) AS place`;
    return sql`SELECT n.* FROM (${events(event, first, window, place)}) n WHERE n.place >= ${times}::int`;
  }
}

const productOf = (event: Seq["event"]) => raw(EVENTS[event].product ?? "NULL::bigint");

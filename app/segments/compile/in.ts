// Membership of other segments, read from its stays; of lists; and the lasting random draw.
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { BUCKETS, type Bucket, type In, type Listed } from "../definition.ts";
import { agedEdge, bounds, stand } from "../windows.ts";
import { type Context, instant, nowSql, staysTable, windowSql } from "./context.ts";
import { numberSql } from "./number.ts";

export function inSql(leaf: In, { ask }: Context): Sql {
  const now = nowSql(ask);
  const { how } = leaf;
  const open = sql`(m.left_at IS NULL OR m.left_at > ${now})`;
  const stays = (...conditions: (Sql | null)[]) => {
    const parts = [sql`m.shop_id = ${ask.shop}`, sql`m.segment_id = ${leaf.segment}`, sql`m.entered_at <= ${now}`, ...conditions.filter((part) => part !== null)];
    return sql`FROM ${staysTable(ask)} m WHERE ${join(parts, " AND ")}`;
  };
  const any = (...conditions: (Sql | null)[]) => sql`(c.customer_id IN (SELECT m.customer_id ${stays(...conditions)}))`;
  switch (how.kind) {
    case "is": return any(open);
    case "was": return any();
    case "joined": return any(windowSql(raw("m.entered_at"), how.window, ask));
    case "left": return any(sql`m.left_at <= ${now}`, windowSql(raw("m.left_at"), how.window, ask));
    case "for": return any(open, sql`m.entered_at < ${instant(stand(agedEdge(how), ask))}`);
    case "on": {
      const { from, to } = bounds(onWindow(how.date), ask);
      return any(sql`m.entered_at < ${instant(to ?? 0)}`, sql`(${open} OR m.left_at > ${instant(from ?? 0)})`);
    }
    case "times": {
      const window = windowSql(raw("m.entered_at"), how.window, ask);
      return numberSql({ top: sql`(SELECT count(*) ${stays(sql`m.customer_id = c.customer_id`, window)})` }, how.test);
    }
    default: return how satisfies never;
  }
}

/** A day is all of it; an instant is a window of one millisecond. */
export function onWindow(date: string) {
  if (date.length === 10) return { kind: "on" as const, date };
  return { kind: "between" as const, from: date, to: new Date(new Date(date).getTime() + 1).toISOString() };
}

export const listSql = ({ list }: Listed, { ask }: Context): Sql =>
  sql`(c.customer_id IN (SELECT lm.customer_id FROM list_member lm WHERE lm.shop_id = ${ask.shop} AND lm.list_id = ${list}))`;

/** The first four bytes of an MD5, unsigned: the same number in every language. */
export function bucketSql({ salt, from, to }: Bucket): Sql {
  const draw = sql`(('x' || substr(md5(${salt}::text || ':' || c.customer_id::text), 1, 8))::bit(32)::bigint % ${BUCKETS}::int)`;
  // As a range, so that nobody draws twice.
  return sql`(int8range(${from}::bigint, ${to}::bigint, '[]') @> ${draw})`;
}

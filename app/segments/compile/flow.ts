// Runs of a flow, as intervals from the entry to the end.
import { empty, join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { InFlow } from "../definition.ts";
import { type Context, nowSql, windowSql } from "./context.ts";
import { numberSql } from "./number.ts";

export function flowSql({ flow, group, how }: InFlow, { ask }: Context): Sql {
  const now = nowSql(ask);
  const runs = (...conditions: (Sql | null)[]) => {
    const parts = [sql`w.shop_id = ${ask.shop}`, sql`w.flow_id = ${flow}`, sql`w.entered_at <= ${now}`, ...(group === undefined ? [] : [sql`w.control = ${group === "control"}`]), ...conditions.filter((part) => part !== null)];
    return sql`FROM flow_run w WHERE ${join(parts, " AND ")}`;
  };
  const any = (...conditions: (Sql | null)[]) => sql`(c.customer_id IN (SELECT w.customer_id ${runs(...conditions)}))`;
  const drawn = ({ step, arm }: { step: string; arm: string }, window: Sql | null) => [
    sql`w.shop_id = ${ask.shop}`, sql`w.flow_id = ${flow}`, sql`w.step = ${step}`, sql`e.design #>> ARRAY['arms', w.arm::text, 'name'] = ${arm}`, sql`w.at <= ${now}`, ...(window === null ? [] : [window]),
  ];
  switch (how.kind) {
    case "is": return any(sql`(w.ended_at IS NULL OR w.ended_at > ${now})`);
    case "was": return any();
    case "at": return any(sql`w.ended_at IS NULL`, sql`w.step = ${how.step}`);
    case "entered": return any(windowSql(raw("w.entered_at"), how.window, ask));
    case "ended": return any(sql`w.ended_at <= ${now}${how.because === undefined ? empty : sql` AND w.reason = ANY(${how.because}::text[])`}`, windowSql(raw("w.ended_at"), how.window, ask));
    case "times": return numberSql({ top: sql`(SELECT count(*) ${runs(sql`w.customer_id = c.customer_id`, windowSql(raw("w.entered_at"), how.window, ask))})` }, how.test);
    case "drew": return sql`(c.customer_id IN (SELECT w.customer_id FROM flow_draw w
      JOIN flow_experiment e ON e.shop_id = ${ask.shop} AND e.flow_id = w.flow_id AND e.step = w.step AND e.key = w.key
      WHERE ${join(drawn(how, windowSql(raw("w.at"), how.window, ask)), " AND ")}))`;
    default: return how satisfies never;
  }
}

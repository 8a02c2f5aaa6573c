// A field of the customer held against a test.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { Attr } from "../definition.ts";
import type { CustomerField } from "../field.ts";
import { type Context, nowSql } from "./context.ts";
import { placed } from "./placed.ts";
import { wholeSql } from "./then.ts";
import { testSql } from "./value.ts";

export function attrSql(leaf: Attr, asked: CustomerField, context: Context): Sql {
  const { ask } = context;
  const field = placed(asked, context);
  const tested = testSql(field, leaf.test, ask);
  const verdict = ask.past?.today === false && typeof field.history === "object" ? sql`(CASE WHEN ${raw(field.history.sql)} <= ${nowSql(ask)} THEN ${tested} END)` : tested;
  if (!field.extreme || !ask.ordersSince) return verdict;
  // Where older orders are hidden the first is not sure, and no order is not sure either.
  const seen = sql`${testSql(field, { op: "known" }, ask)}`;
  if (leaf.test.op === "known" || leaf.test.op === "unknown" || field.extreme === "last") return sql`(CASE WHEN ${seen} OR ${wholeSql(ask)} THEN ${verdict} END)`;
  return sql`(CASE WHEN ${wholeSql(ask)} THEN ${verdict} END)`;
}

// A field of the customer held against a test.
import { type Sql, sql } from "#app/lib/sql.ts";
import type { Attr } from "../definition.ts";
import type { CustomerField } from "../field.ts";
import { IS_WHOLE } from "./choose.ts";
import type { Context } from "./context.ts";
import { testSql } from "./value.ts";

export function attrSql(leaf: Attr, field: CustomerField, { ask }: Context): Sql {
  const verdict = testSql(field, leaf.test, ask);
  if (!field.extreme || !ask.ordersSince) return verdict;
  // Where older orders are hidden the first is not sure, and no order is not sure either.
  const seen = sql`${testSql(field, { op: "known" }, ask)}`;
  if (leaf.test.op === "known" || leaf.test.op === "unknown" || field.extreme === "last") return sql`(CASE WHEN ${seen} OR ${IS_WHOLE} THEN ${verdict} END)`;
  return sql`(CASE WHEN ${IS_WHOLE} THEN ${verdict} END)`;
}

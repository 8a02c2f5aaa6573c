// A column of a list stands in its people's rows: they are joined with whoever is asked about.
import { type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import type { CustomerField } from "../field.ts";
import type { Context } from "./context.ts";

/** The same field over what the statement joins. The planner takes the join apart: of few it looks up the rows, of many it reads them at once. */
export function placed<Of extends Pick<CustomerField, "sql" | "list">>(field: Of, { ask, sources }: Pick<Context, "ask" | "sources">): Of {
  if (field.list === undefined) return field;
  const alias = sources.own(sql`SELECT lm.customer_id, lm.kept ${listRows(field.list, ask)}`);
  return { ...field, sql: field.sql.replaceAll(/\blm\./g, `${alias}.`) };
}

export const listRows = (list: number, { shop }: Pick<ShopAsk, "shop">): Sql => sql`FROM list_member lm WHERE lm.shop_id = ${shop} AND lm.list_id = ${list}`;

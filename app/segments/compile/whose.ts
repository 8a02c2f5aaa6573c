// Whose facts a statement reads.
import { raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import { inHalf } from "../halves.ts";

/** Of rows under `alias` those of `candidates`, or of all customers that are asked about; never those of nobody. */
export function whoseSql(alias: string, { half }: ShopAsk, candidates: Sql | null): Sql {
  if (candidates !== null) return sql`${raw(alias)}.customer_id IN (${candidates})`;
  return half ? inHalf(alias, half) : sql`${raw(alias)}.customer_id IS NOT NULL`;
}

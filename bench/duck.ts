// DuckDB with the same rows, in its own columnar file: how fast the bare SQL can be where nothing has to be
// written one row at a time. Rows go over as CSV; both ask the same texts.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { ShopId } from "#app/lib/ids.ts";
import { invariant } from "#app/lib/invariant.ts";
import { type Db, raw, type Sql } from "#app/lib/sql.ts";

export type Duck = { count(query: Sql): Promise<number>; close(): void };

const AT = "TIMESTAMPTZ";
const TABLES: Record<string, Record<string, string>> = {
  customer: {
    customer_id: "BIGINT", created_at: AT, country_code: "VARCHAR", tags: "VARCHAR[]", sms_state: "VARCHAR", email_state: "VARCHAR", order_count: "BIGINT", gross_minor: "BIGINT",
    net_minor: "BIGINT", discounted_count: "BIGINT", first_order_at: AT, last_order_at: AT,
  },
  orders: { order_id: "BIGINT", customer_id: "BIGINT", processed_at: AT, void_at: AT, gross_minor: "BIGINT", refunded_minor: "BIGINT", discount_minor: "BIGINT", quantity: "BIGINT" },
  order_line: { order_id: "BIGINT", line_id: "BIGINT", customer_id: "BIGINT", processed_at: AT, void_at: AT, product_id: "BIGINT", vendor: "VARCHAR", quantity: "BIGINT", amount_minor: "BIGINT" },
  order_refund: { customer_id: "BIGINT", processed_at: AT, amount_minor: "BIGINT" },
  product: { product_id: "BIGINT", vendor: "VARCHAR", product_type: "VARCHAR" },
  event: { customer_id: "BIGINT", kind: "VARCHAR", at: AT, product_id: "BIGINT" },
  membership: { segment_id: "INTEGER", customer_id: "BIGINT", entered_at: AT, left_at: AT },
  list_member: { list_id: "INTEGER", customer_id: "BIGINT" },
};

/** `dir` can be written by the database server, which runs on this machine. */
export async function openDuck(db: Db, shop: ShopId, dir: string, cores: number): Promise<Duck> {
  const instance = await DuckDBInstance.create(join(dir, "shop.duckdb"), { threads: String(cores) });
  const duck = await instance.connect();
  await duck.run("set timezone = 'UTC'");
  for (const [table, columns] of Object.entries(TABLES)) {
    const file = join(dir, `${table}.csv`);
    const asked = Object.entries(columns).map(([name, type]) => (type.endsWith("[]") ? `array_to_json(${name})` : name)).join(", ");
    await db.run(raw(`copy (select ${asked} from ${table} where shop_id = ${shop}) to '${file}' (format csv)`));
    const read = Object.entries(columns).map(([name, type]) => (type.endsWith("[]") ? `${name}::JSON::${type} as ${name}` : `"${name}"`)).join(", ");
    const shape = Object.entries(columns).map(([name, type]) => `'${name}': '${type.endsWith("[]") ? "VARCHAR" : type}'`).join(", ");
    await duck.run(`create or replace table ${table} as select ${shop}::integer as shop_id, ${read} from read_csv('${file}', header = false, columns = {${shape}})`);
  }
  await duck.run("create or replace view bench_membership as from membership");
  await duck.run("checkpoint");
  return {
    async count(query) {
      const values = query.values.map((value) => (value instanceof Date ? value.toISOString() : value));
      const [found] = (await duck.runAndReadAll(`select count(*)::integer from (${query.text}) members`, values as (string | number)[])).getRows();
      invariant(typeof found?.[0] === "number", "count(*) is a number");
      return found[0];
    },
    close: () => {
      duck.closeSync();
      instance.closeSync();
    },
  };
}

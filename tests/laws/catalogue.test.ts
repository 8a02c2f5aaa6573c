// Every key and index begins with the shop, so that the database can be distributed by shop
// (docs/running.md). Read from the catalogue, so that a new table cannot forget it.
import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { aWorld } from "#tests/support/world.ts";

/** One small row a shop: copied to every node. */
const REFERENCE = ["shop", "session", "_prisma_migrations"];

const world = await aWorld();
const Index = z.object({ table: z.string(), index: z.string(), first: z.string().nullable() });
const Table = z.object({ table: z.string(), column: z.string().nullable() });

test("every index of every table begins with shop_id", async () => {
  const indexes = await world.db.rows(Index, sql`
    select cls.relname as table, idx.relname as index, att.attname as first
    from pg_index i
    join pg_class cls on cls.oid = i.indrelid join pg_class idx on idx.oid = i.indexrelid
    join pg_namespace n on n.oid = cls.relnamespace and n.nspname = 'public'
    left join pg_attribute att on att.attrelid = cls.oid and att.attnum = i.indkey[0]
    where cls.relname <> all(${REFERENCE}) order by 1, 2`);
  expect(indexes.length).toBeGreaterThan(20);
  expect(indexes.filter(({ first }) => first !== "shop_id")).toEqual([]);
});

test("every table has a shop_id, and a primary key", async () => {
  const tables = await world.db.rows(Table, sql`
    select cls.relname as table, att.attname as column from pg_class cls
    join pg_namespace n on n.oid = cls.relnamespace and n.nspname = 'public'
    left join pg_index i on i.indrelid = cls.oid and i.indisprimary
    left join pg_attribute att on att.attrelid = cls.oid and att.attname = 'shop_id' and i.indexrelid is not null
    where cls.relkind = 'r' and cls.relname <> all(${REFERENCE}) order by 1`);
  expect(tables.length).toBeGreaterThan(15);
  expect(tables.filter(({ column }) => column === null)).toEqual([]);
});

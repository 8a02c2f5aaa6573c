// Applies prisma/migrations/*/migration.sql and records them exactly as `prisma migrate deploy`
// would, so that either may be used on the same database. Ours exits at once, needs no engine and
// also installs graphile-worker's schema.
import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";

const TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL, checksum VARCHAR(64) NOT NULL, finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL, logs TEXT, rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(), applied_steps_count INTEGER NOT NULL DEFAULT 0)`;

/** The advisory lock that Prisma's own schema engine takes. */
const LOCK = 72707369;

type Applied = { migration_name: string; checksum: string; finished_at: Date | null };

/** Brings the database at `url` up to date; returns the names of what it applied. */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(TABLE);
    const applied = await client.query<Applied>(
      "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
    );
    const seen = new Map(applied.rows.map((row) => [row.migration_name, row]));
    const done: string[] = [];
    for (const { name, sql } of await migrations()) if (await apply(client, name, sql, seen.get(name))) done.push(name);
    await runMigrations({ connectionString: url });
    return done;
  } finally {
    await client.end();
  }
}

async function migrations(): Promise<{ name: string; sql: string }[]> {
  const folder = new URL("migrations/", import.meta.url);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(`${name}/migration.sql`, folder), "utf8") })));
}

async function apply(client: pg.Client, name: string, sql: string, before: Applied | undefined): Promise<boolean> {
  const checksum = createHash("sha256").update(sql).digest("hex");
  if (before && !before.finished_at) throw new Error(`Migration ${name} failed before; resolve it first (docs/running.md).`);
  if (before && before.checksum !== checksum) throw new Error(`Migration ${name} was edited after it was applied; add a new one instead.`);
  if (before) return false;
  const id = randomUUID();
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [id, checksum, name]);
  try {
    await client.query(sql);
  } catch (problem) {
    await client.query("UPDATE _prisma_migrations SET logs = $2 WHERE id = $1", [id, String(problem)]);
    throw problem;
  }
  await client.query("UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE id = $1", [id]);
  return true;
}

if (import.meta.main) {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set.");
  const done = await migrate(url);
  console.info(done.length ? `Applied ${done.join(", ")}.` : "The database is up to date.");
}

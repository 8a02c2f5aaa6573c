// A world for benches: a PostgreSQL of its own with memory as a server for a large shop has it, the real
// clock (or one that the bench moves), and no network.
import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb, type OpenDb } from "#app/db.server.ts";
import type { World } from "#app/lib/world.ts";
import { startPostgres } from "#sandbox/postgres.ts";
import { migrate } from "../prisma/migrate.ts";

export type BenchWorld = World & { db: OpenDb; databaseUrl: string; /** The server can write here too. */ dir: string; clock: { set(instant: Date): void }; close(): Promise<void> };

/** `isSafe`: commits wait for the disk, as in production; else the server may lose its last second. */
export async function benchWorld({ isSafe = true, start = new Date() } = {}): Promise<BenchWorld> {
  const dir = await mkdtemp(join(tmpdir(), "segue-bench-"));
  await chmod(dir, 0o777);
  const safe = isSafe ? { fsync: "on", synchronous_commit: "on", full_page_writes: "on" } : {};
  const server = await startPostgres({ dir: join(dir, "pg"), temporary: true, settings: { shared_buffers: "2GB", work_mem: "64MB", maintenance_work_mem: "512MB", max_wal_size: "8GB", ...safe } });
  await migrate(server.url());
  const db = openDb(server.url(), 16);
  let now = start;
  const offline = () => Promise.resolve({ kind: "none" as const, reason: "no network here" });
  return {
    db, databaseUrl: server.url(), dir, now: () => now, clock: { set: (instant) => void (now = instant) }, point: async () => {}, ids: { uuid: randomUUID },
    http: { send: offline, stream: offline }, log: { info: () => {}, warn: () => {}, error: (event, fields) => console.error(event, fields) },
    secrets: { shopifyApiKey: "bench", shopifyApiSecret: "bench", encryptionKeys: [{ id: "bench", key: new Uint8Array(32) }] },
    async close() {
      await db.close();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

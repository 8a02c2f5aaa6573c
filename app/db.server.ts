// The pg pool behind world.db. Composed statements take 0.1 to 0.2 ms here against 1.1 to 1.7 ms
// through Prisma, which keeps the schema, the migrations and Shopify's sessions.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { z } from "zod";
import { invariant } from "./lib/invariant.ts";
import { withoutValues } from "./lib/refusal.ts";
import { type Db, row, type Sql, sql } from "./lib/sql.ts";

type Queryable = Pick<pg.ClientBase, "query">;

export type OpenDb = Db & { close(): Promise<void> };

/** More texts than this are no longer few: the rest is planned for each run. */
const KEPT_MAX = 500;
/** Of a list PostgreSQL would plan each length anew: nearly all of ours are short, and are looked up by key however long they are. */
const KEEPING = "begin; set local plan_cache_mode = force_generic_plan";
/** `names`: text → the name of its plan, the same on every connection of the pool. `isKept`: what runs now is named. */
type Plans = { names: Map<string, string>; isKept: boolean };

export function openDb(url: string, connectionsMax = 10): OpenDb {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax });
  // An idle connection that the server drops is replaced at the next query; that query reports what is wrong.
  pool.on("error", () => {});
  // One that is lost in use is reported by the statement that was under way; the pool no longer listens then.
  pool.on("connect", (client) => client.on("error", () => {}));
  return { ...onPool(pool, { names: new Map(), isKept: false }, url), close: () => pool.end() };
}

function onPool(pool: pg.Pool, plans: Plans, url: string): Db {
  return {
    ...statements(pool, plans),
    async copyIn(into, lines) {
      const client = await pool.connect();
      try {
        return await copyIn(client, into, lines);
      } finally {
        client.release();
      }
    },
    transact: (work, signal) => (signal ? stoppable(pool, plans, url, work, signal) : transact(pool, plans, work)),
    often: () => onPool(pool, { ...plans, isKept: true }, url),
    rarely: () => onPool(pool, { ...plans, isKept: false }, url),
  };
}

function statements(on: Queryable, plans: Plans, first?: string): Pick<Db, "rows" | "run"> {
  async function ask({ text, values }: Sql) {
    if (first) await answerOf(on, { text: first });
    return answerOf(on, { text, values, name: plans.isKept ? nameOf(plans, text) : undefined }).catch(refuse);
  }
  return {
    async rows<Shape extends z.ZodType>(shape: Shape, query: Sql): Promise<z.infer<Shape>[]> {
      const result = await ask(query);
      return result.rows.map((row) => shape.parse(row));
    },
    async run(query) {
      return (await ask(query)).rowCount ?? 0;
    },
  };
}

/**
 * pg's own promise assigns a closure to a property of the query. Functions assigned so are taken by V8 for ones that stay, and made
 * among the old objects: with them the text, the values and the rows of every statement outlive each collection of young ones
 * (1.3 of 16 MB at a time, where 20 kB are in use). A callback that is handed over is an object like any other.
 */
function answerOf(on: Queryable, asked: pg.QueryConfig): Promise<pg.QueryResult> {
  return new Promise((resolve, reject) => {
    on.query(asked, (raised: Error | undefined, result) => (raised ? reject(raised) : resolve(result)));
  });
}

function nameOf({ names }: Plans, text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= KEPT_MAX) return known;
  const name = `kept-${names.size}`;
  names.set(text, name);
  return name;
}

/** PostgreSQL quotes the row in its messages: nobody above this file sees them. */
function refuse(raised: unknown): never {
  throw withoutValues(raised);
}

async function copyIn(client: pg.PoolClient, into: Sql, lines: AsyncIterable<string> | Iterable<string>): Promise<number> {
  invariant(into.values.length === 0, "COPY takes no parameters");
  const copy = client.query(copyFrom(into.text));
  await pipeline(Readable.from(lines), copy).catch(refuse);
  return copy.rowCount;
}

/**
 * The stop goes over a connection of its own, so that it never waits for one that is to be stopped; and before this one is
 * given back it has arrived, so that it never meets somebody else's statement.
 */
async function stoppable<Result>(pool: pg.Pool, plans: Plans, url: string, work: (db: Db) => Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  return transact(pool, plans, async (db) => {
    const guarded = until(db, signal);
    const pid = (await row(guarded, z.object({ pid: z.number() }), sql`select pg_backend_pid() as pid`))?.pid;
    let stopped: Promise<void> | null = null;
    const stop = () => void (stopped = stopOf(url, pid));
    signal.addEventListener("abort", stop);
    try {
      return await work(guarded);
    } finally {
      signal.removeEventListener("abort", stop);
      await stopped;
    }
  });
}

/** Where that fails too, the statement's own time limit is left. */
async function stopOf(url: string, pid: number | undefined): Promise<void> {
  const other = new pg.Client({ connectionString: url });
  other.on("error", () => {});
  try {
    await other.connect();
    await other.query("select pg_cancel_backend($1)", [pid]);
  } catch {
    return;
  } finally {
    await other.end().catch(() => {});
  }
}

/** No statement begins once the signal is raised. */
function until(db: Db, signal: AbortSignal): Db {
  const open = (on: Db): Db => {
    signal.throwIfAborted();
    return on;
  };
  const guarded: Db = {
    rows: async (shape, query) => open(db).rows(shape, query),
    run: async (query) => open(db).run(query),
    copyIn: async (into, lines) => open(db).copyIn(into, lines),
    transact: (work) => work(guarded),
    often: () => until(db.often(), signal),
    rarely: () => until(db.rarely(), signal),
  };
  return guarded;
}

async function transact<Result>(pool: pg.Pool, plans: Plans, work: (db: Db) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await answerOf(client, { text: plans.isKept ? KEEPING : "begin" });
    const result = await work(within(client, plans));
    await answerOf(client, { text: "commit" }).catch(refuse);
    return result;
  } catch (problem) {
    await answerOf(client, { text: "rollback" }).catch((lost: Error) => (broken = lost));
    throw problem;
  } finally {
    client.release(broken);
  }
}

/** A Db whose every statement runs on the transaction's own connection; a transaction inside joins it. */
function within(client: pg.PoolClient, plans: Plans): Db {
  const once = { ...plans, isKept: false };
  const db: Db = {
    ...statements(client, plans),
    copyIn: (into, lines) => copyIn(client, into, lines),
    transact: (work) => work(db),
    often: () => (plans.isKept ? db : within(client, { ...plans, isKept: true })),
    rarely: () => (plans.isKept ? { ...within(client, once), ...statements(client, once, "set local plan_cache_mode = auto") } : db),
  };
  return db;
}

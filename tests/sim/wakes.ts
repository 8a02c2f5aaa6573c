// Who was woken: what graphile-worker keeps as jobs, on the simulator's time. A wake-up counts once the transaction that wrote
// it has committed, a later one with the same name takes the place of the one before, and some are lost.
import { z } from "zod";
import { minutes } from "#app/lib/time.ts";
import { PumpName } from "#app/lib/pump.server.ts";
import type { Db, Sql } from "#app/lib/sql.ts";

const Payload = z.object({ pump: PumpName, shop: z.number() });

/** `later`: by the name under which a pump is woken for later. */
export type Wake = { name: string; pump: PumpName; shop: number; inMs: number; keeps: boolean };
export type Woken = { name: string; pump: PumpName; shop: number; at: number };

export type Wakes = {
  told(wake: Wake): void; due(): Woken[]; nextAt(): number | null; take(woken: Woken): void; clear(): void;
  /** Jobs that are there should a process die before it goes on by itself: it did not. */
  dropSpare(): void;
  /** What is woken meanwhile is never lost: where a tick follows each minute the next one finds it, and a life has few. */
  surely(work: () => Promise<unknown>): Promise<void>;
};

export function openWakes(now: () => number, isLost: () => boolean): Wakes {
  const waiting = new Map<string, Woken>();
  const spare = new Set<string>();
  let isSure = false;
  const all = () => [...waiting.values()].sort((one, other) => one.at - other.at || one.shop - other.shop || (one.name < other.name ? -1 : 1));
  return {
    told({ name, pump, shop, inMs, keeps }) {
      if ((!isSure && isLost()) || (keeps && waiting.has(name))) return;
      if (keeps) spare.add(name);
      else spare.delete(name);
      waiting.set(name, { name, pump, shop, at: now() + inMs });
    },
    dropSpare() {
      for (const name of spare) waiting.delete(name);
      spare.clear();
    },
    due: () => all().filter(({ at }) => at <= now()),
    nextAt: () => all()[0]?.at ?? null,
    take: ({ name }) => void (waiting.delete(name), spare.delete(name)),
    clear: () => waiting.clear(),
    async surely(work) {
      isSure = true;
      await work().finally(() => void (isSure = false));
    },
  };
}

/** Campaigns look every minute how they stand; here they may sleep for longer. */
const LAZY_MS = minutes(40);

/** A statement that does nothing but wake. */
export function wakeOf({ text, values }: Sql): Wake | null {
  if (!text.trimStart().startsWith("select graphile_worker.add_job('pump', $1::json")) return null;
  const { pump, shop } = Payload.parse(JSON.parse(String(values[0])));
  const name = `${pump}:${shop}`;
  if (text.includes("preserve_run_at")) return { name, pump, shop, inMs: Number(values[3]) * 1000, keeps: true };
  return text.includes("run_at") ? { name: `${name}:later`, pump, shop, inMs: Math.max(Number(values[3]), pump === "campaign" ? LAZY_MS : 0), keeps: false } : { name, pump, shop, inMs: 0, keeps: false };
}

export type Watch = { woken(wake: Wake): void; /** Transactions that are open. */ open: number };

/** The database, but for the statements that wake. */
export function watched(db: Db, watch: Watch): Db {
  return wrap(db, watch, watch.woken);
}

function wrap(db: Db, watch: Watch, woken: (wake: Wake) => void): Db {
  return {
    rows: (shape, query) => db.rows(shape, query),
    async run(query) {
      const wake = wakeOf(query);
      if (!wake) return db.run(query);
      woken(wake);
      return 1;
    },
    copyIn: (into, lines) => db.copyIn(into, lines),
    async transact(work, signal) {
      const held: Wake[] = [];
      watch.open += 1;
      try {
        const result = await db.transact((inside) => work(wrap(inside, watch, (wake) => void held.push(wake))), signal);
        held.forEach(woken);
        return result;
      } finally {
        watch.open -= 1;
      }
    },
    often: () => wrap(db.often(), watch, woken),
    rarely: () => wrap(db.rarely(), watch, woken),
  };
}

// What to do next with an import, decided from what Shopify said. All delays are instants on the row.
import { days, earlier, hours, later, minutes, seconds } from "../lib/time.ts";
import type { BulkState } from "../shopify/queries.ts";

/** An export that does not grow for this long has stalled: it is cancelled and asked for again. */
export const STALL_MS = minutes(30);
/** After so many tries in a row a person must look. */
const TRIES_MAX = 8;
/** The reconcile looks back a little further than it must: clocks differ, and search indexes lag. */
const OVERLAP_MS = hours(1);

export type Polled = {
  startedAt: Date;
  attempts: number;
  rowsTotal: number | null;
  progressedAt: Date | null;
};

export type Next =
  | { kind: "wait"; dueAt: Date; rowsTotal: number | null; progressedAt: Date }
  | { kind: "read"; url: string; bytes: number | null; rowsTotal: number | null; partial: boolean }
  | { kind: "nothing" }
  | { kind: "cancel" }
  | { kind: "again"; dueAt: Date; reason: string }
  | { kind: "park"; problem: string };

export function afterPoll(run: Polled, bulk: BulkState | null, now: Date): Next {
  if (!bulk) return again(run, "Shopify no longer knows the export.", now);
  switch (bulk.status) {
    case "CREATED":
    case "RUNNING":
      return whileRunning(run, bulk, now);
    case "CANCELING":
      return { kind: "wait", dueAt: later(now, seconds(5)), rowsTotal: run.rowsTotal, progressedAt: now };
    case "COMPLETED":
      return bulk.url ? { kind: "read", url: bulk.url, bytes: bulk.fileSize, rowsTotal: bulk.objectCount, partial: false } : { kind: "nothing" };
    case "FAILED":
      if (bulk.errorCode === "ACCESS_DENIED") return { kind: "park", problem: "Shopify denied the export: the app lacks a permission it needs. Open the app again to grant it." };
      if (bulk.partialDataUrl) return { kind: "read", url: bulk.partialDataUrl, bytes: null, rowsTotal: bulk.objectCount, partial: true };
      return again(run, `Shopify could not finish the export (${bulk.errorCode ?? "no reason given"}).`, now);
    case "CANCELED":
      return again(run, "The export was cancelled.", now);
    case "EXPIRED":
      return again(run, "The export's file had expired before it was read.", now);
    default:
      return bulk.status satisfies never;
  }
}

function whileRunning(run: Polled, bulk: BulkState, now: Date): Next {
  const grew = bulk.objectCount !== null && bulk.objectCount > (run.rowsTotal ?? 0);
  const progressedAt = grew || !run.progressedAt ? now : run.progressedAt;
  if (now.getTime() - progressedAt.getTime() >= STALL_MS) return { kind: "cancel" };
  return { kind: "wait", dueAt: later(now, pollMs(now.getTime() - run.startedAt.getTime())), rowsTotal: bulk.objectCount ?? run.rowsTotal, progressedAt };
}

/** A tenth of the time it has taken: short exports are seen at once, long ones are not asked for all the time. */
const pollMs = (elapsedMs: number) => Math.min(Math.max(seconds(1), elapsedMs / 10), seconds(30));

export function again(run: { attempts: number }, reason: string, now: Date): Next {
  if (run.attempts + 1 >= TRIES_MAX) return { kind: "park", problem: `${reason} We asked ${TRIES_MAX} times.` };
  return { kind: "again", dueAt: later(now, backoffMs(run.attempts)), reason };
}

/** Nobody answers: the length of a bad outage. After that a person must look; until then it is tried again by itself. */
const UNREACHED_MAX_MS = hours(3);

export type Unreached = { kind: "wait"; dueAt: Date; since: Date } | { kind: "park"; problem: string };

/**
 * `since`: from when on nobody has answered; null = the question before this one was answered. `lateMs`: how long after its time this one
 * was asked. Meanwhile nobody tried, so that time does not count: nothing is given up because no process ran for hours.
 */
export function unreached({ since, lateMs }: { since: Date | null; lateMs: number }, reason: string, now: Date): Unreached {
  if (since === null) return { kind: "wait", dueAt: later(now, seconds(5)), since: now };
  const triedSince = later(since, lateMs);
  const forMs = now.getTime() - triedSince.getTime();
  if (forMs >= UNREACHED_MAX_MS) return { kind: "park", problem: `${reason} We tried for ${UNREACHED_MAX_MS / hours(1)} hours.` };
  // As long again as it has lasted.
  return { kind: "wait", dueAt: later(now, Math.min(Math.max(seconds(5), forMs), minutes(10))), since: triedSince };
}

export const backoffMs = (attempts: number) => Math.min(seconds(5) * 2 ** Math.min(attempts, 10), minutes(10));

/** The next night's search: what changed since this export began. */
export function reconcileAfter(startedAt: Date, shop: number): { filter: string; dueAt: Date } {
  // Shops are spread over an hour, so that they do not all ask at once.
  const dueAt = later(startedAt, days(1) + minutes(shop % 60));
  return { filter: `updated_at:>='${earlier(startedAt, OVERLAP_MS).toISOString()}'`, dueAt };
}

// What becomes of a command after it was sent: done, again at a later instant, parked where a person
// sees it, or in doubt. Nothing is dropped, and nothing is tried for ever.
import { earlier, later, minutes, seconds } from "../lib/time.ts";

export type Outcome =
  | { kind: "accepted" }
  /** The other side read it and said no: asking again by ourselves would get the same answer. */
  | { kind: "refused"; reason: string }
  /** Not carried out. `counts` is false where waiting is normal (throttled): it may happen without end. */
  | { kind: "later"; reason: string; counts: boolean; at?: Date }
  /** It left and no answer came: whether it was carried out is unknown. */
  | { kind: "lost"; reason: string; at?: Date }
  /** Cannot work as it is: our query, our permissions. */
  | { kind: "stuck"; reason: string };

export type Fate =
  | { state: "done"; problem: string | null }
  | { state: "due"; at: Date; attempts: number; problem: string }
  | { state: "parked" | "doubt"; problem: string };

type Sent = { attempts: number; idempotent: boolean; now: Date; /** 0 to 1. */ chance: number };

/** With the delays below: about three hours, the length of a bad outage. */
export const ATTEMPTS_MAX = 15;
const DELAY_MIN_MS = seconds(2);
const DELAY_MAX_MS = minutes(30);

/** `attempts` counts the sendings before this one that did not succeed. */
export function fate(outcome: Outcome, { attempts, idempotent, now, chance }: Sent): Fate {
  switch (outcome.kind) {
    case "accepted":
      return { state: "done", problem: null };
    case "refused":
      return { state: "done", problem: outcome.reason };
    case "stuck":
      return { state: "parked", problem: outcome.reason };
    case "later":
      return again(outcome.reason, outcome.counts ? attempts + 1 : attempts, { now, chance, at: outcome.at });
    case "lost":
      if (!idempotent) return { state: "doubt", problem: outcome.reason };
      return again(outcome.reason, attempts + 1, { now, chance, at: outcome.at });
    default:
      return outcome satisfies never;
  }
}

function again(reason: string, attempts: number, { now, chance, at }: { now: Date; chance: number; at: Date | undefined }): Fate {
  if (attempts >= ATTEMPTS_MAX) return { state: "parked", problem: `Given up after ${attempts} attempts. ${reason}` };
  // Exponential; the upper half of each delay is spread, so that what failed together returns apart.
  const delayMs = Math.min(DELAY_MIN_MS * 2 ** Math.max(0, attempts - 1), DELAY_MAX_MS);
  const own = later(now, Math.ceil(delayMs * (0.5 + chance / 2)));
  return { state: "due", at: at && at > now ? at : own, attempts, problem: reason };
}

/** A worker that stalled between claiming and sending must not send: another may hold the lease by then. */
export const maySendAt = (leasedUntil: Date, timeoutMs: number, now: Date): boolean => now <= earlier(leasedUntil, timeoutMs);

/** What one step of a pump came to. `at`: when there is something to do again. */
export type Moved = { moved: number; at: Date | null };

/** Null: nothing comes there. */
export const earliest = (one: Date | null, other: Date | null): Date | null => (one && other ? (one < other ? one : other) : (one ?? other));

// What becomes of a command to a platform after one step of it. A step that was answered goes on at once, or when the
// platform has had its time; what certainly was not carried out is begun again where it stood; what may have been is
// looked into (Adapter.lost), because its progress was stored before it was sent.
import { z } from "zod";
import { later } from "../lib/time.ts";
import type { Failure, PersonOutcome, PlatformCommand as Asked, Result, Seen, Step } from "../platforms/adapter.ts";
import { fate, type Outcome } from "./deliver.ts";

/**
 * `step` is the adapter's own. Of a comparison: the page it is at, how many there are no customers of ours, and of whom
 * nobody knows yet, because the page told nothing but the platform's numbers of them.
 */
export const Progress = z.object({ step: z.unknown().optional(), cursor: z.string().nullable().optional(), strangers: z.number().optional(), whoAre: z.array(z.string()).optional() });
export type Progress = z.infer<typeof Progress>;

export type RelayFate =
  | { state: "done"; problem: string | null; attempts: number; progress: Progress | null }
  | { state: "due"; at: Date; problem: string | null; attempts: number; progress: Progress | null }
  | { state: "parked" | "doubt"; problem: string; attempts: number; progress: Progress | null };

export type Turn = {
  fate: RelayFate;
  result: Result | null;
  failure: Failure | null;
};

type At = {
  /** As stored before this step's request was. */
  before: Progress | null;
  /** As stored with it. */
  sent: Progress;
  attempts: number;
  now: Date;
  chance: number;
};

export function turn(step: Step, at: At): Turn {
  const { before, now } = at;
  switch (step.kind) {
    case "call":
      return going({ ...before, step: step.progress }, now);
    case "wait":
      return going({ ...before, step: step.progress }, later(now, step.forMs));
    case "done":
      return { fate: done(null, at), result: step.result, failure: null };
    case "failed":
      return { fate: failed(step.failure, at), result: null, failure: step.failure };
    default:
      return step satisfies never;
  }
}

const going = (progress: Progress, at: Date): Turn => ({ fate: { state: "due", at, problem: null, attempts: 0, progress }, result: null, failure: null });
const done = (problem: string | null, { attempts }: At): RelayFate => ({ state: "done", problem, attempts, progress: null });

/** No answer came: it may have been carried out. */
export const unanswered = (at: At): Turn => ({ fate: again({ kind: "lost", reason: "The platform did not answer." }, at.sent, at), result: null, failure: null });

function failed({ reason, detail, retryAfterMs }: Failure, at: At): RelayFate {
  const { before, sent, now, attempts } = at;
  const waited = retryAfterMs === null ? {} : { at: later(now, retryAfterMs) };
  switch (reason) {
    case "throttled":
      return again({ kind: "later", reason: detail, counts: false, ...waited }, before, at);
    case "unauthorized":
      return again({ kind: "later", reason: detail, counts: true, ...waited }, before, at);
    case "server":
    case "unreadable":
      return again({ kind: "lost", reason: detail, ...waited }, sent, at);
    case "gone":
    case "refused":
      return done(detail, at);
    case "forbidden":
      return { state: "parked", problem: detail, attempts, progress: before };
    case "doubt":
      return { state: "doubt", problem: detail, attempts, progress: sent };
    default:
      return reason satisfies never;
  }
}

/** Every command may be asked about again, so that none is in doubt only because its answer was lost. */
function again(outcome: Outcome, progress: Progress | null, { attempts, now, chance }: At): RelayFate {
  const fated = fate(outcome, { attempts, idempotent: true, now, chance });
  if (fated.state === "due") return { ...fated, progress };
  return fated.state === "done" ? { ...fated, attempts, progress: null } : { ...fated, attempts, progress };
}

type PageRead = { people: readonly Seen[]; /** Those of them who are no customers of ours. */ unknown: readonly Seen[]; next: string | null };

/**
 * How far a comparison is after a page. Whom nobody knows by the number that the platform gave is asked for before the
 * next page is: they may be a customer whom somebody else put there.
 */
export function pageRead(before: Progress | null, asked: Asked | null, { people, unknown, next }: PageRead): { progress: Progress; isOver: boolean } {
  const strangers = before?.strangers ?? 0;
  if (asked?.kind === "whoAre") {
    const cursor = before?.cursor ?? null;
    // Whom the platform tells nothing of either is nobody whom we know.
    return { progress: { strangers: strangers + asked.platformIds.length - (people.length - unknown.length), cursor }, isOver: cursor === null };
  }
  const nameless = unknown.flatMap(({ platformId, phone, email }) => (platformId !== null && phone === null && email === null ? [platformId] : []));
  const progress = { strangers: strangers + unknown.length - nameless.length, cursor: next };
  return nameless.length === 0 ? { progress, isOver: next === null } : { progress: { ...progress, whoAre: nameless }, isOver: false };
}

/** What the platform says of nobody is unknown; what it refuses as a whole, it refuses of each. */
export function outcomesFor(people: readonly { customerId: PersonOutcome["customerId"] }[], told: readonly PersonOutcome[]): PersonOutcome[] {
  const by = new Map(told.map((outcome) => [outcome.customerId, outcome]));
  return people.map(({ customerId }) => by.get(customerId) ?? { customerId, result: "unknown", reason: null, platformId: null });
}

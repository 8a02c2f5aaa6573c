// What becomes of a text after it was handed to a provider. A text may not be sent twice, so whatever might have been
// taken is looked for, and where it is not found it is in doubt: nobody sends it again.
import { later, minutes, seconds } from "../lib/time.ts";
import type { Failure, Step } from "../platforms/adapter.ts";

export type TextFate =
  | { state: "sent"; providerId: string }
  /** Surely not taken, and never will be. */
  | { state: "failed"; problem: string; code: string | null }
  /** Surely not taken: the gate is asked again then. */
  | { state: "due"; at: Date; problem: string; attempts: number }
  /** It may have been taken: it is looked for then. */
  | { state: "leased"; until: Date; problem: string; attempts: number }
  | { state: "doubt"; problem: string };

/** Its place under the limits and its price are free again. */
export const isGivenBack = ({ state }: TextFate): boolean => state === "failed" || state === "due";

export type At = { /** What was asked is where it is, not to send it. */ isLooking: boolean; attempts: number; now: Date; /** 0 to 1. */ chance: number };

/** What certainly was not taken is offered so often; with the delays below about an hour. */
export const OFFERS_MAX = 8;
export const LOOKS_MAX = 6;
const DELAY_MIN_MS = seconds(5);
const DELAY_MAX_MS = minutes(20);
/** How long the provider's own list may lag behind. */
const LOOK_MS = seconds(15);

const NO_ANSWER = "The provider gave no answer.";

/** `step` null: no answer came. */
export function fateOf(step: Step | null, at: At): TextFate {
  if (step === null || step.kind === "call" || step.kind === "wait") return lookAgain(NO_ANSWER, null, at);
  if (step.kind === "done") return step.result.kind === "message" ? { state: "sent", providerId: step.result.messageId } : { state: "doubt", problem: "The provider's answer was about something else." };
  return failed(step.failure, at);
}

function failed({ reason, detail, retryAfterMs, code }: Failure, at: At): TextFate {
  if (reason === "doubt") return { state: "doubt", problem: detail };
  if (reason === "server" || reason === "unreadable") return lookAgain(detail, retryAfterMs, at);
  if (at.isLooking) return reason === "gone" || reason === "refused" ? { state: "doubt", problem: detail } : lookAgain(detail, retryAfterMs, at);
  switch (reason) {
    case "throttled":
      return { state: "due", at: later(at.now, retryAfterMs ?? DELAY_MIN_MS), problem: detail, attempts: at.attempts };
    case "unauthorized":
    case "forbidden":
      return offerAgain(detail, retryAfterMs, at);
    case "gone":
    case "refused":
      return { state: "failed", problem: detail, code: code ?? null };
    default:
      return reason satisfies never;
  }
}

function offerAgain(problem: string, afterMs: number | null, { attempts, now, chance }: At): TextFate {
  if (attempts + 1 >= OFFERS_MAX) return { state: "failed", problem: `Given up after ${attempts + 1} attempts. ${problem}`, code: null };
  return { state: "due", at: later(now, afterMs ?? delayMs(DELAY_MIN_MS, attempts, chance)), problem, attempts: attempts + 1 };
}

function lookAgain(problem: string, afterMs: number | null, { attempts, now, chance }: At): TextFate {
  if (attempts + 1 >= LOOKS_MAX) return { state: "doubt", problem: `${problem} Nobody knows whether the text went out. It is not sent again.` };
  return { state: "leased", until: later(now, Math.max(afterMs ?? 0, delayMs(LOOK_MS, attempts, chance))), problem, attempts: attempts + 1 };
}

const delayMs = (first: number, attempts: number, chance: number) => Math.ceil(Math.min(first * 2 ** attempts, DELAY_MAX_MS) * (0.5 + chance / 2));

/** Nobody is let in there until somebody has mended it. */
export const breaksConnection = (failure: Failure | null): boolean => failure?.reason === "unauthorized" || failure?.reason === "forbidden";

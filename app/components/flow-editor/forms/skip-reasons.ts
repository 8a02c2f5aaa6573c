// Why a text of a flow may be skipped: what a way can ask for.
import { saysOf } from "#app/flows/reasons.ts";
import { isReason, OF_ANSWERS, REASONS, reasonOf } from "#app/messages/gate/reasons.ts";

/** Of answers, and of runs that are over: no way is chosen by them. */
const OF_OTHERS: ReadonlySet<string> = new Set([...OF_ANSWERS, "personGone", "exited", "leftSegment", "control"]);

const codes = ["fewPicks", ...Object.keys(REASONS).filter((code) => isReason(code) && reasonOf(code).verdict === "skip" && !OF_OTHERS.has(code))];
const wordsOf = (code: string): string => (saysOf(code) ?? code).replace(/\.$/, "");

/** `now`: what is chosen, which may be one that is not offered. */
export const skipReasons = (now: string | null): (readonly [code: string, words: string])[] =>
  [["", "Whatever the reason"], ...(now === null || codes.includes(now) ? codes : [now, ...codes]).map((code) => [code, wordsOf(code)] as const)];

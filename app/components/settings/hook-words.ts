// How a webhook stands and what it is told, in words.
import { formatAgo } from "../format.ts";

export type HookView = {
  id: number;
  address: string;
  segmentId: number | null;
  segment: string | null;
  isSegmentGone: boolean;
  changes: ("entered" | "left")[];
  state: "on" | "off";
  problem: string | null;
  failingSince: string | null;
  createdAt: string;
  lastAt: string | null;
  lastProblem: string | null;
};

export type AttemptView = { at: string; status: number | null; changes: number; problem: string | null };

type Standing = Pick<HookView, "state" | "problem" | "failingSince">;
type StandingWords = { label: string; tone?: "success" | "warning" | "critical"; /** What there is to know or do. */ sentence: string | null };

export function standingWords({ state, problem, failingSince }: Standing, now: string): StandingWords {
  if (state === "off" && problem !== null) return { label: "Switched off", tone: "critical", sentence: `${problem} Once it works again, switch it on. What happened in the meantime is not told.` };
  if (state === "off") return { label: "Paused", sentence: "Nothing is told while it is paused, and nothing of this time later." };
  if (failingSince === null) return { label: "On", tone: "success", sentence: null };
  return { label: "Not answering", tone: "warning", sentence: `The first call that failed was ${formatAgo(failingSince, now)}, and none was taken since. Segue keeps trying; after three days it is switched off.` };
}

/** "Who joins “VIP”", "Who joins or leaves any segment"; of one that only flows tell, that. */
export function toldWords({ segmentId, segment, isSegmentGone, changes }: Pick<HookView, "segmentId" | "segment" | "isSegmentGone" | "changes">): string {
  if (changes.length === 0) return "What your flows tell it";
  const verbs = [...(changes.includes("entered") ? ["joins"] : []), ...(changes.includes("left") ? ["leaves"] : [])].join(" or ");
  if (segmentId === null) return `Who ${verbs} any segment`;
  return isSegmentGone || segment === null ? `Who ${verbs} a segment that was deleted` : `Who ${verbs} “${segment}”`;
}

export function lastCallWords({ lastAt, lastProblem }: Pick<HookView, "lastAt" | "lastProblem">, now: string): string {
  if (lastAt === null) return "Not called yet";
  return lastProblem === null ? `Last call ${formatAgo(lastAt, now)}: taken` : `Last call ${formatAgo(lastAt, now)}: not taken`;
}

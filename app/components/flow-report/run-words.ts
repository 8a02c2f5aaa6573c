// Where a run stands, in a word and in a sentence.
import type { RunAct } from "#app/flows/report/run-act.ts";
import { saysOf } from "#app/flows/reasons.ts";
import { formatAgo, formatInstant } from "../format.ts";

export type RunView = {
  runId: string; flowId: number; flowName: string; version: number; customerId: string; firstName: string | null; lastName: string | null; email: string | null;
  state: "running" | "paused" | "ended" | "parked"; waits: "wait" | "ask" | "halted" | "approval" | null; step: string | null; control: boolean; reason: string | null; label: string | null;
  problem: string | null; enteredAt: string; dueAt: string | null; endedAt: string | null; title: string | null;
};

export type Badged = { label: string; tone?: "success" | "attention" | "critical" | "info" };

export function runBadge({ state, waits }: Pick<RunView, "state" | "waits">): Badged {
  if (state === "paused") return { label: "Paused", tone: "attention" };
  if (state === "parked") return { label: "Stuck", tone: "critical" };
  if (state === "ended") return { label: "Out" };
  if (waits === "halted") return { label: "Stopped", tone: "critical" };
  if (waits === "approval") return { label: "Waits for a yes", tone: "attention" };
  return { label: "In it", tone: "success" };
}

/** What comes next, or how it ended. */
export function nextWords({ state, waits, reason, label, problem, dueAt, endedAt }: Pick<RunView, "state" | "waits" | "reason" | "label" | "problem" | "dueAt" | "endedAt">, timeZone: string, now: string): string {
  if (state === "ended") return `${label === null ? "" : `As “${label}”. `}${reason === null ? "" : (saysOf(reason) ?? reason)}${endedAt === null ? "" : ` ${formatInstant(endedAt, timeZone)}`}`.trim();
  if (state === "parked") return problem ?? "A mistake of ours: see Problems.";
  if (state === "paused") return "Stands still until it is resumed.";
  if (waits === "halted") return "Its text was stopped until somebody looks.";
  const by = dueAt === null ? "" : ` ${dueAt <= now ? "now" : formatAgo(dueAt, now)}`;
  if (waits === "ask") return dueAt === null ? "A text is on its way." : `A text is on its way; given up${by} at the latest.`;
  if (waits === "approval") return `Waits for a yes; decided without one${by}.`;
  return dueAt === null ? "Waits for something to happen." : `Goes on${by} (${formatInstant(dueAt, timeZone)}), unless something happens before.`;
}

export function actsFor({ state, waits }: Pick<RunView, "state" | "waits">): RunAct[] {
  if (state === "ended" || state === "parked") return [];
  return state === "paused" || waits === "halted" ? ["resume", "end"] : ["pause", "end"];
}

export const ACT_WORDS: Record<RunAct, { label: string; title: (name: string) => string; says: string }> = {
  pause: { label: "Pause", title: (name) => `Pause the flow for ${name}?`, says: "They stay where they are, and get no texts from it until you resume it. An exit still takes them out." },
  resume: { label: "Resume", title: (name) => `Resume the flow for ${name}?`, says: "What should have happened meanwhile happens now; each text is asked about again before it goes." },
  end: { label: "Take out", title: (name) => `Take ${name} out of the flow?`, says: "They get nothing more from it. Whether they may enter it again is up to the flow’s rules." },
};

// The state of a run: nothing but its decisions, one after the other. advance.ts knows no other state, so what it knew can
// always be had again from the ledger.
import { invariant } from "../lib/invariant.ts";
import type { Became } from "./branch.ts";
import type { About, Decision, Line } from "./ledger.ts";
import type { StepId } from "./step-id.ts";

/** Ids of facts that did something; older ones can no longer meet anything that waits. */
export const HEARD_MAX = 500;

export type Blocked =
  | { kind: "wait"; until: number; fence: number }
  /** `halted`: a person has to look; until the text expires. */
  | { kind: "ask"; key: string; first: number; expires: number; until: number; fence: number; halted: boolean }
  | { kind: "approval"; key: string; until: number; fence: number };

/** `round`: how often the run had gone back when it was asked for. */
export type TextOf = { key: string; round: number; sentAt: number | null; skipped: string | null; became: Partial<Record<Became, number>> };

export type Run = {
  person: string;
  trigger: number;
  /** The instant of the fact that started it, and when it was let in. */
  since: number;
  enteredAt: number;
  about: About;
  /** Without texts: as one of the control group, or since an arm said so. */
  control: boolean;
  /** Of the flow's control group from the start. */
  isControl: boolean;
  /** Of each split the arm that was drawn. */
  arms: Readonly<Record<StepId, number>>;
  place: { step: StepId; pass: number } | null;
  /** From when waits count here; and by how much texts came later than they were asked for. */
  base: number;
  lag: number;
  blocked: Blocked | null;
  /** A timer with an older one is stale. */
  fence: number;
  passes: Readonly<Record<StepId, number>>;
  backs: Readonly<Record<StepId, number>>;
  texts: Readonly<Record<StepId, TextOf>>;
  sent: Readonly<Record<string, number>>;
  done: readonly string[];
  heard: readonly string[];
  late: readonly string[];
  goals: Readonly<Record<number, number>>;
  /** Exits that were taken, each once. */
  exits: readonly number[];
  isPaused: boolean;
  /** The next text is too late. */
  expire: boolean;
  ended: { reason: string; label: string | null; at: number } | null;
};

/** The state after a line; null: nobody has entered yet. */
export const afterLine = (run: Run | null, { decided, at }: Pick<Line, "decided" | "at">): Run | null => decided.reduce<Run | null>((state, decision) => apply(state, decision, at), run);

export const foldOf = (lines: readonly Line[]): Run | null => lines.reduce(afterLine, null);

export const roundOf = ({ backs }: Run): number => Object.values(backs).reduce((sum, times) => sum + times, 0);

export function apply(run: Run | null, decision: Decision, at: number): Run {
  if (decision.kind === "entered") {
    const { person, trigger, since, about, control } = decision;
    return {
      person, trigger, since, enteredAt: at, about, control, isControl: control, arms: {}, place: null, base: at, lag: 0, blocked: null, fence: 0, passes: {}, backs: {}, texts: {}, sent: {}, done: [], heard: [], late: [],
      goals: {}, exits: [], isPaused: false, expire: false, ended: null,
    };
  }
  invariant(run !== null, "the first decision of a run lets somebody in");
  return changed(run, decision, at);
}

function changed(run: Run, decision: Exclude<Decision, { kind: "entered" }>, at: number): Run {
  switch (decision.kind) {
    case "at": return { ...run, place: { step: decision.step, pass: decision.pass }, passes: { ...run.passes, [decision.step]: decision.pass }, base: decision.base, blocked: null };
    case "waits": return { ...run, fence: decision.fence, blocked: { kind: "wait", until: decision.until, fence: decision.fence } };
    case "goesOn": return { ...hearing(run, decision.fact), blocked: null };
    case "asks": case "sent": case "deferred": case "skipped": case "halted": case "withdrawn": return textChanged(run, decision);
    case "chose": {
      const arms = decision.reason === "drawn" ? { ...run.arms, [decision.step]: decision.path } : run.arms;
      return { ...hearing(run, decision.fact), blocked: null, control: run.control || decision.hold, arms };
    }
    case "does": return { ...run, done: [...run.done, decision.key] };
    case "leavesOut": return run;
    case "asksPerson": return { ...run, fence: decision.fence, blocked: { kind: "approval", key: decision.key, until: decision.until, fence: decision.fence } };
    case "back": return { ...run, backs: { ...run.backs, [decision.step]: decision.times } };
    case "became": {
      const text = run.texts[decision.step];
      return text ? { ...run, texts: { ...run.texts, [decision.step]: { ...text, became: { ...text.became, [decision.is]: decision.at } } } } : run;
    }
    case "reached": return { ...run, goals: { ...run.goals, [decision.goal]: decision.at } };
    case "late": return { ...hearing(run, decision.fact), late: [...run.late, decision.fact].slice(-HEARD_MAX) };
    case "left": return { ...hearing(run, decision.fact), exits: [...run.exits, decision.exit] };
    case "starts": return run;
    case "paused": return { ...run, isPaused: true };
    case "resumed": return resumed(run, decision);
    case "moved": return run;
    case "ended": return { ...run, blocked: null, place: null, ended: { reason: decision.reason, label: decision.label, at } };
    default: return decision satisfies never;
  }
}

function resumed(run: Run, { until, fence, expire }: Extract<Decision, { kind: "resumed" }>): Run {
  const again = run.blocked && until !== null ? { ...run.blocked, until, fence } : run.blocked;
  return { ...run, isPaused: false, expire, fence: Math.max(run.fence, fence), blocked: again?.kind === "ask" ? { ...again, halted: false } : again };
}

/** The step's text went in this round of the flow. */
export function hasGone(run: Run, step: StepId): boolean {
  const text = run.texts[step];
  return text !== undefined && text.sentAt !== null && text.round === roundOf(run);
}

type AboutText = Extract<Decision, { kind: "asks" | "sent" | "deferred" | "skipped" | "halted" | "withdrawn" }>;

function textChanged(run: Run, decision: AboutText): Run {
  const { step, key } = decision;
  const known = run.texts[step];
  const text: TextOf = known?.key === key ? known : { key, round: roundOf(run), sentAt: null, skipped: null, became: {} };
  const texts = (change: Partial<TextOf>) => ({ ...run.texts, [step]: { ...text, ...change } });
  switch (decision.kind) {
    case "asks": {
      const { first, expires, until, fence } = decision;
      return { ...run, fence, texts: texts({}), blocked: { kind: "ask", key, first, expires, until, fence, halted: false } };
    }
    case "sent": {
      const sent = { ...run, texts: texts({ sentAt: decision.at, skipped: null }), sent: { ...run.sent, [key]: decision.at } };
      return decision.late ? sent : { ...sent, blocked: null, base: decision.base, lag: run.lag + decision.lag };
    }
    case "deferred": return run.blocked?.kind === "ask" ? { ...run, fence: decision.fence, blocked: { ...run.blocked, until: decision.until, fence: decision.fence } } : run;
    // Whoever is moved back time and again keeps the text that went: each time it is what they have had.
    case "skipped": return { ...run, blocked: null, expire: false, texts: known && known.key !== key && hasGone(run, step) ? run.texts : texts({ skipped: decision.reason }) };
    case "halted": return run.blocked?.kind === "ask" ? { ...run, blocked: { ...run.blocked, halted: true } } : run;
    case "withdrawn": return { ...run, blocked: null };
    default: return decision satisfies never;
  }
}

const hearing = (run: Run, fact: string | null): Run => (fact === null || run.heard.includes(fact) ? run : { ...run, heard: [...run.heard, fact].slice(-HEARD_MAX) });

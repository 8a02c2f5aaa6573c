// What a line of a ledger adds to the counts of its flow: each decision counts at one step, or knowingly nowhere. Counts are
// kept by the day of the line, so they equal at any time what counting the lines themselves would give.
import { apply, type Run } from "../fold.ts";
import type { Decision, Line } from "../ledger.ts";

export const WHATS = [
  "entered", "arrived", "waits", "goesOn", "asked", "askedAgain", "sent", "deferred", "skipped", "halted", "withdrawn", "chose", "did", "leftOut", "wentBack", "became", "reached", "late", "exited", "started",
  "paused", "resumed", "moved", "ended", "drew", "drewClicked", "drewReplied", "drewOptedOut", "drewReached",
] as const;
export type What = (typeof WHATS)[number];

/** `step`: "" is the flow itself. `control`: of the flow's control group as they entered. `day`: "2026-01-31" in the shop's zone. */
export type Count = { flow: number; version: number; step: string; what: What; reason: string; control: boolean; day: string; count: number; ms: number };

/** `runBefore`: as it was before the line; null: the line lets somebody in. */
export function countsOf(flow: number, line: Line, runBefore: Run | null, dayOf: (at: number) => string): Count[] {
  const day = dayOf(line.at);
  const counts: Count[] = [];
  let run = runBefore;
  for (const decision of line.decided) {
    const before = run;
    run = apply(run, decision, line.at);
    const add: Add = (step, what, reason = "", ms = 0) => counts.push({ flow, version: line.version, step, what, reason, control: run?.isControl ?? false, day, count: 1, ms });
    addDecision(add, decision, before, line.at);
    if (before) addArms(add, decision, before);
  }
  return counts;
}

type Add = (step: string, what: What, reason?: string, ms?: number) => void;

/** Where somebody stands who is let in, sent on or ended as a whole. */
const placeOf = (run: Run | null): string => run?.place?.step ?? "";

function addDecision(add: Add, decision: Decision, before: Run | null, at: number): void {
  switch (decision.kind) {
    case "entered": return add("", "entered", String(decision.trigger));
    case "at": return add(decision.step, "arrived");
    case "waits": return add(decision.step, "waits", decision.reason, decision.until - at);
    case "goesOn": return add(decision.step, "goesOn", decision.reason);
    case "asks": return add(decision.step, decision.first === at ? "asked" : "askedAgain");
    case "sent": return add(decision.step, "sent", decision.late ? "late" : "", before?.blocked?.kind === "ask" ? Math.max(decision.at - before.blocked.first, 0) : 0);
    case "deferred": return add(decision.step, "deferred", decision.reason, Math.max(decision.until - at, 0));
    case "skipped": return add(decision.step, "skipped", decision.reason);
    case "halted": return add(decision.step, "halted", decision.reason);
    case "withdrawn": return add(decision.step, "withdrawn", decision.reason);
    case "chose": return add(decision.step, "chose", String(decision.path));
    case "does": return add(decision.step, "did", decision.what);
    case "leavesOut": return add(decision.step, "leftOut", decision.reason);
    // The question itself is a doing, and the wait for its answer is told by the run.
    case "asksPerson": return;
    case "back": return add(decision.step, "wentBack");
    case "became": return add(decision.step, "became", decision.is);
    case "reached": return add("", "reached", String(decision.goal));
    case "late": return add(placeOf(before), "late", decision.event);
    case "left": return add(placeOf(before), "exited", String(decision.exit));
    case "starts": return add(placeOf(before), "started", decision.flow);
    case "paused": return add(placeOf(before), "paused");
    case "resumed": return add(placeOf(before), "resumed");
    case "moved": return add(placeOf(before), "moved", decision.step ?? "");
    case "ended": return add(placeOf(before), "ended", decision.reason);
    default: return decision satisfies never;
  }
}

/** What runs of each arm came to: each run once, however often it does so, from when its lot was drawn. */
function addArms(add: Add, decision: Decision, before: Run): void {
  if (decision.kind === "chose" && decision.reason === "drawn" && before.arms[decision.step] === undefined) add(decision.step, "drew", String(decision.path));
  const arms = Object.entries(before.arms);
  const each = (what: What, more = "") => arms.forEach(([step, path]) => add(step, what, `${path}${more}`));
  if (decision.kind === "became" && decision.is === "clicked" && isFirst(before, "clicked")) each("drewClicked");
  if (decision.kind === "became" && decision.is === "replied" && isFirst(before, "replied")) each("drewReplied");
  if (decision.kind === "ended" && decision.reason === "unsubscribed") each("drewOptedOut");
  if (decision.kind === "reached") each("drewReached", `/${decision.goal}`);
}

const isFirst = ({ texts }: Run, is: "clicked" | "replied"): boolean => Object.values(texts).every(({ became }) => became[is] === undefined);

const keyOf = ({ flow, version, step, what, reason, control, day }: Count): string => JSON.stringify([flow, version, step, what, reason, control, day]);

/** Each key once, added up, in one order: as many rows as the table takes. */
export function summed(counts: readonly Count[]): Count[] {
  const sums = new Map<string, Count>();
  for (const each of counts) {
    const known = sums.get(keyOf(each));
    sums.set(keyOf(each), known ? { ...known, count: known.count + each.count, ms: known.ms + each.ms } : each);
  }
  return [...sums.entries()].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum);
}

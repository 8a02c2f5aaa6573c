// Branches: which path, now or when something happens, and by hash where chance decides: the same person takes the same arm
// in every version and every replay.
import { BUCKETS } from "../segments/definition.ts";
import { bucketOf } from "../segments/match/others.ts";
import type { Listened } from "./facts.ts";
import { type Fact, fits, happened, sinceOf } from "./listen.ts";
import { firstOf } from "./pauses.ts";
import { go, type Pen, wait } from "./pen.ts";
import { after } from "./span.ts";
import type { StepOf } from "./step.ts";
import type { StepId } from "./step-id.ts";

type Branch = StepOf<"branch">;
type Split = StepOf<"split"> | StepOf<"experiment">;

function choose(pen: Pen, step: StepId, path: number, to: StepId | null, reason: string, base: number, fact: string | null = null, hold = false): void {
  pen.write({ kind: "chose", step, path, reason, fact, hold });
  go(pen, to, base);
}

export function enterBranch(pen: Pen, step: Branch, pass: number): void {
  const name = `${step.id}/${pass}`;
  const { base } = pen.run();
  switch (step.by) {
    case "yesNo": {
      const holds = pen.ask.holds(name, step.when);
      if (holds === true) return choose(pen, step.id, 0, step.yes, "holds", base);
      return choose(pen, step.id, -1, step.otherwise, holds === null ? "unknown" : "otherwise", base);
    }
    case "ordered": {
      const index = step.paths.findIndex(({ when }, at) => pen.ask.holds(`${name} ${at}`, when) === true);
      return choose(pen, step.id, index, step.paths[index]?.next ?? (index < 0 ? step.otherwise : null), index < 0 ? "otherwise" : "holds", base);
    }
    case "first": case "reply": {
      const ends = after(base, step.within, "UTC");
      if (ends <= pen.now) return branchDue(pen, step, pass, ends);
      const isRanked = step.by === "first" && step.ranked;
      if (isRanked || !decideFirst(pen, step, name, null)) wait(pen, step.id, ends, step.by);
      return;
    }
    case "outcome": {
      if (decideOutcome(pen, step, name)) return;
      const ends = step.within ? after(pen.run().texts[step.of]?.sentAt ?? base, step.within, "UTC") : base;
      if (ends > pen.now && pen.run().texts[step.of]?.sentAt != null) wait(pen, step.id, ends, "outcome");
      else choose(pen, step.id, -1, step.otherwise, "otherwise", Math.max(base, Math.min(ends, pen.now)));
      return;
    }
    default: return step satisfies never;
  }
}

const listenedOf = (step: Extract<Branch, { by: "first" | "reply" }>): Listened[] =>
  step.by === "first" ? step.paths.map(({ on }) => on) : step.paths.map(({ words, match }) => ({ event: "smsReplied", where: [], whereAny: false, own: false, reply: { words, match } }));

/** The earliest of what is known by now, and of the fact at hand; of two at once the path that is listed first. */
function decideFirst(pen: Pen, step: Extract<Branch, { by: "first" | "reply" }>, name: string, fact: Fact | null): boolean {
  const { base } = pen.run();
  const ends = after(base, step.within, "UTC");
  const all = listenedOf(step).map((listened, index) => {
    const known = happened(pen, listened, sinceOf(pen, step), `${name} ${index}`);
    const told = fact && fits(pen, listened, fact, sinceOf(pen, step), `${name} ${index}`) ? { id: fact.id, at: fact.at } : null;
    const first = firstOf([known, told]);
    return first && first.at <= ends ? first : null;
  });
  const first = step.by === "first" && step.ranked ? all.find((each) => each !== null) : firstOf(all);
  if (!first) return false;
  const index = all.findIndex((each) => each?.id === first.id);
  choose(pen, step.id, index, step.paths[index]?.next ?? null, "happened", Math.max(base, first.at), first.id);
  return true;
}

function decideOutcome(pen: Pen, step: Extract<Branch, { by: "outcome" }>, name: string): boolean {
  const { base, texts } = pen.run();
  const text = texts[step.of];
  const index = step.paths.findIndex(({ is, reason }, at) => {
    if (is === "skipped") return text !== undefined && text.skipped !== null && (reason === null || reason === text.skipped);
    if (is === "ordered") return text?.sentAt != null && happened(pen, { event: "order", where: [], whereAny: false, own: false }, text.sentAt, `${name} ${at}`) !== null;
    return text?.became[is] !== undefined;
  });
  if (index < 0) return false;
  choose(pen, step.id, index, step.paths[index]?.next ?? null, "became", Math.max(base, pen.now));
  return true;
}

export function branchHears(pen: Pen, step: Branch, pass: number, fact: Fact): void {
  const name = `${step.id}/${pass}`;
  if (step.by === "outcome") return void decideOutcome(pen, step, name);
  if ((step.by !== "first" && step.by !== "reply") || (step.by === "first" && step.ranked)) return;
  if (listenedOf(step).some((listened, index) => fits(pen, listened, fact, sinceOf(pen, step), `${name} ${index}`))) decideFirst(pen, step, name, fact);
}

/** What is known by now, whether or not it was told. */
export function branchLooks(pen: Pen, step: Branch, pass: number): void {
  const name = `${step.id}/${pass}`;
  if (step.by === "reply" || (step.by === "first" && !step.ranked)) decideFirst(pen, step, name, null);
  if (step.by === "outcome") decideOutcome(pen, step, name);
}

export function branchDue(pen: Pen, step: Branch, pass: number, until: number): void {
  const name = `${step.id}/${pass}`;
  if ((step.by === "first" || step.by === "reply") && decideFirst(pen, step, name, null)) return;
  if (step.by === "outcome" && decideOutcome(pen, step, name)) return;
  choose(pen, step.id, -1, step.otherwise, "timeout", Math.max(pen.run().base, until));
}

/** Whoever comes here again in one run takes their arm again. `weights` of the experiment as it stands, where it has been decided or shifts by itself. */
export function enterSplit(pen: Pen, step: Split): void {
  const before = pen.run().arms[step.id];
  if (before !== undefined && step.arms[before]) return takeArm(pen, step, before);
  const written = step.arms.map(({ weight }) => weight);
  const weights = (step.kind === "experiment" ? pen.ask.weights(step.id, step) : null) ?? written;
  takeArm(pen, step, armOf(step.salt, pen.run().person, weights.length === written.length ? weights : written));
}

function takeArm(pen: Pen, step: Split, index: number): void {
  const arm = step.arms[index];
  choose(pen, step.id, index, arm?.next ?? null, "drawn", pen.run().base, null, arm?.hold ?? false);
}

function armOf(salt: string, person: string, weights: readonly number[]): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const drawn = (bucketOf(salt, person) / BUCKETS) * total;
  let below = 0;
  for (const [index, weight] of weights.entries()) {
    below += weight;
    if (drawn < below) return index;
  }
  return weights.length - 1;
}

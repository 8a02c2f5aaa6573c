// What happened at each step: who came, who is there now, what was sent and what kept a text back, where they went on, and
// what became of the texts. In the order of the newest version; steps that only older ones have come after.
import type { Step } from "../step.ts";
import type { StepId } from "../step-id.ts";
import { bothOf, type Both, definitionOf, exitLabel, type Known, type Tally, tallied, type Counted } from "./known.ts";
import { pathLabel, stepTitle } from "./step-title.ts";
import { type Way, waysOf } from "./ways.ts";

/** Now, and how many of them are due by then. */
export type Waiting = { people: number; hour: number; day: number; week: number; halted: number; approval: number; paused: number; parked: number };

export type StepText = {
  delivered: number; /** No word yet. */ open: number; doubt: number; errors: Tally; parts: number; micros: number;
  clickers: number; clicks: number; machines: number; replied: number; optedOut: number;
  ordered: { people: number; orders: number; minor: number; refunded: number; discount: number };
};

export type StepReport = {
  id: StepId;
  /** As the newest version with this step has it; null: no version has. */
  kind: Step["kind"] | null;
  title: string;
  /** The newest version has it no more. */
  isGone: boolean;
  /** `title`: of the step that it leads to. */
  ways: (Way & { title: string | null })[];
  arrived: Both;
  waiting: Waiting;
  asked: number;
  sent: { count: number; ms: number };
  deferred: Tally; skipped: Tally; halted: Tally; withdrawn: Tally; chose: Tally; goesOn: Tally; did: number; leftOut: number; late: number;
  ended: Tally; exits: Tally;
  text: StepText | null;
};

export function stepsOf(known: Known): StepReport[] {
  const newest = known.versions[0]?.definition.steps ?? [];
  const ids = [...new Set([...known.versions.flatMap(({ definition }) => definition.steps.map(({ id }) => id)), ...known.counts.map(({ step }) => step).filter((step) => step !== "")])];
  const steps = ids.map((id) => stepReport(known, id, !newest.some((step) => step.id === id)));
  const titles = new Map(steps.map(({ id, title }) => [id, title]));
  return steps.map((step) => ({ ...step, ways: step.ways.map((way) => ({ ...way, title: way.to === null ? null : (titles.get(way.to) ?? way.to) })) }));
}

function stepReport(known: Known, id: StepId, isGone: boolean): StepReport {
  const step = known.versions.flatMap(({ definition }) => definition.steps.filter((each) => each.id === id))[0] ?? null;
  const counts = known.counts.filter((count) => count.step === id);
  const of = (what: Counted["what"]) => counts.filter((count) => count.what === what);
  const all = (what: Counted["what"], why: string | null = null) => of(what).reduce((sum, { reason, count }) => (why === null || reason === why ? sum + count : sum), 0);
  const arrived = bothOf(of("arrived"));
  const waiting = waitingAt(known, id);
  const sent = of("sent").reduce((sum, { count, ms }) => ({ count: sum.count + count, ms: sum.ms + ms }), { count: 0, ms: 0 });
  const [skipped, goesOn] = [tallied(of("skipped")), tallied(of("goesOn"))];
  const chose = tallied(of("chose").map((count) => ({ ...count, reason: pathLabel(definitionOf(known, count.version)?.steps.find((each) => each.id === id), Number(count.reason)) })));
  return {
    id, isGone, arrived, waiting, sent, skipped, goesOn, chose,
    kind: step?.kind ?? null, title: step ? stepTitle(step, step.kind === "send" && step.message.kind === "saved" ? (known.messages.get(step.message.id) ?? null) : null) : id,
    ways: step ? waysOf(step, { arrived: arrived.texts + arrived.control, held: waiting.people, lost: lostAt(of), sent: sent.count - all("sent", "late"), skipped, goesOn, chose, wentBack: all("wentBack") }).map((way) => ({ ...way, title: null })) : [],
    asked: all("asked"),
    deferred: tallied(of("deferred")), halted: tallied(of("halted")), withdrawn: tallied(of("withdrawn")),
    did: all("did"), leftOut: all("leftOut"), late: all("late"),
    ended: tallied(of("ended")), exits: tallied(of("exited").map((count) => ({ ...count, reason: exitLabel(known, count) }))),
    text: step?.kind === "send" ? textOf(known, id, of("became").filter(({ reason }) => reason === "replied")) : null,
  };
}

/** An exit that ends a run counts as its end, one that leads on by itself. Whoever came to the end by a way was not lost. */
function lostAt(of: (what: Counted["what"]) => Counted[]): number {
  const sum = (counts: readonly Counted[]) => counts.reduce((all, { count }) => all + count, 0);
  const [ended, exited, moved] = [of("ended"), of("exited"), of("moved")];
  const byExit = sum(ended.filter(({ reason }) => reason === "exit"));
  return sum(ended.filter(({ reason }) => reason !== "finished" && reason !== "neverSent" && reason !== "movedOut")) + (sum(exited) - byExit) + sum(moved);
}

function waitingAt({ standing }: Known, id: StepId): Waiting {
  const waiting: Waiting = { people: 0, hour: 0, day: 0, week: 0, halted: 0, approval: 0, paused: 0, parked: 0 };
  for (const { step, waits, people, hour, day, week } of standing) {
    if (step !== id) continue;
    waiting.people += people;
    waiting.hour += hour;
    waiting.day += day;
    waiting.week += week;
    if (waits === "halted" || waits === "approval" || waits === "paused" || waits === "parked") waiting[waits] += people;
  }
  return waiting;
}

function textOf(known: Known, id: StepId, replies: readonly Counted[]): StepText {
  const mine = known.texts.filter(({ step }) => step === id);
  const went = mine.filter(({ state }) => state !== "failed");
  const sum = (of: typeof mine, what: "texts" | "parts" | "micros") => of.reduce((all, each) => all + each[what], 0);
  const inState = (...states: string[]) => sum(mine.filter(({ state }) => states.includes(state)), "texts");
  const click = known.clicks.find(({ step }) => step === id);
  const bought = known.ordered.find(({ step, control, isAll }) => step === id && !control && !isAll);
  return {
    delivered: inState("delivered"), open: inState("sent"), doubt: inState("doubt"),
    errors: tallied(mine.filter(({ state }) => state === "undelivered" || state === "failed").map(({ error, texts }) => ({ reason: error ?? "none", count: texts, ms: 0 }))),
    parts: sum(went, "parts"), micros: sum(went, "micros"),
    clickers: click?.clickers ?? 0, clicks: click?.clicks ?? 0, machines: click?.machines ?? 0,
    replied: replies.reduce((all, { count }) => all + count, 0), optedOut: known.optOuts.find(({ step }) => step === id)?.people ?? 0,
    ordered: { people: bought?.people ?? 0, orders: bought?.orders ?? 0, minor: bought?.minor ?? 0, refunded: bought?.refunded ?? 0, discount: bought?.discount ?? 0 },
  };
}

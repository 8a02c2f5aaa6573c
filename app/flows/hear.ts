// What a run does about one thing that it hears. Who enters, who is stopped and who exits has been seen to before
// (advance.ts).
import { branchDue, branchHears, branchLooks } from "./branches.ts";
import type { Became } from "./branch.ts";
import type { Happening } from "./happening.ts";
import type { Heard, HeardOf } from "./ledger.ts";
import { exitNow, type Fact, fits } from "./listen.ts";
import { waitDue, waitHears, waitLooks } from "./pauses.ts";
import { end, go, goOn, isOver, lastAt, type Pen, placeOf, withdraw } from "./pen.ts";
import { aboutMs } from "./span.ts";
import { answered, textDue } from "./texts.ts";

export function hear(pen: Pen, heard: Exclude<Heard, { kind: "enter" | "stop" }>): void {
  if (!pen.hasRun()) return;
  if (isOver(pen)) return afterEnd(pen, heard);
  switch (heard.kind) {
    case "fact": return hearFact(pen, heard);
    case "changed": return looks(pen);
    case "timer": return timer(pen, heard);
    case "answer": return answered(pen, heard);
    case "approved": return approved(pen, heard);
    case "pause": return pen.run().isPaused ? undefined : pen.write({ kind: "paused" });
    case "resume": return resume(pen, heard);
    case "move": return move(pen, heard);
    default: return heard satisfies never;
  }
}

/** Whoever is out may still reach a goal, and a text may have gone that could not be taken back. */
function afterEnd(pen: Pen, heard: Heard): void {
  if (heard.kind === "answer") answered(pen, heard);
  if (heard.kind === "fact") {
    outcome(pen, heard);
    goals(pen, heard);
  }
}

function hearFact(pen: Pen, fact: Fact): void {
  outcome(pen, fact);
  if (goals(pen, fact) || pen.run().heard.includes(fact.id)) return;
  const place = placeOf(pen);
  const { blocked, isPaused } = pen.run();
  if (!place || blocked?.kind !== "wait" || isPaused || (place.step.kind !== "wait" && place.step.kind !== "branch")) return;
  if (pen.now - fact.at > aboutMs(pen.flow.maxAge)) {
    if (isListened(pen, fact)) pen.write({ kind: "late", fact: fact.id, event: fact.event, at: fact.at });
    return;
  }
  if (place.step.kind === "wait") waitHears(pen, place.step, place.pass, fact);
  else branchHears(pen, place.step, place.pass, fact);
}

function isListened(pen: Pen, fact: Fact): boolean {
  const step = placeOf(pen)?.step;
  if (step?.kind === "wait") return step.how === "event" ? step.on.some(({ event }) => event === fact.event) : step.how === "delivery" && fact.event === "delivered";
  return step?.kind === "branch" && ((step.by === "first" && step.paths.some(({ on }) => on.event === fact.event)) || (step.by === "reply" && fact.event === "smsReplied"));
}

const BECAME: Partial<Record<Happening, Became>> = { smsDelivered: "delivered", smsFailed: "failed", smsClicked: "clicked", smsReplied: "replied" };

function outcome(pen: Pen, fact: Fact): void {
  const is = BECAME[fact.event];
  const found = fact.text === null || !is ? undefined : Object.entries(pen.run().texts).find(([, { key }]) => key === fact.text);
  if (found && is && found[1].became[is] === undefined) pen.write({ kind: "became", step: found[0], is, at: fact.at, fact: fact.id });
}

/** True where one of them ends the run. */
function goals(pen: Pen, fact: Fact): boolean {
  for (const [index, goal] of pen.flow.goals.entries()) {
    const { goals: reached, since, ended } = pen.run();
    const from = goal.since === "entry" ? since : ended ? ended.at : Infinity;
    if (reached[index] !== undefined || fact.at <= since || (from !== Infinity && fact.at > from + aboutMs(goal.within)) || !fits(pen, goal.on, fact, since, `goal ${index}`)) continue;
    pen.write({ kind: "reached", goal: index, at: fact.at, fact: fact.id });
    if (!goal.exits || ended) continue;
    end(pen, "goal", goal.label);
    return true;
  }
  return false;
}

/** Conditions may have changed. */
function looks(pen: Pen): void {
  if (exitNow(pen, false)) return;
  const { when, recheck } = pen.flow.entry;
  if (recheck === "always" && when && pen.ask.holds("entry", when) !== true) return end(pen, "filteredOut");
  const place = placeOf(pen);
  if (!place || pen.run().blocked?.kind !== "wait" || pen.run().isPaused) return;
  if (place.step.kind === "wait") waitLooks(pen, place.step, place.pass);
  if (place.step.kind === "branch") branchLooks(pen, place.step, place.pass);
}

/** A stale one does nothing, and one that comes early neither. */
function timer(pen: Pen, { fence }: HeardOf<"timer">): void {
  const { blocked, isPaused } = pen.run();
  const place = placeOf(pen);
  if (!place || isPaused || blocked?.fence !== fence || pen.now < blocked.until) return;
  if (pen.now >= lastAt(pen)) return end(pen, "timeLimit");
  const { step, pass } = place;
  if (step.kind === "send") return textDue(pen, step);
  if (step.kind === "wait") return waitDue(pen, step, pass, blocked.until);
  if (step.kind === "branch") return branchDue(pen, step, pass, blocked.until);
  if (step.kind === "approval") goOn(pen, step.id, "timeout", step.otherwise, blocked.until);
}

function approved(pen: Pen, { key, yes }: HeardOf<"approved">): void {
  const { blocked } = pen.run();
  const step = placeOf(pen)?.step;
  if (step?.kind !== "approval" || blocked?.kind !== "approval" || blocked.key !== key) return;
  goOn(pen, step.id, yes ? "approved" : "refused", yes ? step.next : step.otherwise, pen.now);
}

function resume(pen: Pen, { overdue, at }: HeardOf<"resume">): void {
  const { isPaused, blocked, fence } = pen.run();
  const isHalted = blocked?.kind === "ask" && blocked.halted;
  if (!isPaused && !isHalted) return;
  const isOverdue = blocked !== null && (blocked.until <= pen.now || isHalted);
  pen.write({ kind: "resumed", until: isOverdue ? Math.max(at, pen.now) : null, fence: isOverdue ? fence + 1 : fence, expire: isOverdue && overdue === "expire" });
  looks(pen);
}

/** To the same step of another version: its wait is counted anew from when it began. A text that is on its way stays so. */
function move(pen: Pen, { step }: HeardOf<"move">): void {
  pen.write({ kind: "moved", step });
  const { place, blocked, base } = pen.run();
  if (step === null) return end(pen, "movedOut");
  if (place?.step === step && blocked?.kind === "ask") return;
  withdraw(pen, "moved");
  if (place?.step === step) pen.write({ kind: "at", step, pass: place.pass, base });
  else go(pen, step, base);
}

// The interpreter of flows, and the only one: live runs, a test on one person, replays, shadow runs and the simulator all ask
// it. A version, a run, what was heard, the person's facts and the instant make one line of the ledger; nothing else plays a
// part. What was heard at one instant may come in any order, and twice: the line is the same.
import { noFacts, noting, type Facts } from "./facts.ts";
import type { FlowDefinition } from "./definition.ts";
import { afterLine, type Run } from "./fold.ts";
import { hear } from "./hear.ts";
import type { Heard, HeardOf, Line, Seen } from "./ledger.ts";
import { exitBy } from "./listen.ts";
import { end, isOver, penFor, type Pen } from "./pen.ts";
import { walk } from "./walk.ts";
import { invariant } from "../lib/invariant.ts";

export type Version = { version: number; definition: FlowDefinition };

/** Null: nothing is decided, so nothing is written down. */
export function advance(flow: Version, run: Run | null, heard: readonly Heard[], facts: Facts, now: number): Line | null {
  return decide(flow, run, heard, facts, now, {});
}

function decide(flow: Version, run: Run | null, heard: readonly Heard[], facts: Facts, now: number, seen: Seen): Line | null {
  const all = ordered(heard);
  const pen = penFor(flow.definition, run, noting(facts, seen), now);
  for (const each of all) if (each.kind === "enter" && !pen.hasRun()) enter(pen, each);
  for (const each of all) if (each.kind === "stop" && !isOver(pen)) end(pen, each.reason);
  // Whatever ends the run goes before whatever moves it.
  for (const each of all) if (each.kind === "fact") exitBy(pen, each);
  walk(pen);
  for (const each of all) {
    if (each.kind === "enter" || each.kind === "stop") continue;
    hear(pen, each);
    walk(pen);
  }
  return pen.decided.length === 0 ? null : { version: flow.version, at: now, heard: all, seen, decided: pen.decided };
}

function enter(pen: Pen, { person, trigger, at, about, control, place }: HeardOf<"enter">): void {
  pen.write({ kind: "entered", person, trigger, since: at, about, control });
  pen.write({ kind: "at", step: place?.step ?? pen.flow.first, pass: 1, base: place?.base ?? pen.now });
}

const RANK: Record<Heard["kind"], number> = { enter: 0, stop: 1, fact: 2, changed: 3, answer: 4, approved: 5, pause: 6, resume: 7, move: 8, timer: 9 };

/** One order for every order of arrival; each once. */
function ordered(heard: readonly Heard[]): Heard[] {
  if (heard.length < 2) return [...heard];
  const named = heard.map((each) => ({ each, name: JSON.stringify(each, Object.keys(each).sort()) + (each.kind === "fact" || each.kind === "enter" ? JSON.stringify(Object.entries(each.about).sort()) : "") }));
  const once = [...new Map(named.map((one) => [one.name, one])).values()];
  const at = (each: Heard) => (each.kind === "fact" ? each.at : 0);
  return once.sort((one, other) => RANK[one.each.kind] - RANK[other.each.kind] || at(one.each) - at(other.each) || (one.name < other.name ? -1 : 1)).map(({ each }) => each);
}

/** Each line decided again from what it says alone: the same bytes, or our bug. */
export function redecide(versionOf: (version: number) => FlowDefinition, lines: readonly Line[]): Line[] {
  let run: Run | null = null;
  return lines.map((line) => {
    const again = decide({ version: line.version, definition: versionOf(line.version) }, run, line.heard, noFacts(), line.at, { ...line.seen });
    invariant(again, "a line that decided something decides it again");
    run = afterLine(run, line);
    return again;
  });
}


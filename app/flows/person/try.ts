// A flow tried on one person from now on, with a clock of its own: as if they entered now, and nothing more happened than
// time. What the gate would say is asked at each instant; no text goes. Pure.
import { mayEnter, type MayEnter } from "../enter.ts";
import type { About, Decision } from "../ledger.ts";
import { answerAll, gateOf } from "../replay/gate-answers.ts";
import { PersonAt } from "../replay/person-at.ts";
import type { Past, Replaying } from "../replay/replaying.ts";
import { Walk } from "../replay/walk.ts";

/** `step`: at which they stood; null: in no step. */
export type Tried = { at: number; step: string | null; decision: Decision };
export type TriedRun = { enters: MayEnter; steps: Tried[]; /** It goes on beyond what was looked at. */ isCut: boolean };

const TURNS_MAX = 500;

/** Also where they may not enter, which is said: the steps are then what would come. */
export function tryPerson(trying: Replaying, past: Past, about: About, now: number): TriedRun {
  const { version, flow, ask } = trying;
  const { customerId } = past.person.customer;
  const person = new PersonAt(trying, past, now);
  const { when } = version.definition.entry;
  const enters = mayEnter(version.definition, { person: customerId, trigger: 0, id: "try", at: now, about, known: false }, {
    isGone: false, formers: [], rivals: [], holds: when ? person.facts(null).holds(when) : true, leftSegmentAt: null, entries: { hour: 0, day: 0, total: 0, hourFrom: null, dayFrom: null }, zone: ask.zone, flow,
  }, now);
  const gate = gateOf(trying, past);
  const walk = new Walk("1", customerId, version);
  walk.enter({ kind: "enter", person: customerId, trigger: 0, id: "try", at: now, about, control: enters.enters && enters.control }, person, now);
  let at = now;
  let turns = 0;
  for (; turns < TURNS_MAX && at < trying.until; turns += 1) {
    const asked = walk.takeAsked();
    answerAll(gate, asked.map((each) => ({ walk, asked: each })), at);
    if (asked.length === 0) at = Math.max(at, walk.dueAt());
    if (at >= trying.until || !walk.isDue(at)) break;
    walk.advance(new PersonAt(trying, past, at), at);
  }
  const lines = walk.replayed().steps.map(({ line }) => line);
  const steps: Tried[] = [];
  let step: string | null = null;
  for (const line of lines) for (const decision of line.decided) {
    if (decision.kind === "at") step = decision.step;
    steps.push({ at: line.at, step: "step" in decision && decision.step !== null ? decision.step : step, decision });
  }
  return { enters, steps, isCut: walk.state().ended === null };
}

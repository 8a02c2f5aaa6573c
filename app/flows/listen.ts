// Whether a fact is what somebody listens for, and what became of what was listened for before anybody asked.
import type { Listened } from "./facts.ts";
import type { Run } from "./fold.ts";
import type { HeardOf } from "./ledger.ts";
import { end, isOver, type Pen, withdraw } from "./pen.ts";
import type { StepOf } from "./step.ts";

export type Fact = HeardOf<"fact">;
export type Happened = { id: string; at: number };

/** `ask` names the question in the ledger. */
export function fits(pen: Pen, listened: Listened, fact: Fact, since: number, ask: string): boolean {
  if (listened.event !== fact.event || fact.at < since || (listened.own && !isOwn(pen.run(), fact))) return false;
  return (listened.where.length === 0 && !listened.reply) || pen.ask.meets(`${ask} ${fact.id}`, listened, fact.id);
}

const isOwn = ({ about, texts }: Run, fact: Fact): boolean =>
  Object.entries(fact.about).some(([kind, id]) => about[kind as keyof typeof about] === id) || Object.values(texts).some(({ key }) => key === fact.text);

const textsOf = ({ texts }: Run): string[] => Object.values(texts).map(({ key }) => key);

/** The first such event since then that is known by now, unless it was told too late. */
export function happened(pen: Pen, listened: Listened, since: number, ask: string): Happened | null {
  const known = pen.ask.happened(ask, listened, since, pen.run().about, textsOf(pen.run()));
  return known && pen.run().late.includes(known.id) ? null : known;
}

/** What ended the wait before does not end this one as well. */
export const sinceOf = (pen: Pen, step: StepOf<"wait"> | StepOf<"branch">): number => ("since" in step && step.since === "entry" ? pen.run().since : pen.run().base) + 1;

/** What starts the clock of a run is no exit of it. */
const firstAfter = (pen: Pen): number => pen.run().since + 1;

/** At the first of these exits the run ends, or goes where the exit says. Whoever opts out is out at once, whatever the flow says. */
export function exitBy(pen: Pen, fact: Fact): void {
  if (isOver(pen) || fact.at <= pen.run().since || pen.run().heard.includes(fact.id)) return;
  if (fact.event === "smsOptedOut") return end(pen, "unsubscribed");
  const index = pen.flow.exits.findIndex((exit, at) => exit.on !== null && isInForce(pen, at) && fits(pen, exit.on, fact, firstAfter(pen), `exit ${at}`));
  if (index >= 0) take(pen, index, fact.id, Math.max(pen.run().base, fact.at));
}

/** Conditions that hold by now; before a text also events that are known but were not told yet. */
export function exitNow(pen: Pen, withEvents: boolean): boolean {
  const index = pen.flow.exits.findIndex((exit, at) => {
    if (!isInForce(pen, at)) return false;
    if (exit.when) return pen.ask.holds(`exit ${at}`, exit.when) === true;
    return withEvents && exit.on !== null && happened(pen, exit.on, firstAfter(pen), `exit ${at}`) !== null;
  });
  if (index >= 0) take(pen, index, null, pen.now);
  return index >= 0;
}

function isInForce(pen: Pen, index: number): boolean {
  const { exits, place } = pen.run();
  const exit = pen.flow.exits[index];
  return exit !== undefined && !exits.includes(index) && (exit.at.length === 0 || (place !== null && exit.at.includes(place.step)));
}

function take(pen: Pen, index: number, fact: string | null, base: number): void {
  const exit = pen.flow.exits[index];
  if (!exit) return;
  pen.write({ kind: "left", exit: index, fact });
  if (exit.starts !== null) pen.write({ kind: "starts", flow: exit.starts });
  if (exit.to === null) end(pen, "exit", exit.label);
  else {
    withdraw(pen, "exit");
    pen.write({ kind: "at", step: exit.to, pass: (pen.run().passes[exit.to] ?? 0) + 1, base });
  }
}

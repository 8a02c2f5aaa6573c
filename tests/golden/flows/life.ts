// One person's life in a flow, from a seed: facts that are told late, twice and out of order, a gate of moods, pauses and
// moves. Nothing here knows how the interpreter works; it answers what it is asked and does what it is told.
import { advance, type Version } from "#app/flows/advance.ts";
import type { Facts } from "#app/flows/facts.ts";
import { afterLine, type Run } from "#app/flows/fold.ts";
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { Heard, HeardOf, Line } from "#app/flows/ledger.ts";
import { days, hours, minutes } from "#app/lib/time.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { EVENTS } from "./random-flow.ts";

export const START = Date.UTC(2026, 2, 1, 15);
const TURNS_MAX = 3_000;

/** A whole number from 0 on. The same seed, the same life. */
type Chance = (below: number) => number;
function chanceOf(seed: number): Chance {
  const { whole } = chanceFrom(seed);
  return (below) => whole(0, below - 1);
}

type Told = { fact: HeardOf<"fact">; toldAt: number };
export type Life = { lines: Line[]; run: Run };

/** What is in the store at an instant, told to the run or not. */
export function factsAt(told: readonly Told[], now: number): Facts {
  const known = told.filter(({ toldAt }) => toldAt <= now).map(({ fact }) => fact);
  const mood = (name: string) => [...`${name}${Math.floor(now / hours(7))}`].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 9_973, 7);
  return {
    holds: (node) => [true, false, false, null][mood(JSON.stringify(node)) % 4] ?? null,
    happened: (listened, since, about, texts) => known
      .filter((fact) => fact.event === listened.event && fact.at >= since && (!listened.own || fact.about.order === about.order || (fact.text !== null && texts.includes(fact.text))))
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1)).map(({ id, at }) => ({ id, at }))[0] ?? null,
    meets: () => true,
    date: () => (mood("date") % 3 === 0 ? null : "2026-03-10"),
    zone: () => "America/Los_Angeles",
    shopZone: () => "Europe/Berlin",
    bestHour: () => (mood("hour") % 2 === 0 ? null : "18:30"),
    delivery: () => (mood("delivery") % 2 === 0 ? null : { at: START + days(5), foretold: true }),
    picks: () => mood("picks") % 4,
    weights: () => null,
  };
}

function toldOf(chance: Chance): Told[] {
  const facts = Array.from({ length: chance(14) }, (_, index): Told => {
    const at = START + chance(days(60));
    const event = EVENTS[chance(EVENTS.length)] ?? "order";
    return { fact: { kind: "fact", id: `f${index}`, event, at, about: chance(3) === 0 ? { order: "1" } : {}, text: chance(3) === 0 ? `s${chance(3)}/1` : null }, toldAt: at + [0, minutes(2), hours(3), days(2)][chance(4)]! };
  });
  return [...facts, ...facts.filter(() => chance(2) === 0).map(({ fact, toldAt }) => ({ fact, toldAt: toldAt + chance(days(1)) }))];
}

const answerTo = (chance: Chance, { key, fence }: { key: string; fence: number }, now: number): HeardOf<"answer"> => {
  const mood = chance(8);
  if (mood < 4) return { kind: "answer", key, fence, verdict: "sent", reason: "allowed", at: now, until: null };
  if (mood < 7) return { kind: "answer", key, fence, verdict: "defer", reason: "lawHours", at: now, until: now + hours(1 + chance(60)) };
  return { kind: "answer", key, fence, verdict: now % 2 === 0 ? "skip" : "halt", reason: now % 2 === 0 ? "noConsent" : "senderPaused", at: now, until: null };
};

/** `check`: asked at each line, before it counts. */
export function live(definition: FlowDefinition, seed: number, control: boolean, check: (flow: Version, run: Run | null, heard: Heard[], facts: Facts, now: number, line: Line | null) => void): Life {
  const chance = chanceOf(seed);
  const flow: Version = { version: 1, definition };
  const told = toldOf(chance);
  const lines: Line[] = [];
  let run: Run | null = null;
  const agenda: { at: number; heard: Heard }[] = told.map(({ fact, toldAt }) => ({ at: toldAt, heard: fact }));
  agenda.push({ at: START, heard: { kind: "enter", person: String(1_000 + (seed % 500)), trigger: 0, id: "start", at: START - minutes(1), about: { order: "1" }, control } });
  for (let at = START + days(1); at < START + days(50); at += days(1 + chance(9))) agenda.push({ at, heard: { kind: "changed" } });
  if (chance(3) === 0) agenda.push({ at: START + days(3), heard: { kind: "pause" } }, { at: START + days(6), heard: { kind: "resume", overdue: chance(2) === 0 ? "go" : "expire", at: START + days(6) + chance(hours(9)) } });
  if (chance(2) === 0) agenda.push({ at: START + hours(1 + chance(200)), heard: { kind: "move", step: chance(5) === 0 ? null : `s${chance(2)}` } });
  for (let turn = 0; turn < TURNS_MAX && agenda.length > 0; turn += 1) {
    const now = Math.min(...agenda.map(({ at }) => at));
    const heard = agenda.filter(({ at }) => at === now).map((each) => each.heard);
    agenda.splice(0, agenda.length, ...agenda.filter(({ at }) => at !== now));
    const facts = factsAt(told, now);
    const line = advance(flow, run, heard, facts, now);
    check(flow, run, heard, facts, now, line);
    if (!line) continue;
    lines.push(line);
    run = afterLine(run, line);
    for (const decision of line.decided) {
      if (decision.kind === "asks" && chance(10) > 0) agenda.push({ at: now + chance(minutes(5)), heard: answerTo(chance, decision, now) });
      if (decision.kind === "halted" && chance(2) === 0) agenda.push({ at: now + hours(2), heard: { kind: "resume", overdue: "go", at: now + hours(2) } });
      if (decision.kind === "asksPerson" && chance(2) === 0) agenda.push({ at: now + hours(1), heard: { kind: "approved", key: decision.key, yes: chance(2) === 0 } });
      if ("fence" in decision && "until" in decision && decision.until !== null && decision.fence > 0) agenda.push({ at: Math.max(decision.until, now + 1), heard: { kind: "timer", fence: decision.fence } });
    }
    // Waits that were never waited for are due as well.
    if (run?.blocked && run.blocked.until <= now) agenda.push({ at: now + 1, heard: { kind: "timer", fence: run.blocked.fence } });
  }
  if (!run) throw new Error("Nobody entered.");
  return { lines, run };
}

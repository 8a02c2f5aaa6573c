// Who of those that triggers told of may enter, one after the other in the order in which they were told of: whoever is let
// in counts for everybody after them. Pure; everything it knows was loaded before.
import { hours } from "../../lib/time.ts";
import type { FlowDefinition } from "../definition.ts";
import { type Around, type EntryReason, type Former, mayEnter, type Rival } from "../enter.ts";
import type { EntryRow, Standing } from "./entry-row.ts";

export type Surely = { definition: FlowDefinition; version: number; /** Nobody gets a text: the flow is only tried. */ shadow: boolean };

export type Known = {
  /** Of whoever is told of. */
  holds: (entry: EntryRow, definition: FlowDefinition) => boolean | null;
  leftSegmentAt: (entry: EntryRow, definition: FlowDefinition) => number | null;
  standings: readonly Standing[];
  entries: ReadonlyMap<number, Around["entries"]>;
  /** Of a flow that is full: how many wait for their turn already. */
  queues: ReadonlyMap<number, number>;
  runIds: readonly string[];
  zone: string;
};

/** `until` of one who waits. */
export type Verdict =
  | { kind: "entered"; entry: EntryRow; of: Surely; runId: string; key: string; control: boolean }
  | { kind: "refused"; entry: EntryRow; reason: EntryReason }
  | { kind: "waits"; entry: EntryRow; reason: EntryReason; until: number }
  /** Deciding it failed, which is our bug and concerns this one alone. */
  | { kind: "parked"; entry: EntryRow; problem: unknown };
export type Ousted = { run: string; how: "restarted" | "higherPriority" | "pause" };

const NONE: Around["entries"] = { hour: 0, day: 0, total: 0, hourFrom: null, dayFrom: null };

export function enterMany(asked: readonly { entry: EntryRow; of: Surely }[], known: Known, now: number): { verdicts: Verdict[]; ousted: Ousted[] } {
  const verdicts: Verdict[] = [];
  const ousted: Ousted[] = [];
  const stands = [...known.standings];
  const entries = new Map(known.entries);
  const queues = new Map(known.queues);
  let used = 0;
  for (const { entry, of } of asked) {
    const { definition } = of;
    const said = safely(() => ({ holds: known.holds(entry, definition) }));
    if ("problem" in said) {
      verdicts.push({ kind: "parked", entry, problem: said.problem });
      continue;
    }
    const mine = stands.filter(({ customerId }) => customerId === entry.customerId);
    const around: Around = {
      isGone: !entry.isThere, formers: formersOf(mine, entry.flow), rivals: rivalsOf(mine, entry.flow, definition), holds: said.holds, leftSegmentAt: known.leftSegmentAt(entry, definition),
      entries: entries.get(entry.flow) ?? NONE, zone: known.zone, flow: entry.flow,
    };
    const answer = mayEnter(definition, { person: entry.customerId, trigger: entry.trigger, id: entry.fact, at: toldAt(entry, now), about: entry.about, known: false }, around, now);
    if (!answer.enters) {
      const { reason, until } = answer;
      if (until === null) verdicts.push({ kind: "refused", entry, reason });
      else verdicts.push({ kind: "waits", entry, reason, until: turnOf(queues, entry.flow, reason, definition, until) });
      continue;
    }
    const runId = known.runIds[used] ?? "";
    used += 1;
    const isOwn = (run: string) => mine.some((each) => each.runId === run && each.flow === entry.flow);
    ousted.push(...answer.ends.map((run): Ousted => ({ run, how: isOwn(run) ? "restarted" : "higherPriority" })), ...answer.pauses.map((run): Ousted => ({ run, how: "pause" })));
    for (const run of answer.ends) for (const [at, each] of stands.entries()) if (each.runId === run) stands[at] = { ...each, endedAt: new Date(now) };
    stands.push({ runId, flow: entry.flow, customerId: entry.customerId, key: answer.key, group: definition.entry.group, priority: definition.entry.priority, enteredAt: new Date(now), endedAt: null });
    entries.set(entry.flow, counted(entries.get(entry.flow) ?? NONE, now));
    verdicts.push({ kind: "entered", entry, of, runId, key: answer.key, control: answer.control || of.shadow });
  }
  return { verdicts, ousted };
}

export function safely<Result extends object>(work: () => Result): Result | { problem: unknown } {
  try {
    return work();
  } catch (problem) {
    return { problem };
  }
}

/** Whoever only waited for their turn, or is let in by a merchant, is not late for it. */
const toldAt = ({ reason, at, mode }: EntryRow, now: number): number => (mode !== "live" || reason === "fullHour" || reason === "fullDay" ? now : at.getTime());

const formersOf = (mine: readonly Standing[], flow: number): Former[] =>
  mine.filter((each) => each.flow === flow).map(({ runId, key, enteredAt, endedAt }) => ({ run: runId, key, enteredAt: enteredAt.getTime(), endedAt: endedAt?.getTime() ?? null }));

const rivalsOf = (mine: readonly Standing[], flow: number, { entry: { group } }: FlowDefinition): Rival[] =>
  group === null ? [] : mine.filter((each) => each.flow !== flow && each.group === group && each.endedAt === null).map(({ runId, flow: other, priority }) => ({ run: runId, flow: String(other), priority }));

const counted = ({ hour, day, total, hourFrom, dayFrom }: Around["entries"], now: number): Around["entries"] => ({ hour: hour + 1, day: day + 1, total: total + 1, hourFrom: hourFrom ?? now, dayFrom: dayFrom ?? now });

/** First told, first in: whoever stands so far back that a later hour's (or day's) entries reach them waits for that one. */
function turnOf(queues: Map<number, number>, flow: number, reason: EntryReason, { entry }: FlowDefinition, until: number): number {
  const ahead = queues.get(flow) ?? 0;
  queues.set(flow, ahead + 1);
  const [cap, span] = reason === "fullDay" ? [entry.perDay ?? 1, hours(24)] : [entry.perHour ?? 1, hours(1)];
  return until + Math.floor(ahead / cap) * span;
}

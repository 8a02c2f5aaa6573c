// What a report is put together from, and how counts are added up. What belongs to a place in a definition (goals, exits,
// paths) goes by its words, so that versions add up.
import type { FlowDefinition } from "../definition.ts";
import type { TextState } from "../../messages/person-text.ts";
import type { What } from "./count.ts";

export type Counted = { version: number; step: string; what: What; reason: string; control: boolean; count: number; ms: number };
/** Who is in it now, by what holds them, and how many of them are due within an hour, a day, a week. */
export type Standing = { step: string; control: boolean; waits: "wait" | "ask" | "halted" | "approval" | "paused" | "parked" | null; people: number; hour: number; day: number; week: number };
export type TextCount = { step: string; state: TextState; error: string | null; texts: number; parts: number; micros: number };
/** `clickers`: texts with a click that was a person's; `machines`: clicks that were not. */
export type ClickCount = { step: string; clickers: number; clicks: number; machines: number };
export type OptOutCount = { step: string; people: number };
export type PeopleCount = { control: boolean; people: number; runs: number };
/** `goal`: its place in the version. */
export type ReachedCount = { version: number; control: boolean; goal: number; people: number };
/** `step`: whose text came last before the order; null: none had gone, or it is all of them. `squares`: of what each person spent in all, less what was paid back. */
export type OrderedCount = { control: boolean; step: string | null; isAll: boolean; people: number; orders: number; minor: number; refunded: number; discount: number; squares: number };

export type Known = {
  /** Newest first. */
  versions: readonly { version: number; definition: FlowDefinition }[];
  /** The names of saved messages. */
  messages: ReadonlyMap<number, string>;
  counts: readonly Counted[];
  standing: readonly Standing[];
  texts: readonly TextCount[];
  clicks: readonly ClickCount[];
  optOuts: readonly OptOutCount[];
  people: readonly PeopleCount[];
  reached: readonly ReachedCount[];
  ordered: readonly OrderedCount[];
  /** So long after entering an order counts. */
  orderDays: number;
};

/** By words: how many. */
export type Tally = { key: string; count: number; /** How long in all. */ ms: number }[];
/** With the flow's texts, and in the control group. */
export type Both = { texts: number; control: number };

export const definitionOf = ({ versions }: Pick<Known, "versions">, version: number): FlowDefinition | undefined => versions.find((each) => each.version === version)?.definition;

export const exitLabel = (known: Pick<Known, "versions">, { version, reason }: Counted): string => definitionOf(known, version)?.exits[Number(reason)]?.label ?? `Exit ${Number(reason) + 1}`;

export function bothOf(counts: readonly Counted[]): Both {
  const of = (isControl: boolean) => counts.reduce((sum, { control, count }) => (control === isControl ? sum + count : sum), 0);
  return { texts: of(false), control: of(true) };
}

/** The most frequent first. */
export function tallied(counts: readonly Pick<Counted, "reason" | "count" | "ms">[]): Tally {
  const sums = new Map<string, { count: number; ms: number }>();
  for (const { reason, count, ms } of counts) {
    const known = sums.get(reason) ?? { count: 0, ms: 0 };
    sums.set(reason, { count: known.count + count, ms: known.ms + ms });
  }
  return [...sums.entries()].map(([key, sum]) => ({ key, ...sum })).toSorted((one, other) => other.count - one.count || (one.key < other.key ? -1 : 1));
}

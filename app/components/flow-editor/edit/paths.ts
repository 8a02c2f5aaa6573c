// The ways of a fork: more of them, fewer, in another order, and the same ways where the fork asks something else.
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { Step, StepOf } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type Edited, guarded, replaced } from "./edited.ts";
import { EVERY_BUYER } from "./kinds.ts";
import { reachedFrom } from "#app/flows/graph.ts";

export type Forked = Extract<Step, { paths: unknown } | { arms: unknown }>;
export const hasList = (step: Step): step is Forked => "paths" in step || "arms" in step;

const told = (event: "order" | "smsClicked") => ({ event, where: [], whereAny: false, own: false });

/** A new way goes where everybody else goes. */
export function pathAdded(step: Forked): Forked {
  switch (step.kind) {
    case "branch": return branchAdded(step);
    case "split": case "experiment": {
      const names = new Set(step.arms.map(({ name }) => name));
      const name = [..."ABCDEFGHIJ"].find((letter) => !names.has(letter)) ?? `Arm ${step.arms.length + 1}`;
      return { ...step, arms: [...step.arms, { name, weight: 1, next: step.arms[0]?.next ?? null, hold: false }] };
    }
    default: return step satisfies never;
  }
}

function branchAdded(step: Extract<Forked, { kind: "branch" }>): Forked {
  const next = step.otherwise;
  switch (step.by) {
    case "ordered": return { ...step, paths: [...step.paths, { when: EVERY_BUYER, next }] };
    case "first": return { ...step, paths: [...step.paths, { on: told("order"), next }] };
    case "reply": return { ...step, paths: [...step.paths, { words: ["no"], match: "contains", next }] };
    case "outcome": return { ...step, paths: [...step.paths, { is: "clicked", reason: null, next }] };
    default: return step satisfies never;
  }
}

/** What only this way led to goes with it. */
export function pathRemoved(definition: FlowDefinition, step: Forked, index: number): Edited {
  const less = "arms" in step ? { ...step, arms: step.arms.toSpliced(index, 1) } : ({ ...step, paths: step.paths.toSpliced(index, 1) } as Forked);
  const after = replaced(definition, step.id, less);
  const reached = (flow: FlowDefinition): Set<StepId> => reachedFrom(flow, [flow.first, ...flow.exits.flatMap(({ to }) => to ?? [])]);
  const [before, now] = [reached(definition), reached(after)];
  return guarded(definition, { ...after, steps: after.steps.filter(({ id }) => now.has(id) || !before.has(id)) });
}

export function pathMoved(step: Forked, index: number, by: -1 | 1): Forked {
  const swap = <Item>(items: readonly Item[]): Item[] => {
    const [one, other] = [items[index], items[index + by]];
    return one === undefined || other === undefined ? [...items] : items.with(index, other).with(index + by, one);
  };
  return "arms" in step ? { ...step, arms: swap(step.arms) } : ({ ...step, paths: swap<unknown>(step.paths) } as Forked);
}

type By = StepOf<"branch">["by"];

/** The same ways, by another question. `text`: a text of the flow, whose outcome can be looked at. */
export function askedBy(step: StepOf<"branch">, by: By, text: StepId): StepOf<"branch"> {
  const { id, note, otherwise } = step;
  const base = { id, note, next: null, kind: "branch" as const, otherwise };
  const ways = step.by === "yesNo" ? [step.yes] : step.paths.map(({ next }) => next);
  const within = ("within" in step ? step.within : null) ?? { n: 1, unit: "day" as const };
  switch (by) {
    case "yesNo": return { ...base, by, when: step.by === "ordered" ? (step.paths[0]?.when ?? EVERY_BUYER) : EVERY_BUYER, yes: ways[0] ?? null };
    case "ordered": return { ...base, by, paths: ways.map((next, place) => ({ when: place === 0 && step.by === "yesNo" ? step.when : EVERY_BUYER, next })) };
    case "first": return { ...base, by, paths: ways.map((next, place) => ({ on: told(place === 0 ? "smsClicked" : "order"), next })), within, ranked: false };
    case "reply": return { ...base, by, paths: ways.map((next, place) => ({ words: [place === 0 ? "yes" : "no"], match: "contains", next })), within };
    case "outcome": return { ...base, by, of: text, paths: ways.map((next, place) => ({ is: place === 0 ? "clicked" : "delivered", reason: null, next })), within };
    default: return by satisfies never;
  }
}

type How = StepOf<"wait">["how"];

export function waitedBy(step: StepOf<"wait">, how: How): StepOf<"wait"> {
  const { id, note, next } = step;
  const base = { id, note, next, kind: "wait" as const };
  const otherwise = "otherwise" in step ? step.otherwise : next;
  const within = "within" in step ? step.within : { n: 7, unit: "day" as const };
  const zone = "zone" in step ? step.zone : "person";
  const weekdays = "weekdays" in step ? step.weekdays : [];
  switch (how) {
    case "span": return { ...base, how, span: { n: 1, unit: "day" }, from: "here" };
    case "hour": return { ...base, how, at: "10:00", weekdays, zone, today: true };
    case "window": return { ...base, how, from: "10:00", to: "18:00", weekdays, zone, first: null };
    case "date": return { ...base, how, field: "person.birthDate", days: 0, at: "10:00", zone, otherwise };
    case "event": return { ...base, how, on: [told("order")], since: "here", within, otherwise };
    case "condition": return { ...base, how, when: EVERY_BUYER, within, otherwise };
    case "bestHour": return { ...base, how, days: 1, fallback: "11:00" };
    case "delivery": return { ...base, how, parcels: "all", plus: null, within, otherwise };
    default: return how satisfies never;
  }
}

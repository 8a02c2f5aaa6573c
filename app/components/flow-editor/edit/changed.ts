// What an edit of a form changed. A form hands on the whole of what it shows, as it was when it was drawn: only what it changed
// is put upon what is there now, so that whatever was edited meanwhile stays.
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { Step } from "#app/flows/step.ts";

/** Which of its fields an edit is of: so that typing in one is one step back. */
export function changedField(before: object, after: object): string {
  const old = new Map(Object.entries(before));
  return Object.entries(after).find(([name, value]) => old.get(name) !== value)?.[0] ?? "";
}

export const onto = <Whole>(now: Whole, before: Whole, after: Whole): Whole => merged(now, before, after) as Whole;

/** A step that was taken out meanwhile stays out. */
export const withStep = (now: FlowDefinition, before: Step, after: Step): FlowDefinition => ({ ...now, steps: now.steps.map((step) => (step.id === before.id ? { ...onto(step, before, after), id: step.id } : step)) });

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

/** A definition is JSON: what is undefined is not there. */
function merged(now: unknown, before: unknown, after: unknown): unknown {
  if (now === before) return after;
  if (now === undefined || after === before) return now;
  if (Array.isArray(now) && Array.isArray(before) && Array.isArray(after)) return before.length === after.length ? now.map((each, index) => merged(each, before[index], after[index])) : after;
  if (!isRecord(now) || !isRecord(before) || !isRecord(after)) return after;
  const names = new Set([...Object.keys(now), ...Object.keys(after)]);
  return Object.fromEntries([...names].map((name) => [name, merged(now[name], before[name], after[name])]).filter(([, value]) => value !== undefined));
}

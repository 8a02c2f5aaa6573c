// Where a step can stand in a flow: at a way out of another step, or at the beginning. What leads where is in graph.ts; here
// is how a way is turned elsewhere.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { type Edge, edgesOf, stepsById } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import type { Path } from "#app/segments/definition.ts";

/** `from` null: the beginning. `path` as in Edge. */
export type Place = { from: StepId | null; path: Path };

export const START: Place = { from: null, path: ["first"] };
export const samePlace = (one: Place, other: Place): boolean => one.from === other.from && one.path.join() === other.path.join();
export const placeKey = ({ from, path }: Place): string => `${from ?? ""} ${path.join(".")}`;

/** Its ways on; the bounded way back of a goTo is none. */
export const waysOf = (step: Step): Edge[] => edgesOf(step).filter(({ back }) => !back);

/** The way by which a run of steps goes on through it: what stands on the others is beside the run. */
export const mainWay = (step: Step): Edge | null => waysOf(step).find(({ to }) => to !== null) ?? waysOf(step)[0] ?? null;

export const isForked = (step: Step): boolean => waysOf(step).length > 1;

export function targetAt(definition: FlowDefinition, { from, path }: Place): StepId | null {
  if (from === null) return definition.first;
  const step = stepsById(definition).get(from);
  return (step && edgesOf(step).find((edge) => edge.path.join() === path.join())?.to) ?? null;
}

export const placesOf = (definition: FlowDefinition): Place[] => [START, ...definition.steps.flatMap((step) => waysOf(step).map(({ path }) => ({ from: step.id, path })))];

/** Null at the beginning changes nothing: a flow begins somewhere. */
export function led(definition: FlowDefinition, { from, path }: Place, to: StepId | null): FlowDefinition {
  if (from === null) return to === null ? definition : { ...definition, first: to };
  return { ...definition, steps: definition.steps.map((step) => (step.id === from ? turned(step, path, to) : step)) };
}

/** Whoever is to leave where a text is never sent is told so by `onSkip`. */
export function turned(step: Step, path: Path, to: StepId | null): Step {
  if (step.kind === "send" && path[0] !== "next") return to === null ? { ...step, onSkip: "exit", skipTo: null } : { ...step, onSkip: "go", skipTo: to };
  return put(step, path, to);
}

/** Every way on of a step anew. */
export const redirected = (step: Step, where: (to: StepId | null, way: Edge) => StepId | null): Step =>
  waysOf(step).reduce((turning, way) => (where(way.to, way) === way.to ? turning : turned(turning, way.path, where(way.to, way))), step);

/** The same with another value at the path. */
export function put<Whole>(whole: Whole, [first, ...rest]: Path, value: unknown): Whole {
  if (first === undefined) return value as Whole;
  if (Array.isArray(whole)) return whole.with(Number(first), put(whole[Number(first)], rest, value)) as Whole;
  const own = whole as Record<string, unknown>;
  return { ...own, [first]: put(own[first], rest, value) } as Whole;
}

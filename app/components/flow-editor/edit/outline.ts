// A flow as a nested list: what comes after each other stands below each other, and the ways of a fork stand inside it, up to
// where they come together. Each step stands in it once; a way to what stands elsewhere says so.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { stepsById } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { inOrder, joinsOf } from "./order.ts";
import { type Place, START, waysOf } from "./place.ts";

/** `end`: the last way and where it leads; `goesOn`: what stands below in the list around. */
export type Outline = { items: Item[]; end: { place: Place; to: StepId | null; goesOn: boolean } | null };
/** `at`: the way by which the list comes to it. `ways`: of a fork, those that have a list of their own or end. */
export type Item = { step: Step; at: Place | null; ways: { label: string; place: Place; inside: Outline }[] };

export type WholeOutline = { main: Outline; /** What no way leads to. */ loose: Outline[] };

export function outlineOf(definition: FlowDefinition): WholeOutline {
  const byId = stepsById(definition);
  const joinOf = joinsOf(definition);
  const shown = new Set<StepId>();

  function list(place: Place | null, first: StepId | null, stops: ReadonlySet<StepId>): Outline {
    const items: Item[] = [];
    let [at, id] = [place, first];
    while (id !== null && !stops.has(id) && !shown.has(id)) {
      const step = byId.get(id);
      if (!step) break;
      shown.add(id);
      const ways = waysOf(step);
      const [only] = ways;
      if (ways.length <= 1) {
        items.push({ step, at, ways: [] });
        if (!only) return { items, end: null };
        [at, id] = [{ from: step.id, path: only.path }, only.to];
        continue;
      }
      const join = joinOf(step.id);
      const inner = join === null ? stops : new Set([...stops, join]);
      items.push({ step, at, ways: ways.map((way) => ({ label: wayLabel(step, way.way), place: { from: step.id, path: way.path }, inside: list({ from: step.id, path: way.path }, way.to, inner) })) });
      if (join === null || stops.has(join) || shown.has(join)) return { items, end: null };
      [at, id] = [null, join];
    }
    return { items, end: at === null ? null : { place: at, to: id, goesOn: id !== null && stops.has(id) } };
  }

  const main = list(START, definition.first, new Set());
  const loose = inOrder(definition).flatMap((id) => (shown.has(id) ? [] : [list(null, id, new Set())]));
  return { main, loose };
}

const WORDS: Readonly<Record<string, string>> = { next: "Then", yes: "Yes", otherwise: "Otherwise", "if it is never sent": "Never sent" };

/** What a way is called on screen. */
export function wayLabel(step: Step, way: string): string {
  if (step.kind === "approval") return way === "next" ? "On a yes" : "No, or nobody in time";
  if (step.kind === "wait" && way === "next") return step.how === "date" ? "At that time" : step.how === "delivery" ? "Delivered" : "When it happens";
  if (step.kind === "wait") return step.how === "date" ? "Without a date" : "Not in time";
  if (step.kind === "send" && way === "next") return "Then";
  if (step.kind === "branch" && step.by === "yesNo" && way === "otherwise") return "No";
  const number = /^path (\d+)$/.exec(way)?.[1];
  if (number !== undefined && step.kind === "branch" && step.by !== "yesNo") return pathLabel(step, Number(number) - 1);
  return WORDS[way] ?? way;
}

function pathLabel(step: Exclude<Extract<Step, { kind: "branch" }>, { by: "yesNo" }>, index: number): string {
  const path = step.paths[index];
  if (path && "words" in path) return path.words.slice(0, 2).map((word) => `“${word}”`).join(", ");
  if (path && "is" in path) return path.is === "ordered" ? "They ordered" : path.is === "replied" ? "They replied" : path.is.charAt(0).toUpperCase() + path.is.slice(1);
  return `Way ${index + 1}`;
}

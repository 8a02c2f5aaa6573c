// Whether a flow makes sense, before it is saved: every problem with the path to its place and a sentence. What passes here
// can be walked by advance.ts, and every run of it ends. What is lawful and wise is the checker's (checker.ts).
import type { Problem } from "../lib/problem.ts";
import { hours } from "../lib/time.ts";
import { checkDefinition, type CheckContext } from "../segments/check.ts";
import { checkQuery } from "../segments/check/leaf.ts";
import type { Node, Path } from "../segments/definition.ts";
import type { FlowDefinition } from "./definition.ts";
import { circleIn, edgesOf, shortestMs, stepsById } from "./graph.ts";
import { eventOf, type Told } from "./happening.ts";
import { eventOfTrigger } from "./trigger.ts";
import { aboutMs, WAIT_MIN_MS } from "./span.ts";
import type { Metric, Step, StepOf } from "./step.ts";
import type { StepId } from "./step-id.ts";

/** A loop that holds nobody for an hour is a mistake, whatever bounds it. */
const LOOP_MIN_MS = hours(1);

export function checkFlow(definition: FlowDefinition, context: CheckContext = {}): Problem[] {
  return [...checkStructure(definition), ...checkEntry(definition), ...checkAsked(definition, context)];
}

/** Of the graph alone: whether every way leads somewhere, and every loop takes its time. */
export const checkStructure = (definition: FlowDefinition): Problem[] => [...checkSteps(definition), ...checkLoops(definition), ...checkExits(definition)];

const say = (path: Path, message: string): Problem[] => [{ path, message }];
const unknown = (id: StepId) => `There is no step “${id}”.`;

function checkSteps(definition: FlowDefinition): Problem[] {
  const byId = stepsById(definition);
  const first = byId.has(definition.first) ? [] : say(["first"], unknown(definition.first));
  const seen = new Set<StepId>();
  return [...first, ...definition.steps.flatMap((step, index): Problem[] => {
    const path: Path = ["steps", index];
    const twice = seen.has(step.id) ? say([...path, "id"], `Two steps are called “${step.id}”.`) : [];
    seen.add(step.id);
    const dangling = edgesOf(step).flatMap((edge) => (edge.to === null || byId.has(edge.to) ? [] : say([...path, ...edge.path], unknown(edge.to))));
    return [...twice, ...dangling, ...checkOne(step, path, byId)];
  })];
}

function checkOne(step: Step, path: Path, byId: ReadonlyMap<StepId, Step>): Problem[] {
  switch (step.kind) {
    case "send": return step.onSkip === "go" && step.skipTo === null ? say([...path, "skipTo"], "Choose the step to go to where the text is never sent.") : [];
    case "wait": {
      if (step.how === "window" && step.from >= step.to) return say([...path, "to"], "The hours end before they begin: nobody would ever go on.");
      const long = "within" in step ? step.within : step.how === "span" ? step.span : null;
      return long && aboutMs(long) < WAIT_MIN_MS ? say([...path, "within"], "The shortest wait is a minute.") : [];
    }
    case "branch": {
      if (step.by !== "outcome") return [];
      const of = byId.get(step.of);
      if (!of) return say([...path, "of"], unknown(step.of));
      return of.kind === "send" ? [] : say([...path, "of"], `“${step.of}” sends no text.`);
    }
    case "goTo": return step.to === step.id ? say([...path, "to"], "A step cannot lead back to itself.") : [];
    case "experiment": return checkExperiment(step, path);
    case "split": case "update": case "coupon": case "call": case "alert": case "approval": case "join": case "end": return [];
    default: return step satisfies never;
  }
}

const OF_TEXTS: readonly Metric[] = ["clicked", "replied", "optedOut"];

/** An arm without texts can be compared by what people do anyway, and by nothing else. */
function checkExperiment({ arms, metric, within }: StepOf<"experiment">, path: Path): Problem[] {
  const short = aboutMs(within) < hours(1) ? say([...path, "within"], "Give people an hour at least.") : [];
  const held = OF_TEXTS.includes(metric) ? arms.flatMap(({ hold }, index) => (hold ? say([...path, "arms", index, "hold"], "Nobody without texts can click, reply or opt out of them. Compare by orders or revenue, or give this arm texts.") : [])) : [];
  return [...short, ...held];
}

function checkLoops(definition: FlowDefinition): Problem[] {
  const circle = circleIn(definition);
  if (circle) {
    const index = definition.steps.findIndex(({ id }) => id === circle.at(-1));
    return say(["steps", index], `These steps lead back to each other for ever: ${circle.join(", ")}. Use a “go to” step, which counts.`);
  }
  return definition.steps.flatMap((step, index) => {
    if (step.kind !== "goTo") return [];
    const shortest = shortestMs(definition, step.to, step.id);
    return shortest !== null && shortest < LOOP_MIN_MS ? say(["steps", index, "to"], "Somebody could come round here within an hour. Put a wait of at least an hour into the loop.") : [];
  });
}

function checkEntry({ entry, triggers }: FlowDefinition): Problem[] {
  return [
    ...(entry.recheck !== "never" && !entry.when ? say(["entry", "recheck"], "There is no condition to ask again. Add one to the entry.") : []),
    ...(entry.reentry.kind === "rematch" && !triggers.some(({ kind }) => kind === "segment") ? say(["entry", "reentry"], "“Left and came back” needs a segment as trigger.") : []),
    ...(entry.from !== null && entry.until !== null && entry.until < entry.from ? say(["entry", "until"], "The last day is before the first.") : []),
    ...triggers.flatMap((trigger, index) => (trigger.kind === "text" && trigger.what.startsWith("not") && trigger.within === null ? say(["triggers", index, "within"], "Say after what time nothing came.") : [])),
    ...triggers.flatMap((trigger, index) => (trigger.kind === "stock" && trigger.what !== "back" && trigger.by === null ? say(["triggers", index, "by"], trigger.what === "low" ? "Say how few are left." : "Say by how many percent.") : [])),
  ];
}

function checkExits(definition: FlowDefinition): Problem[] {
  const byId = stepsById(definition);
  return definition.exits.flatMap((exit, index): Problem[] => {
    const path: Path = ["exits", index];
    return [
      ...((exit.on === null) === (exit.when === undefined) ? say(path, "An exit is about one event, or about one condition.") : []),
      ...exit.at.flatMap((id, at) => (byId.has(id) ? [] : say([...path, "at", at], unknown(id)))),
      ...(exit.to === null || byId.has(exit.to) ? [] : say([...path, "to"], unknown(exit.to))),
    ];
  });
}

/** Conditions about people are segments' conditions, and conditions about events their filters. */
function checkAsked(definition: FlowDefinition, context: CheckContext): Problem[] {
  return [
    ...nodesIn(definition).flatMap(({ node, path }) => checkDefinition({ version: 1, node }, { ...context, inFlow: true }).map((problem) => ({ path: [...path, ...problem.path.slice(1)], message: problem.message }))),
    ...definition.triggers.flatMap((trigger, index) => ("where" in trigger && trigger.kind !== "event" ? checkQuery({ event: eventOfTrigger(trigger), where: trigger.where }, ["triggers", index]) : [])),
    ...toldIn(definition).flatMap(({ told, path }) => checkQuery({ event: eventOf(told.event), where: told.where }, path)),
  ];
}

/** Every condition about a person, with its path. */
const nodesIn = (definition: FlowDefinition): { node: Node; path: Path }[] =>
  walk(definition, []).flatMap(({ value, path }) => (value.when ? [{ node: value.when as Node, path: [...path, "when"] }] : []));

/** Every event that is listened for, with its path. */
const toldIn = (definition: FlowDefinition): { told: Told; path: Path }[] =>
  walk(definition, []).flatMap(({ value, path }) => ("event" in value && "where" in value && !("measure" in value) ? [{ told: value as unknown as Told, path }] : []));

/** Objects of a definition, conditions themselves left out. */
function walk(value: unknown, path: Path): { value: Record<string, unknown>; path: Path }[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((child, index) => walk(child, [...path, index]));
  const own = value as Record<string, unknown>;
  return [{ value: own, path }, ...Object.entries(own).flatMap(([key, child]) => (key === "when" ? [] : walk(child, [...path, key])))];
}

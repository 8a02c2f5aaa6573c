// Some steps of a flow by themselves, as they are copied or moved: what led from one of them to another by steps that do not
// come along leads straight there, and what led out is open.
import type { FlowDefinition } from "#app/flows/definition.ts";
import { reachedFrom, stepsById } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type Edited, guarded, refused } from "./edited.ts";
import { inOrder } from "./order.ts";
import { isForked, led, mainWay, type Place, redirected, samePlace, targetAt, turned, waysOf } from "./place.ts";

/** `ends`: the ways that go on with whatever follows the block. */
export type Block = { steps: Step[]; entry: StepId; ends: Place[] };

/** Where a new or a lone step goes on. A text that is skipped and a “no” have their own ways. */
export const openWays = (steps: readonly Step[]): Place[] => steps.flatMap((step) => waysOf(step).flatMap(({ to, path }) => (to === null && (path[0] === "otherwise" ? step.kind !== "approval" : path[0] !== "onSkip") ? [{ from: step.id, path }] : [])));

export const lone = (step: Step): Block => ({ steps: [step], entry: step.id, ends: openWays([step]) });

export function blockOf(definition: FlowDefinition, ids: ReadonlySet<StepId>): Block | null {
  const byId = stepsById(definition);
  const ordered = inOrder(definition).flatMap((id) => (ids.has(id) ? (byId.get(id) ?? []) : []));
  const leadsOn: Place[] = [];
  const steps = ordered.map((step) => redirected(step, (to, way) => {
    const within = nextWithin(byId, ids, to);
    if (within === null && to !== null) leadsOn.push({ from: step.id, path: way.path[0] === "skipTo" ? ["onSkip"] : way.path });
    return within;
  }));
  const [entry] = steps;
  return entry ? chained({ steps, entry: entry.id, ends: leadsOn.length > 0 ? leadsOn : openWays(steps) }) : null;
}

function nextWithin(byId: ReadonlyMap<StepId, Step>, ids: ReadonlySet<StepId>, from: StepId | null): StepId | null {
  const seen = new Set<StepId>();
  let id = from;
  while (id !== null && !ids.has(id) && !seen.has(id)) {
    seen.add(id);
    const step = byId.get(id);
    id = (step && mainWay(step)?.to) ?? null;
  }
  return id !== null && ids.has(id) ? id : null;
}

/** What nothing of the block leads to follows what has no other follower. */
function chained(block: Block): Block {
  const reached = reachedFrom(block, [block.entry]);
  const lost = block.steps.find(({ id }) => !reached.has(id));
  if (!lost) return block;
  const own = block.ends.filter(({ from }) => from !== null && reached.has(from));
  const from = own.length > 0 ? own : openWays(block.steps.filter(({ id }) => reached.has(id)));
  const steps = block.steps.map((step) => from.reduce((turning, { from: id, path }) => (id === step.id ? turned(turning, path, lost.id) : turning), step));
  const ends = block.ends.filter((end) => !from.some((each) => samePlace(each, end)));
  return from.length === 0 ? { ...block, steps: block.steps.filter(({ id }) => reached.has(id)) } : chained({ ...block, steps, ends: ends.length > 0 ? ends : openWays(steps) });
}

/** Puts it where a way leads; what stood there follows. */
export function placed(definition: FlowDefinition, block: Block, place: Place): Edited {
  const whole = joined(definition, block, place);
  return "refused" in whole ? whole : guarded(definition, whole.definition);
}

export function joined(definition: FlowDefinition, block: Block, place: Place): Edited {
  const follows = targetAt(definition, place);
  if (follows !== null && block.ends.length === 0) return refused("Everything that comes here ends here, and what follows would be cut off. Put it where a way ends.");
  const whole = { ...definition, steps: [...definition.steps, ...block.steps] };
  const closed = block.ends.reduce((flow, end) => led(flow, end, follows), whole);
  return { definition: sorted(led(closed, place, block.entry)) };
}

/** Steps stand as they follow each other, so that the text form and its differences can be read. */
export function sorted(definition: FlowDefinition): FlowDefinition {
  const byId = stepsById(definition);
  return { ...definition, steps: inOrder(definition).flatMap((id) => byId.get(id) ?? []) };
}

/** A fork takes along what only it leads to, up to where its ways come together. */
export function withOwn(definition: FlowDefinition, ids: readonly StepId[], joinOf: (id: StepId) => StepId | null): Set<StepId> {
  const byId = stepsById(definition);
  return new Set(ids.flatMap((id) => {
    const step = byId.get(id);
    if (!step || !isForked(step)) return step ? [id] : [];
    const join = joinOf(id);
    const behind = reachedWithout(definition, waysOf(step).flatMap(({ to }) => to ?? []), join);
    const elsewhere = reachedFrom({ steps: definition.steps.filter((each) => each.id !== id) }, [definition.first, ...definition.exits.flatMap(({ to }) => to ?? [])]);
    const own = [...behind].filter((each) => !elsewhere.has(each));
    return [id, ...own];
  }));
}

const reachedWithout = (definition: FlowDefinition, from: readonly StepId[], without: StepId | null): Set<StepId> =>
  reachedFrom({ steps: definition.steps.filter(({ id }) => id !== without).map((step) => (step.kind === "goTo" ? { ...step, to: step.id } : step)) }, from.filter((id) => id !== without));

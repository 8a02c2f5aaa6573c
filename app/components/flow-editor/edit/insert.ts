// A new step into a flow, and steps moved, copied and doubled within it.
import type { FlowDefinition } from "#app/flows/definition.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { type Block, blockOf, joined, lone, placed, sorted, withOwn } from "./block.ts";
import { type Edited, guarded, refused } from "./edited.ts";
import { idsOf } from "./fresh-id.ts";
import { joinsOf } from "./order.ts";
import { led, mainWay, type Place, placesOf, redirected, samePlace, targetAt } from "./place.ts";
import { renamed } from "./rename.ts";

/** What stood there follows it on all its ways: a new fork changes nothing until something stands on one of them. */
export function inserted(definition: FlowDefinition, step: Step, place: Place): Edited {
  if (step.kind === "end" && targetAt(definition, place) !== null) return refused("An end has nothing behind it. Put it where a way leaves the flow.");
  return placed(definition, lone(step), place);
}

export function insertedAfter(definition: FlowDefinition, step: Step, id: StepId): Edited {
  const before = definition.steps.find((each) => each.id === id);
  const way = before && mainWay(before);
  return way ? inserted(definition, step, { from: id, path: way.path }) : refused("Nothing can follow this step.");
}

/** A fork is moved with what only it leads to. */
export function moved(definition: FlowDefinition, chosen: readonly StepId[], place: Place): Edited {
  const ids = withOwn(definition, chosen, joinsOf(definition));
  const block = blockOf(definition, ids);
  const target = targetAt(definition, place);
  if (!block || (target !== null && ids.has(target) && (place.from === null || !ids.has(place.from)))) return { definition };
  if (place.from !== null && ids.has(place.from)) return block.ends.some((end) => samePlace(end, place)) ? { definition } : refused("A step cannot be moved to a place behind itself.");
  const rest = without(definition, ids, block);
  if (rest === null || !placesOf(rest).some((each) => samePlace(each, place))) return refused("What is left would have no beginning.");
  const whole = joined(rest, block, place);
  // Others may lead back to what is moved, or look at what became of its text: the whole is checked, not what is left.
  return "refused" in whole ? whole : guarded(definition, whole.definition);
}

/** What led to one of them leads to what followed them. */
function without(definition: FlowDefinition, ids: ReadonlySet<StepId>, { ends }: Block): FlowDefinition | null {
  const byId = new Map(definition.steps.map((step) => [step.id, step]));
  const [end] = ends;
  const behind = (from: StepId | null): StepId | null => {
    let id = from;
    while (id !== null && ids.has(id)) {
      const step = byId.get(id);
      id = (step && mainWay(step)?.to) ?? null;
    }
    return id;
  };
  const follows = (id: StepId | null) => behind(id) ?? (id !== null && ids.has(id) && end ? behind(targetAt(definition, end)) : null);
  const first = follows(definition.first);
  if (first === null) return null;
  return { ...definition, first, steps: definition.steps.flatMap((step) => (ids.has(step.id) ? [] : [redirected(step, (to) => (to === null || !ids.has(to) ? to : follows(to)))])) };
}

/** The copy follows what it was copied from. */
export function doubled(definition: FlowDefinition, chosen: readonly StepId[]): Edited {
  const block = blockOf(definition, new Set(chosen));
  if (!block) return { definition };
  const [end] = block.ends;
  const place = end?.from === null || !end ? undefined : placesOf(definition).find((each) => samePlace(each, end));
  return place ? placed(definition, renamed(block, idsOf(definition)), place) : refused("Nothing can follow these steps. Copy them, and paste them elsewhere.");
}

/** Leads a way elsewhere; null: out of the flow. */
export const connected = (definition: FlowDefinition, place: Place, to: StepId | null): Edited => guarded(definition, sorted(led(definition, place, to)));

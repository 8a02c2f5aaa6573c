// When time alone may change a condition that a run waits for: a wait's, an exit's, and the entry's where it is asked for ever.
import type { Node } from "../../segments/definition.ts";
import type { FlowDefinition } from "../definition.ts";
import type { Run } from "../fold.ts";

/** When the answer may change with no new fact; null: never. */
export type FlipsAt = (node: Node) => number | null;

/** An answer that cannot be foreseen is asked for again at once, but not without a breath. */
const LEAST_MS = 1_000;

export function lookAt({ entry, exits, steps }: FlowDefinition, run: Run, flipsAt: FlipsAt, now: number): number | null {
  const { place, blocked, isPaused, ended } = run;
  if (ended || isPaused || !place) return null;
  const here = steps.find(({ id }) => id === place.step);
  const nodes = exits.flatMap(({ when, at }, index) => (when && !run.exits.includes(index) && (at.length === 0 || at.includes(place.step)) ? [when] : []));
  if (entry.when && entry.recheck === "always") nodes.push(entry.when);
  if (blocked?.kind === "wait" && here?.kind === "wait" && here.how === "condition") nodes.push(here.when);
  const flips = nodes.flatMap((node) => flipsAt(node) ?? []);
  return flips.length === 0 ? null : Math.max(Math.min(...flips), now + LEAST_MS);
}

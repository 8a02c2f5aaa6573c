// How large the drawing of a flow's steps is before it is laid out: as high as its longest way without going back.
import type { StepReport } from "#app/flows/report/steps.ts";

/** `below`: from one step to the next, with the label of the line between. */
export const NODE = { width: 220, height: 60, apart: 28, below: 66 };
export const LABEL_HEIGHT = 18;
/** More nobody takes in at a glance. */
export const DRAWN_MAX = 60;

export type Drawn = Pick<StepReport, "id" | "title" | "arrived" | "waiting" | "ways" | "kind">;

/** Steps of the version as it is, as far as something leads to them. */
export const drawnSteps = (steps: readonly StepReport[]): Drawn[] => steps.filter(({ isGone }) => !isGone);

/** Of the longest way: how many steps it has. */
export function layersOf(steps: readonly Drawn[]): number {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const known = new Map<string, number>();
  const depth = (id: string): number => {
    const found = known.get(id);
    const step = byId.get(id);
    if (found !== undefined || !step) return found ?? 0;
    known.set(id, 1);
    const below = step.ways.flatMap(({ to, back }) => (to === null || back ? [] : [depth(to)]));
    const all = 1 + Math.max(0, ...below);
    known.set(id, all);
    return all;
  };
  return Math.max(0, ...steps.map(({ id }) => depth(id)));
}

export const heightOf = (layers: number): number => layers * NODE.height + Math.max(layers - 1, 0) * NODE.below + 16;

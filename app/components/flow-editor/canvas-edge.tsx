// A way on the canvas: a line, what it is called, and in the editor the button that puts a step into it.
import type { Edge, EdgeProps, EdgeTypes } from "@xyflow/react";
import { AddStep } from "./add-step.tsx";
import { pathThrough, type Point } from "./edit/layout.ts";
import type { Place } from "./edit/place.ts";
import type { Commands } from "./use-commands.ts";
import { Way } from "./way.tsx";

export type WayEdge = Edge<{ place: Place | null; label: string; points: Point[]; middle: Point; commands: Commands; isTarget: boolean }, "way">;

function EditedWay({ id, source, target, data }: EdgeProps<WayEdge>) {
  if (!data) return null;
  const { place, label, points, middle, commands, isTarget } = data;
  const isOut = target.startsWith("out ");
  const words = place?.from == null ? `Add a step at the beginning${isOut ? "" : `, before ${target}`}` : `Add a step after ${source}${label ? ` (${label})` : ""}${isOut ? "" : `, before ${target}`}`;
  return (
    <Way id={id} path={pathThrough(points)} middle={middle} label={label} isBack={place === null} isTarget={isTarget}>
      {place ? <AddStep place={place} label={words} commands={commands} /> : null}
    </Way>
  );
}

export const edgeTypes: EdgeTypes = { way: EditedWay };

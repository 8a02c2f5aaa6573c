// A way on the canvas: a line, what it is called, and the button that puts a step into it.
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, type EdgeTypes } from "@xyflow/react";
import { AddStep } from "./add-step.tsx";
import { pathThrough, type Point } from "./edit/layout.ts";
import type { Place } from "./edit/place.ts";
import type { Commands } from "./use-commands.ts";

export type WayEdge = Edge<{ place: Place | null; label: string; points: Point[]; middle: Point; commands: Commands; isTarget: boolean }, "way">;

function Way({ id, source, target, data }: EdgeProps<WayEdge>) {
  if (!data) return null;
  const { place, label, points, middle, commands, isTarget } = data;
  const isOut = target.startsWith("out ");
  const words = place?.from == null ? `Add a step at the beginning${isOut ? "" : `, before ${target}`}` : `Add a step after ${source}${label ? ` (${label})` : ""}${isOut ? "" : `, before ${target}`}`;
  return (
    <>
      <BaseEdge id={id} path={pathThrough(points)} className={`segue-flow-way${place === null ? " segue-flow-back" : ""}${isTarget ? " segue-flow-target" : ""}`} />
      <EdgeLabelRenderer>
        <div className="segue-flow-label nopan" data-target={isTarget || undefined} style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}>
          {label ? <span className="segue-flow-way-name">{label}</span> : null}
          {place ? <AddStep place={place} label={words} commands={commands} /> : null}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

export const edgeTypes: EdgeTypes = { way: Way };

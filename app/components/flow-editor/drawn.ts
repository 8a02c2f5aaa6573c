// The laid-out flow in React Flow's words.
import { type Node, type NodeHandle, Position } from "@xyflow/react";
import type { WayEdge } from "./canvas-edge.tsx";
import type { Laid, LaidNode } from "./edit/layout.ts";
import type { Commands } from "./use-commands.ts";

/**
 * Sizes and handles are known from the layout and told. Left to be measured, a node that changes once more just after it was
 * measured loses its handles, and is not measured again: the ways from and to it would vanish, with their buttons.
 */
export const nodesOf = ({ nodes }: Pick<Laid, "nodes">): Node[] => nodes.map((laid) => {
  const { id, is, x, y, width, height } = laid;
  return { id, type: is, position: { x, y }, data: {}, width, height, measured: { width, height }, handles: handlesOf(laid), draggable: is === "step", selectable: is === "step", focusable: false, connectable: false, style: { pointerEvents: "all" } };
});

const handlesOf = ({ is, width, height }: LaidNode): NodeHandle[] => [
  ...(is === "start" ? [] : [{ type: "target" as const, position: Position.Top, x: width / 2, y: 0 }]),
  ...(is === "out" ? [] : [{ type: "source" as const, position: Position.Bottom, x: width / 2, y: height }]),
];

/** `target`: the way that what is dragged would be dropped onto. */
export const edgesOf = ({ edges }: Laid, commands: Commands, target: string | null): WayEdge[] =>
  edges.map(({ id, source, target: to, place, label, points, middle }) => ({ id, source, target: to, type: "way" as const, focusable: false, selectable: false, data: { place, label, points, middle, commands, isTarget: id === target } }));

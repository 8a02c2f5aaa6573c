// Where everything of a flow stands on the canvas: a function of the flow alone, so that nothing has to be arranged or kept.
import dagre from "@dagrejs/dagre";
import type { FlowDefinition } from "#app/flows/definition.ts";
import { edgesOf } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import type { StepId } from "#app/flows/step-id.ts";
import { wayLabel } from "./outline.ts";
import { type Place, placeKey, START, waysOf } from "./place.ts";

export type Point = { x: number; y: number };
export type Size = { width: number; height: number };
export type Box = Point & Size;
/** `id`: of a step, START_ID, or of a way out. */
export type LaidNode = Box & { id: string; is: "start" | "step" | "out" };
export type LaidEdge = { id: string; source: string; target: string; place: Place | null; label: string; points: Point[]; middle: Point };
export type Laid = { nodes: LaidNode[]; edges: LaidEdge[] };

export const START_ID = "$start";
const STEP = { width: 264, height: 84 };
/** Whose title says it all. */
const LOW = { width: 264, height: 48 };
const SMALL = { width: 168, height: 44 };
const OUT = { width: 76, height: 28 };
const ROWS_MAX = 6;
const LABEL_PX = 7;

export function sizeOf(step: Step): Size {
  if (step.kind === "join" || step.kind === "end") return SMALL;
  return step.kind === "wait" && step.how === "span" ? LOW : STEP;
}
/** A line for each trigger and two for what ends it. */
export const startSize = ({ triggers }: FlowDefinition): Size => ({ width: 320, height: 84 + 44 * Math.min(triggers.length, ROWS_MAX) });

/** What a picture of a flow has room for. `belowPx`: between one rank and the next, beside what a way's label takes. */
export type Room = { step: (step: Step) => Size; start: Size; belowPx: number; wayPx: { plain: number; named: number } };

/** For the editor's buttons. */
const EDITED = { step: sizeOf, belowPx: 44, wayPx: { plain: 28, named: 48 } };

export function layoutOf(definition: FlowDefinition, room: Room = { ...EDITED, start: startSize(definition) }): Laid {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 36, ranksep: room.belowPx, edgesep: 24 });
  const nodes: Omit<LaidNode, keyof Point>[] = [{ id: START_ID, is: "start", ...room.start }, ...definition.steps.map((step) => ({ id: step.id, is: "step" as const, ...room.step(step) }))];
  const edges: Omit<LaidEdge, "points" | "middle">[] = [edgeOf(START_ID, definition.first, START, "")];
  const known = new Set(definition.steps.map(({ id }) => id));
  for (const step of definition.steps) {
    const isForked = waysOf(step).length > 1;
    for (const { to, way, path, back } of edgesOf(step)) {
      const place = { from: step.id, path };
      const target = to !== null && known.has(to) ? to : `out ${placeKey(place)}`;
      if (to === null) nodes.push({ id: target, is: "out", ...OUT });
      edges.push(edgeOf(step.id, target, back ? null : place, back ? `at most ${step.kind === "goTo" ? step.times : 1}×` : isForked ? wayLabel(step, way) : ""));
    }
  }
  for (const { id, width, height } of nodes) graph.setNode(id, { width, height });
  for (const { id, source, target, label, place } of edges) graph.setEdge(source, target, { width: Math.max(28, Math.min(label.length, 24) * LABEL_PX + 16), height: label === "" ? room.wayPx.plain : room.wayPx.named, labelpos: "c", weight: place === null ? 0 : 1 }, id);
  dagre.layout(graph);
  const laid = nodes.map((node) => ({ ...node, ...cornerOf(graph.node(node.id), node) }));
  const byId = new Map(laid.map((node) => [node.id, node]));
  return { nodes: laid, edges: edges.map((edge) => ({ ...edge, ...lineOf(graph, edge, byId) })) };
}

const edgeOf = (source: string, target: StepId, place: Place | null, label: string) => ({ id: `${source} ${place ? placeKey(place) : "back"}`, source, target, place, label });

/** From the middle, as it is computed, to the corner, as it is drawn. */
const cornerOf = (middle: { x?: number; y?: number }, { width, height }: { width: number; height: number }): Point => ({ x: Math.round((middle.x ?? 0) - width / 2), y: Math.round((middle.y ?? 0) - height / 2) });

type Line = { points?: Point[]; x?: number; y?: number };

/** From the middle below one to the middle above the other; a way back goes round as it was laid. */
function lineOf(graph: InstanceType<typeof dagre.graphlib.Graph>, { source, target, id, place }: { source: string; target: string; id: string; place: Place | null }, byId: ReadonlyMap<string, Box>): { points: Point[]; middle: Point } {
  const line = graph.edge(source, target, id) as Line | undefined;
  const points = (line?.points ?? []).map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  const [from, to] = [byId.get(source), byId.get(target)];
  const middle = { x: Math.round(line?.x ?? 0), y: Math.round(line?.y ?? 0) };
  if (!from || !to || place === null) return { points, middle };
  return { points: [{ x: from.x + from.width / 2, y: from.y + from.height }, ...points.slice(1, -1), { x: to.x + to.width / 2, y: to.y }], middle };
}

/** A line that leaves and comes from above, through all points. */
export function pathThrough([first, ...rest]: readonly Point[]): string {
  if (!first) return "";
  let at = first;
  return rest.reduce((path, point) => {
    const half = (at.y + point.y) / 2;
    const next = `${path} C ${at.x} ${half} ${point.x} ${half} ${point.x} ${point.y}`;
    at = point;
    return next;
  }, `M ${first.x} ${first.y}`);
}

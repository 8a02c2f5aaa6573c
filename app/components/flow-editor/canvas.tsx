// The flow as a picture: laid out by itself, with a button on every way. Steps are dragged from the palette onto a way, and
// from one way to another. It is loaded after the page; everything it can do, the list can do, too.
import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow, ReactFlowProvider, useNodesState, useReactFlow } from "@xyflow/react";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { edgeTypes } from "./canvas-edge.tsx";
import { nodeTypes } from "./canvas-nodes.tsx";
import { edgesOf, nodesOf } from "./drawn.ts";
import { type Laid, type LaidEdge, layoutOf, type Point, START_ID } from "./edit/layout.ts";
import type { Place } from "./edit/place.ts";
import { OFFERED } from "./edit/kinds.ts";
import { useInEditor } from "./in-editor.ts";
import { Palette, STEP_DRAGGED } from "./palette.tsx";
import type { Commands } from "./use-commands.ts";

/** So near to a way's button, in the flow's own pixels, a step is dropped onto it. */
const NEAR_PX = 130;
const ZOOM = { min: 0.25, first: 0.6, max: 1.5 };

export default function Canvas({ commands }: { commands: Commands }) {
  return (
    <ReactFlowProvider>
      <Drawn commands={commands} />
    </ReactFlowProvider>
  );
}

function Drawn({ commands }: { commands: Commands }) {
  const { flow: { definition, chosen, choose } } = useInEditor();
  const laid = useMemo(() => layoutOf(definition), [definition]);
  const [nodes, setNodes, onNodesChange] = useNodesState(nodesOf(laid));
  const [target, setTarget] = useState<LaidEdge | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const canvas = useReactFlow();
  useEffect(() => setNodes(nodesOf(laid)), [laid, setNodes]);
  useFirstView(frame, laid);
  useInSight(chosen.is === "steps" && chosen.ids.length === 1 ? (chosen.ids[0] ?? null) : null, laid, frame);

  const at = (event: { clientX: number; clientY: number }) => nearest(laid, canvas.screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  const drop = (place: Place | null, ids: readonly string[]) => {
    setTarget(null);
    setNodes(nodesOf(laid));
    if (place) commands.move(ids, place);
  };
  const over = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes(STEP_DRAGGED)) return;
    event.preventDefault();
    setTarget(at(event));
  };
  const dropNew = (event: DragEvent) => {
    const kind = OFFERED.find((each) => each.kind === event.dataTransfer.getData(STEP_DRAGGED))?.kind;
    const place = at(event)?.place;
    setTarget(null);
    if (!kind || !place) return;
    event.preventDefault();
    commands.add(kind, place);
  };
  return (
    <div ref={frame} className="segue-flow-canvas" onDragOver={over} onDrop={dropNew} onDragLeave={() => setTarget(null)}>
      <ReactFlow
        nodes={nodes}
        edges={edgesOf(laid, commands, target?.id ?? null)}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={onNodesChange}
        onNodeDrag={(event) => setTarget("clientX" in event ? at(event) : null)}
        onNodeDragStop={(_, node) => drop(target?.place ?? null, commands.ids.includes(node.id) ? commands.ids : [node.id])}
        onSelectionEnd={() => {
          const ids = canvas.getNodes().filter(({ selected, type }) => selected && type === "step").map(({ id }) => id);
          if (ids.length > 0) choose({ is: "steps", ids });
          setNodes((before) => before.map((node) => ({ ...node, selected: false })));
        }}
        onPaneClick={() => choose({ is: "flow" })}
        minZoom={ZOOM.min}
        maxZoom={ZOOM.max}
        panOnScroll
        zoomOnDoubleClick={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        disableKeyboardA11y
        nodeDragThreshold={6}
        proOptions={{ hideAttribution: true }}
        aria-label="The flow as a picture"
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <Controls showInteractive={false} fitViewOptions={{ padding: 0.15, maxZoom: 1 }} />
        <MiniMap pannable zoomable className="segue-flow-map" ariaLabel="The whole flow, small" />
        <Palette commands={commands} />
      </ReactFlow>
    </div>
  );
}

function nearest({ edges }: Laid, to: Point): LaidEdge | null {
  const far = (edge: LaidEdge) => Math.hypot(edge.middle.x - to.x, edge.middle.y - to.y);
  const [best] = edges.filter(({ place }) => place !== null).sort((one, other) => far(one) - far(other));
  return best && far(best) <= NEAR_PX ? best : null;
}

/** The start at the top, and as much of the flow's width as can still be read. */
function useFirstView(frame: { current: HTMLDivElement | null }, { nodes }: Laid): void {
  const canvas = useReactFlow();
  useEffect(() => {
    const start = nodes.find(({ id }) => id === START_ID);
    const width = frame.current?.clientWidth ?? 0;
    if (!start || width === 0) return;
    const [left, right] = [Math.min(...nodes.map(({ x }) => x)), Math.max(...nodes.map((node) => node.x + node.width))];
    const zoom = Math.max(ZOOM.first, Math.min(1, (width - PALETTE_PX) / (right - left + 40)));
    void canvas.setViewport({ zoom, x: (width + PALETTE_PX) / 2 - (start.x + start.width / 2) * zoom, y: 24 - start.y * zoom });
    // Once: from then on it is where the merchant put it.
  }, []);
}

/** Room for the button that stands on the way behind a step. */
const BEHIND_PX = 90;
/** What the palette covers. */
const PALETTE_PX = 184;

/** What is chosen elsewhere, or comes anew, is brought into sight. */
function useInSight(id: string | null, { nodes }: Laid, frame: { current: HTMLDivElement | null }): void {
  const canvas = useReactFlow();
  useEffect(() => {
    const node = nodes.find((each) => each.id === id);
    const box = frame.current;
    if (!node || !box) return;
    const { x, y, zoom } = canvas.getViewport();
    const [left, top] = [node.x * zoom + x, node.y * zoom + y];
    const isSeen = left >= PALETTE_PX && top >= 0 && left + node.width * zoom <= box.clientWidth && top + (node.height + BEHIND_PX) * zoom <= box.clientHeight;
    const middle = { x: (box.clientWidth + PALETTE_PX) / 2 - (node.x + node.width / 2) * zoom, y: box.clientHeight / 2 - (node.y + node.height / 2) * zoom };
    if (!isSeen) void canvas.setViewport({ ...middle, zoom }, { duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200 });
  }, [id]);
}

// The flow as a picture: laid out by itself, with a button on every way. Steps are dragged from the palette onto a way, and
// from one way to another. It is loaded after the page; everything it can do, the list can do, too.
import { Background, BackgroundVariant, Controls, MiniMap, ReactFlow, ReactFlowProvider, useNodesState, useReactFlow } from "@xyflow/react";
import { type DragEvent, useEffect, useMemo, useRef, useState } from "react";
import { edgeTypes } from "./canvas-edge.tsx";
import { nodeTypes } from "./canvas-nodes.tsx";
import { edgesOf, nodesOf } from "./drawn.ts";
import { type Laid, type LaidEdge, layoutOf, type Point } from "./edit/layout.ts";
import type { Place } from "./edit/place.ts";
import { OFFERED } from "./edit/kinds.ts";
import { useInEditor } from "./in-editor.ts";
import { Palette, STEP_DRAGGED } from "./palette.tsx";
import { useFirstView, useIntoSight } from "./sight.ts";
import type { Commands } from "./use-commands.ts";
import { firstZoom, FITTED, ZOOM } from "./zoom.ts";

/** So near to a way's button, in the flow's own pixels, a step is dropped onto it. */
const NEAR_PX = 130;
/** What the palette covers. */
const PALETTE_PX = 184;

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
  useFirstView(frame, laid.nodes, PALETTE_PX, (nodes, { width }) => firstZoom(nodes, width));
  const bringIntoSight = useIntoSight(frame, laid.nodes, PALETTE_PX);
  const only = chosen.is === "steps" && chosen.ids.length === 1 ? (chosen.ids[0] ?? null) : null;
  // What is chosen elsewhere, or comes anew.
  useEffect(() => bringIntoSight(only), [only]);

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
        <Controls showInteractive={false} fitViewOptions={FITTED} />
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

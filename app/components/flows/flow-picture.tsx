// The flow as a picture, loaded after the page: each step with who is there, how many came, and how many texts went. Nothing can be
// changed here. It is moved by dragging, so that the wheel goes on moving the page.
import { Badge } from "@shopify/polaris";
import { Link } from "@remix-run/react";
import { Background, BackgroundVariant, Controls, type Edge, type EdgeProps, type Node, type NodeProps, ReactFlow, ReactFlowProvider } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { createContext, useContext, useMemo, useRef } from "react";
import { invariant } from "#app/lib/invariant.ts";
import { formatCount, formatPeople } from "../format.ts";
import { nodesOf } from "../flow-editor/drawn.ts";
import { In, Out, OutNode, StartTitle } from "../flow-editor/ends.tsx";
import "../flow-editor/flow-editor.css";
import { useFirstView, useIntoSight } from "../flow-editor/sight.ts";
import { StepFace } from "../flow-editor/step-face.tsx";
import { Way } from "../flow-editor/way.tsx";
import { FITTED, wholeZoom, ZOOM } from "../flow-editor/zoom.ts";
import type { Picture, Way as DrawnWay } from "./picture.ts";
import { passedWords } from "./step-figures.ts";
import type { StepLine } from "./step-list.tsx";

type Props = { flowId: number; picture: Picture; steps: StepLine[]; entered: number; isPublished: boolean };
type Inside = Props & { bringIntoSight: (id: string) => void };
const InsideContext = createContext<Inside | null>(null);

export default function FlowPicture(props: Props) {
  const { nodes, ways } = props.picture;
  const still = useMemo(() => nodesOf({ nodes }).map((node): Node => ({ ...node, draggable: false, selectable: false })), [nodes]);
  const edges = useMemo(() => ways.map((way): WayEdge => ({ id: way.id, source: way.source, target: way.target, type: "way", focusable: false, selectable: false, data: way })), [ways]);
  return (
    <ReactFlowProvider initialNodes={still} initialEdges={edges}>
      <Drawn {...props} still={still} edges={edges} />
    </ReactFlowProvider>
  );
}

function Drawn({ still, edges, ...props }: Props & { still: Node[]; edges: WayEdge[] }) {
  const { picture: { nodes } } = props;
  const frame = useRef<HTMLDivElement>(null);
  useFirstView(frame, nodes, 0, wholeZoom);
  const bringIntoSight = useIntoSight(frame, nodes, 0);
  return (
    <InsideContext.Provider value={{ ...props, bringIntoSight }}>
      <div ref={frame} className="segue-flow-picture">
        <ReactFlow
          nodes={still}
          edges={edges}
          nodeTypes={NODES}
          edgeTypes={EDGES}
          minZoom={ZOOM.min}
          maxZoom={ZOOM.max}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          deleteKeyCode={null}
          disableKeyboardA11y
          proOptions={{ hideAttribution: true }}
          aria-label="The flow as a picture"
        >
          <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
          <Controls showInteractive={false} fitViewOptions={FITTED} />
        </ReactFlow>
      </div>
    </InsideContext.Provider>
  );
}

function useInside(): Inside {
  const known = useContext(InsideContext);
  invariant(known, "this is shown inside the picture of a flow");
  return known;
}

function StartNode() {
  const { picture: { starts }, entered, isPublished } = useInside();
  return (
    <>
      <section className="segue-flow-start" aria-label="Start of the flow">
        <StartTitle />
        <ul>
          {starts.map((words) => (
            <li key={words} className="segue-flow-said">{words}</li>
          ))}
        </ul>
        {isPublished ? <span className="segue-flow-passed">{`${formatCount(entered)} entered`}</span> : null}
      </section>
      <Out />
    </>
  );
}

function StepNode({ id }: NodeProps) {
  const { flowId, picture, steps, isPublished, bringIntoSight } = useInside();
  const card = picture.cards.find((each) => each.id === id);
  const step = steps.find((each) => each.id === id);
  if (!card || !step) return null;
  const { people, kind } = step;
  return (
    <>
      <In />
      <div className="segue-flow-card" data-step={id} data-still>
        <StepFace id={id} kind={kind} title={card.title} lines={card.lines}>
          {isPublished ? (
            <>
              {people > 0 ? (
                <Link to={`/app/flows/${flowId}/runs?step=${id}`} className="segue-flow-here nopan" aria-label={`${formatPeople(people)} at ${id}`} onFocus={() => bringIntoSight(id)}>
                  <Badge tone="info">{`${formatCount(people)} here`}</Badge>
                </Link>
              ) : null}
              <span className="segue-flow-passed">{passedWords(step, kind === "send")}</span>
            </>
          ) : null}
        </StepFace>
      </div>
      <Out />
    </>
  );
}

type WayEdge = Edge<DrawnWay, "way">;

const WayLine = ({ id, data }: EdgeProps<WayEdge>) => (data ? <Way id={id} path={data.path} middle={data.middle} label={data.label} isBack={data.isBack} /> : null);

const NODES = { start: StartNode, step: StepNode, out: OutNode };
const EDGES = { way: WayLine };

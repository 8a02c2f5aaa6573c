// What stands on the canvas: the start, the steps, and where a way leaves the flow.
import { Handle, type NodeProps, type NodeTypes, Position } from "@xyflow/react";
import { useInEditor } from "./in-editor.ts";
import { StartCard } from "./start-card.tsx";
import { StepCard } from "./step-card.tsx";

const In = () => <Handle type="target" position={Position.Top} isConnectable={false} />;
const Out = () => <Handle type="source" position={Position.Bottom} isConnectable={false} />;

const StartNode = () => (
  <>
    <StartCard />
    <Out />
  </>
);

function StepNode({ id }: NodeProps) {
  const { flow: { definition } } = useInEditor();
  const step = definition.steps.find((each) => each.id === id);
  return (
    <>
      <In />
      {step ? <StepCard step={step} /> : null}
      <Out />
    </>
  );
}

const OutNode = () => (
  <>
    <In />
    <span className="segue-flow-out">Out</span>
  </>
);

export const nodeTypes: NodeTypes = { start: StartNode, step: StepNode, out: OutNode };

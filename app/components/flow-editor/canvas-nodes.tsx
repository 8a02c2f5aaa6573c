// What stands on the canvas: the start, the steps, and where a way leaves the flow.
import type { NodeProps, NodeTypes } from "@xyflow/react";
import { In, Out, OutNode } from "./ends.tsx";
import { useInEditor } from "./in-editor.ts";
import { StartCard } from "./start-card.tsx";
import { StepCard } from "./step-card.tsx";

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

export const nodeTypes: NodeTypes = { start: StartNode, step: StepNode, out: OutNode };

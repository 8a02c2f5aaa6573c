// Where ways begin and end on any drawing of a flow, and where one leaves it.
import { Icon } from "@shopify/polaris";
import { PlayCircleIcon } from "@shopify/polaris-icons";
import { Handle, Position } from "@xyflow/react";

export const In = () => <Handle type="target" position={Position.Top} isConnectable={false} />;
export const Out = () => <Handle type="source" position={Position.Bottom} isConnectable={false} />;

export const OutNode = () => (
  <>
    <In />
    <span className="segue-flow-out">Out</span>
  </>
);

export const StartTitle = () => (
  <span className="segue-flow-title">
    <span className="segue-flow-icon">
      <Icon source={PlayCircleIcon} />
    </span>
    <span>Starts when</span>
  </span>
);

// The steps there are, to be dragged onto a way. A click puts one behind what is chosen.
import { Button } from "@shopify/polaris";
import { ChevronDownIcon, ChevronRightIcon } from "@shopify/polaris-icons";
import { Panel } from "@xyflow/react";
import { useState } from "react";
import { STEP_GROUPS } from "./edit/kinds.ts";
import { useInEditor } from "./in-editor.ts";
import { KindSign } from "./kind-look.tsx";
import { type Commands, placeAfter } from "./use-commands.ts";

export const STEP_DRAGGED = "application/x-segue-step";

export function Palette({ commands }: { commands: Commands }) {
  const { flow } = useInEditor();
  const [isOpen, setOpen] = useState(true);
  return (
    <Panel position="top-left" className="segue-flow-palette">
      <Button variant="tertiary" size="slim" fullWidth textAlign="left" icon={isOpen ? ChevronDownIcon : ChevronRightIcon} ariaExpanded={isOpen} ariaControls="flow-palette" onClick={() => setOpen(!isOpen)}>
        Steps
      </Button>
      {isOpen ? (
        <ul id="flow-palette" aria-label="Steps to drag onto a way">
          {STEP_GROUPS.flatMap(({ kinds }) => kinds).map(({ kind, label, help }) => (
            <li key={kind}>
              <button type="button" draggable title={help} onDragStart={(event) => event.dataTransfer.setData(STEP_DRAGGED, kind)} onClick={() => commands.add(kind, placeAfter(flow))}>
                <KindSign kind={kind} />
                <span>{label}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </Panel>
  );
}

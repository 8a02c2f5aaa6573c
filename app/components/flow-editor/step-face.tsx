// What a step's card shows, on the canvas, in the list and on the flow's page: its sign, what it is called, and what it does.
import type { ReactNode } from "react";
import type { StepKind } from "./edit/kinds.ts";
import { KindSign } from "./kind-look.tsx";

/** `children`: below, what stands at it. */
type Props = { id: string; kind: StepKind; title: string; lines: string; children: ReactNode };

export const StepFace = ({ id, kind, title, lines, children }: Props) => (
  <>
    <KindSign kind={kind} />
    <span className="segue-flow-words">
      <span className="segue-flow-title">
        <span className="segue-flow-name">{title}</span> <span className="segue-flow-id">{id}</span>
      </span>
      {lines ? <span className="segue-flow-lines">{lines}</span> : null}
      {children ? <span className="segue-flow-marks">{children}</span> : null}
    </span>
  </>
);

// A way as it is drawn: a line, what it is called, and what stands on it.
import { BaseEdge, EdgeLabelRenderer } from "@xyflow/react";
import type { ReactNode } from "react";
import type { Point } from "./edit/layout.ts";

type Props = { id: string; /** As SVG writes it. */ path: string; middle: Point; label: string; isBack: boolean; /** What is dragged would be dropped onto it. */ isTarget?: boolean; children?: ReactNode };

export function Way({ id, path, middle, label, isBack, isTarget = false, children = null }: Props) {
  return (
    <>
      <BaseEdge id={id} path={path} className={`segue-flow-way${isBack ? " segue-flow-back" : ""}${isTarget ? " segue-flow-target" : ""}`} />
      <EdgeLabelRenderer>
        <div className="segue-flow-label nopan" data-target={isTarget || undefined} style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}>
          {label ? <span className="segue-flow-way-name">{label}</span> : null}
          {children}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}

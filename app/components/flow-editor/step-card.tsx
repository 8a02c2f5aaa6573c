// One step as a card, on the canvas and in the list: what it does, who stands there, and what is to be said of it.
import { Badge, Icon } from "@shopify/polaris";
import { NoteIcon } from "@shopify/polaris-icons";
import type { MouseEvent } from "react";
import type { Step } from "#app/flows/step.ts";
import { formatCount } from "../format.ts";
import { markOf, useInEditor } from "./in-editor.ts";
import { StepFace } from "./step-face.tsx";
import { linesOf, titleOf } from "./step-words.ts";

export function StepCard({ step }: { step: Step }) {
  const inside = useInEditor();
  const { flow, names, words, shown } = inside;
  const { chosen } = flow;
  const isChosen = chosen.is === "steps" && chosen.ids.includes(step.id);
  const mark = markOf(inside, step.id);
  const people = shown.standing[step.id] ?? 0;
  const lines = linesOf(step, names, (id) => words.messages.find((message) => message.id === id)?.name ?? null);
  const choose = ({ shiftKey, ctrlKey, metaKey }: MouseEvent) => {
    const ids = chosen.is === "steps" && (shiftKey || ctrlKey || metaKey) ? chosen.ids : [];
    const next = ids.includes(step.id) ? ids.filter((id) => id !== step.id) : [...ids, step.id];
    flow.choose(next.length === 0 ? { is: "flow" } : { is: "steps", ids: next });
  };
  return (
    <button type="button" className="segue-flow-card" aria-pressed={isChosen} data-step={step.id} data-mark={mark?.tone ?? "none"} data-small={lines === "" || undefined} onClick={choose}>
      <StepFace id={step.id} kind={step.kind} title={titleOf(step)} lines={lines}>
        {people > 0 || mark || step.note ? (
          <>
            {people > 0 ? <Badge tone="info">{`${formatCount(people)} here`}</Badge> : null}
            {mark ? <Badge tone={mark.tone}>{mark.messages.length === 1 ? (mark.tone === "critical" ? "To mend" : mark.tone === "attention" ? "To choose" : "To know") : `${mark.messages.length} findings`}</Badge> : null}
            {step.note ? <span title={step.note} className="segue-flow-note"><Icon source={NoteIcon} tone="subdued" accessibilityLabel={`Note: ${step.note}`} /></span> : null}
          </>
        ) : null}
      </StepFace>
    </button>
  );
}

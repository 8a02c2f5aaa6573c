// A text: a saved message or words of this step alone, and what becomes of the run where it never goes.
import { BlockStack } from "@shopify/polaris";
import type { FlowMessage } from "#app/flows/step.ts";
import { days } from "#app/lib/time.ts";
import { problemAt } from "../../problems-of.ts";
import type { FlowWords } from "../editor-words.ts";
import { useInEditor } from "../in-editor.ts";
import { NumberField, Pick, SideBySide } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { More } from "./more.tsx";
import { OwnText } from "./own-text.tsx";
import { SavedMessage } from "./saved-message.tsx";
import { SpanField } from "./span-field.tsx";
import { StepField } from "./step-field.tsx";

const OWN: Extract<FlowMessage, { kind: "own" }> = { kind: "own", class: "marketing", scope: "marketing", topic: null, language: "en", text: "" };

export function SendForm({ step, set, problems }: StepForm<"send">) {
  const { words: { messages } } = useInEditor();
  const { message } = step;
  const [newest] = messages;
  const isFirst = newest !== undefined || message.kind === "saved";
  return (
    <BlockStack gap="400">
      {isFirst ? <Pick label="What is sent" choices={[["own", "A text written here"], ["saved", "A saved message"]]} value={message.kind} onChange={(kind) => set({ ...step, message: kind === "own" ? ownOf(message, messages) : { kind, id: newest?.id ?? 1, version: null } })} /> : null}
      {message.kind === "own" ? <OwnText step={step} message={message} set={(own) => set({ ...step, message: own })} problems={problems} /> : <SavedMessage message={message} set={(saved) => set({ ...step, message: saved })} error={problemAt(problems, ["message", "id"])} />}
      <Going step={step} set={set} problems={problems} />
    </BlockStack>
  );
}

/** Words of a saved message are a beginning. */
export function ownOf(message: FlowMessage, messages: FlowWords["messages"]): FlowMessage {
  const saved = message.kind === "saved" ? messages.find(({ id }) => id === message.id) : undefined;
  if (!saved) return OWN;
  const { class: kind, scope, topic, language, text } = saved.definition;
  return { kind: "own", class: kind, scope, topic, language, text };
}

function Going({ step, set, problems }: StepForm<"send">) {
  const fields = ["to", "expires", "onSkip", "skipTo", "spacing", "limit", "picks"];
  const hasProblem = fields.some((field) => problemAt(problems, [field]) !== false);
  return (
    <More label="Delays, skips and limits" hasProblem={hasProblem}>
      <Pick label="To" choices={[["person", "The customer"], ["staff", "Your staff"]]} value={step.to} onChange={(to) => set({ ...step, to })} />
      <SpanField label="It may wait for a lawful hour or a free limit" value={step.expires} onChange={(expires) => set({ ...step, expires })} error={problemAt(problems, ["expires"])} helpText="After that it is skipped, and the report says why." />
      <Pick label="If it is never sent" choices={[["goOn", "They go on"], ["exit", "They leave the flow"], ["go", "They go to a step"]]} value={step.onSkip} onChange={(onSkip) => set({ ...step, onSkip, skipTo: onSkip === "go" ? (step.skipTo ?? step.next) : null })} error={step.onSkip === "go" ? false : problemAt(problems, ["onSkip"])} />
      {step.onSkip === "go" ? <StepField label="Which step" from={step.id} value={step.skipTo} onChange={(skipTo) => set({ ...step, skipTo })} error={problemAt(problems, ["skipTo"])} /> : null}
      <Pick label="Waits after a delay" choices={[["kept", "Count from when it was sent"], ["calendar", "Keep the days as planned"]]} value={step.spacing} onChange={(spacing) => set({ ...step, spacing })} />
      <NumberField label="Skip if fewer products can be picked than" min={0} value={step.picks} onChange={(picks) => set({ ...step, picks })} error={problemAt(problems, ["picks"])} />
      <Limited step={step} set={set} problems={problems} />
    </More>
  );
}

function Limited({ step, set, problems }: StepForm<"send">) {
  const { limit } = step;
  return (
    <BlockStack gap="200">
      <Pick label="A limit of its own" choices={[["none", "None: the others hold"], ["own", "A stricter one"]]} value={limit === null ? "none" : "own"} onChange={(is) => set({ ...step, limit: is === "none" ? null : { max: 2, windowMs: days(7) } })} />
      {limit === null ? null : (
        <SideBySide>
          <NumberField label="At most texts" min={0} value={limit.max} onChange={(max) => set({ ...step, limit: { ...limit, max } })} error={problemAt(problems, ["limit", "max"])} />
          <NumberField label="in days" min={1} value={limit.windowMs / days(1)} onChange={(count) => set({ ...step, limit: { ...limit, windowMs: count * days(1) } })} error={problemAt(problems, ["limit", "windowMs"])} />
        </SideBySide>
      )}
    </BlockStack>
  );
}

// Steps with little to say: a note to the staff, a question to them, a way back, an end.
import { BlockStack, Text } from "@shopify/polaris";
import { problemAt } from "../../problems-of.ts";
import { NumberField, TextLine } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { SpanField } from "./span-field.tsx";
import { StepField } from "./step-field.tsx";

export const AlertForm = ({ step, set, problems }: StepForm<"alert">) => (
  <TextLine label="What the staff are told" lines={3} max={500} value={step.says} onChange={(says) => set({ ...step, says })} error={problemAt(problems, ["says"])} helpText="It stands in the app, with the customer’s name." />
);

export const ApprovalForm = ({ step, set, problems }: StepForm<"approval">) => (
  <BlockStack gap="300">
    <TextLine label="What the staff are asked" lines={3} max={500} value={step.says} onChange={(says) => set({ ...step, says })} error={problemAt(problems, ["says"])} />
    <SpanField label="Wait for an answer" value={step.within} onChange={(within) => set({ ...step, within })} error={problemAt(problems, ["within"])} />
    <StepField label="On a no, or without an answer" none="Out of the flow" from={step.id} value={step.otherwise} onChange={(otherwise) => set({ ...step, otherwise })} error={problemAt(problems, ["otherwise"])} />
  </BlockStack>
);

export const GoToForm = ({ step, set, problems }: StepForm<"goTo">) => (
  <BlockStack gap="300">
    <StepField label="Back to" value={step.to} of={({ id }) => id !== step.id} onChange={(to) => set({ ...step, to: to ?? step.to })} error={problemAt(problems, ["to"])} helpText="Somewhere on the way round there must be a wait of at least an hour." />
    <NumberField label="At most so many times, then on" min={1} value={step.times} onChange={(times) => set({ ...step, times })} error={problemAt(problems, ["times"])} />
  </BlockStack>
);

export const EndForm = ({ step, set, problems }: StepForm<"end">) => (
  <TextLine label="Called (optional)" max={60} value={step.label} onChange={(label) => set({ ...step, label: label === "" ? null : label })} error={problemAt(problems, ["label"])} helpText="The report counts who came to each end by its name." />
);

export const JoinForm = () => (
  <Text as="p" tone="subdued">
    Ways come together here. Lead other ways to it by choosing it as their next step.
  </Text>
);

// The chosen step: what it does in one sentence, what is to be said of it, its form, its note, and its name.
import { Banner, BlockStack, Box, Divider, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { describeStep } from "#app/flows/describe/step.ts";
import { NOTE_MAX, type Step } from "#app/flows/step.ts";
import { STEP_ID_MAX } from "#app/flows/step-id.ts";
import { ChosenButtons } from "./chosen-buttons.tsx";
import { changedField, withStep } from "./edit/changed.ts";
import { isForked, turned, waysOf } from "./edit/place.ts";
import { calledAnew } from "./edit/rename.ts";
import { StepFields } from "./forms/step-form.tsx";
import { StepField } from "./forms/step-field.tsx";
import { markOf, problemsAt, useInEditor } from "./in-editor.ts";
import { KindSign } from "./kind-look.tsx";
import { titleOf } from "./step-words.ts";
import type { Commands } from "./use-commands.ts";

export function StepPanel({ id, commands }: { id: string; commands: Commands }) {
  const inside = useInEditor();
  const { flow, names, problems } = inside;
  const { definition } = flow;
  const index = definition.steps.findIndex((step) => step.id === id);
  const step = definition.steps[index];
  if (!step) return null;
  const own = problemsAt(problems, ["steps", index]);
  const set = (next: Step) => flow.change((now) => withStep(now, step, next), `step ${id} ${changedField(step, next)}`);
  const mark = markOf(inside, id);
  return (
    <BlockStack gap="400">
      <InlineStack gap="300" blockAlign="center" wrap={false}>
        <KindSign kind={step.kind} />
        <Text as="h3" variant="headingSm">
          {titleOf(step)}
        </Text>
      </InlineStack>
      {mark ? <Findings messages={mark.messages} tone={mark.tone === "critical" ? "critical" : "warning"} /> : null}
      <StepFields key={step.kind} step={step} set={set} problems={own} />
      <Next step={step} set={set} />
      <Divider />
      <TextField label="Note" value={step.note ?? ""} multiline={2} maxLength={NOTE_MAX} autoComplete="off" onChange={(note) => set({ ...step, note: note.trim() === "" ? null : note })} helpText="Only your team sees it." />
      <Name step={step} />
      <Box background="bg-surface-secondary" padding="300" borderRadius="200">
        <div role="status">
          <Text as="p" breakWord>
            {describeStep(step, names)}
          </Text>
        </div>
      </Box>
      <ChosenButtons commands={commands} />
    </BlockStack>
  );
}

export function Findings({ messages, tone }: { messages: string[]; tone: "critical" | "warning" }) {
  return (
    <Banner tone={tone}>
      {messages.length === 1 ? <Text as="p">{messages[0]}</Text> : (
        <List>
          {messages.map((message) => (
            <List.Item key={message}>{message}</List.Item>
          ))}
        </List>
      )}
    </Banner>
  );
}

/** Forks name the ends of their ways beside each way. */
function Next({ step, set }: { step: Step; set: (step: Step) => void }) {
  const way = waysOf(step).find(({ path }) => path[0] === "next");
  if (!way) return null;
  return <StepField label={isForked(step) ? "When it is done" : "Then"} none="Out of the flow" from={step.id} value={way.to} onChange={(to) => set(turned(step, way.path, to))} />;
}

function Name({ step }: { step: Step }) {
  const { flow, shown } = useInEditor();
  const [typed, setTyped] = useState(step.id);
  const [wrong, setWrong] = useState<string | false>(false);
  const rename = () => {
    if (typed === step.id) return setWrong(false);
    const edited = calledAnew(flow.definition, step.id, typed);
    if ("refused" in edited) return setWrong(edited.refused);
    flow.apply((now) => calledAnew(now, step.id, typed), [typed]);
  };
  return <TextField label="Name of the step" value={typed} maxLength={STEP_ID_MAX} autoComplete="off" onChange={setTyped} onBlur={rename} error={wrong} helpText={shown.version === null ? "Reports and other steps name it by this." : "Reports count it by this name: under another it is counted anew."} />;
}

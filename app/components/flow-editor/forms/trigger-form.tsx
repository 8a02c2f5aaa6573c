// One thing that starts a flow: what it is, and its own choices.
import { BlockStack, Button } from "@shopify/polaris";
import { TRIGGERS_MAX, type Trigger } from "#app/flows/trigger.ts";
import { useShopWords } from "../../builder/shop-words.ts";
import { changedField, onto } from "../edit/changed.ts";
import { problemsAt, useInEditor } from "../in-editor.ts";
import { Pick } from "./fields.tsx";
import { TriggerFields } from "./trigger-fields.tsx";
import { newTrigger, TRIGGERS } from "./trigger-kinds.ts";

export function TriggerForm({ index }: { index: number }) {
  const { flow, problems } = useInEditor();
  const { segments } = useShopWords();
  const { definition } = flow;
  const trigger = definition.triggers[index];
  if (!trigger) return null;
  const set = (next: Trigger, isTyped = true) => flow.change((now) => ({ ...now, triggers: onto(now.triggers, definition.triggers, definition.triggers.with(index, next)) }), isTyped ? `trigger ${index} ${changedField(trigger, next)}` : undefined);
  return (
    <BlockStack gap="400">
      <Pick label="Starts when" choices={TRIGGERS} value={trigger.kind} onChange={(kind) => set(newTrigger(kind, segments[0]?.segmentId ?? Number.NaN), false)} />
      <TriggerFields trigger={trigger} set={set} problems={problemsAt(problems, ["triggers", index])} />
      {definition.triggers.length > 1 ? (
        <div>
          <Button tone="critical" variant="plain" onClick={() => (flow.choose({ is: "flow" }), flow.change((now) => ({ ...now, triggers: now.triggers.toSpliced(index, 1) })))}>
            Remove this trigger
          </Button>
        </div>
      ) : null}
    </BlockStack>
  );
}

export function AddTrigger() {
  const { flow } = useInEditor();
  const { definition } = flow;
  if (definition.triggers.length >= TRIGGERS_MAX) return null;
  const add = () => {
    flow.change((now) => ({ ...now, triggers: [...now.triggers, newTrigger("event", Number.NaN)] }));
    flow.choose({ is: "trigger", index: definition.triggers.length });
  };
  return (
    <div>
      <Button onClick={add}>Add a trigger</Button>
    </div>
  );
}

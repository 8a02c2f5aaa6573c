// What the flow is for: counted for those with texts and for those without alike.
import { BlockStack, Button, Checkbox, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { type Goal, GOALS_MAX } from "#app/flows/definition.ts";
import { problemAt } from "../../problems-of.ts";
import { onto } from "../edit/changed.ts";
import { problemsAt, useInEditor } from "../in-editor.ts";
import { Pick, TextLine } from "./fields.tsx";
import { Removable } from "./removable.tsx";
import { SpanField } from "./span-field.tsx";
import { ToldField } from "./told-field.tsx";

const newGoal = (label: string): Goal => ({ label, on: { event: "order", where: [], whereAny: false, own: false }, within: { n: 5, unit: "day" }, since: "entry", exits: false });

export function GoalsForm() {
  const { flow, problems } = useInEditor();
  const { definition } = flow;
  const { goals } = definition;
  const set = (next: Goal[], key?: string) => flow.change((now) => ({ ...now, goals: onto(now.goals, goals, next) }), key);
  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        The report says how many reached it, and how many would have without the flow.
      </Text>
      {goals.map((goal, index) => {
        const own = problemsAt(problems, ["goals", index]);
        const change = (part: Partial<Goal>) => set(goals.with(index, { ...goal, ...part }), `goal ${index} ${Object.keys(part).join()}`);
        return (
          <Removable key={index} label={goal.label || `Goal ${index + 1}`} onRemove={() => set(goals.toSpliced(index, 1))}>
            <TextLine label="Called" max={60} value={goal.label} onChange={(label) => change({ label })} error={problemAt(own, ["label"])} />
            <ToldField label="What happens" value={goal.on} onChange={(on) => change({ on })} problems={problemsAt(own, ["on"])} />
            <SpanField label="Within" value={goal.within} onChange={(within) => change({ within })} error={problemAt(own, ["within"])} />
            <Pick label="After they" choices={[["entry", "entered"], ["exit", "left"]]} value={goal.since} onChange={(since) => change({ since })} />
            <Checkbox label="Whoever reaches it leaves" checked={goal.exits} onChange={(exits) => change({ exits })} />
          </Removable>
        );
      })}
      {goals.length < GOALS_MAX ? (
        <div>
          <Button icon={PlusIcon} onClick={() => set([...goals, newGoal(goals.length === 0 ? "Ordered" : `Goal ${goals.length + 1}`)])}>
            Add a goal
          </Button>
        </div>
      ) : null}
    </BlockStack>
  );
}

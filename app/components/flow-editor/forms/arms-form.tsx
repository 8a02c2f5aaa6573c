// A split by lot, and an experiment: the arms and their shares.
import { BlockStack, Button, Checkbox, InlineError, Text } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { ARMS_MAX } from "#app/flows/step.ts";
import { problemAt } from "../../problems-of.ts";
import { formatPercent } from "../../format.ts";
import { pathAdded } from "../edit/paths.ts";
import { ExperimentFields } from "./experiment-fields.tsx";
import { NumberField, SideBySide, TextLine } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { Removable } from "./removable.tsx";
import { StepField } from "./step-field.tsx";
import { useWays } from "./use-ways.ts";

export function ArmsForm({ step, set, problems }: StepForm<"split" | "experiment">) {
  const ways = useWays(step.id);
  const total = step.arms.reduce((sum, { weight }) => sum + (weight || 0), 0);
  const arm = (index: number, part: Partial<(typeof step.arms)[number]>) => set({ ...step, arms: step.arms.map((each, place) => (place === index ? { ...each, ...part } : each)) });
  const general = problems.find(({ path }) => path.length === 1 && path[0] === "arms");
  return (
    <BlockStack gap="400">
      <Text as="p" tone="subdued">
        Whoever once fell into an arm stays in it, in every version of this flow.
      </Text>
      {step.arms.map(({ name, weight, next, hold }, index) => (
        <Removable
          key={index}
          label={`Arm ${index + 1}`}
          isLast={step.arms.length <= 2}
          place={{ isFirst: index === 0, isLast: index === step.arms.length - 1 }}
          onMove={(by) => ways.move(index, by)}
          onRemove={() => ways.remove(index)}
        >
          <SideBySide>
            <TextLine label="Name" value={name} max={40} onChange={(next) => arm(index, { name: next })} error={problemAt(problems, ["arms", index, "name"])} />
            <NumberField label={`Weight${total > 0 ? ` (${formatPercent(weight || 0, total)})` : ""}`} min={1} value={weight} onChange={(next) => arm(index, { weight: next })} error={problemAt(problems, ["arms", index, "weight"])} />
          </SideBySide>
          <StepField label="Goes to" none="Out of the flow" from={step.id} value={next} onChange={(to) => arm(index, { next: to })} error={problemAt(problems, ["arms", index, "next"])} />
          <Checkbox label="Without texts, to compare with" checked={hold} onChange={(isHeld) => arm(index, { hold: isHeld })} error={problemAt(problems, ["arms", index, "hold"])} />
        </Removable>
      ))}
      {general ? <InlineError message={general.message} fieldID="arms" /> : null}
      {step.arms.length < ARMS_MAX ? (
        <div>
          <Button icon={PlusIcon} onClick={() => set(pathAdded(step))}>
            Add an arm
          </Button>
        </div>
      ) : null}
      {step.kind === "experiment" ? <ExperimentFields step={step} set={set} problems={problems} /> : null}
    </BlockStack>
  );
}

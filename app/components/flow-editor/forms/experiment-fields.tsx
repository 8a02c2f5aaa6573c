// What an experiment compares its arms by, when it ends, and what happens then.
import { BlockStack, Button, Checkbox, InlineError, Text } from "@shopify/polaris";
import { usuallyNeeds } from "#app/flows/experiment/always-valid.ts";
import type { Metric } from "#app/flows/step.ts";
import { formatCount } from "../../format.ts";
import { problemAt } from "../../problems-of.ts";
import { problemsAt } from "../in-editor.ts";
import { NumberField, Pick } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { SpanField } from "./span-field.tsx";

const METRICS: readonly (readonly [Metric, string])[] = [
  ["ordered", "How many order"], ["revenue", "What each person spends"], ["clicked", "How many click"], ["replied", "How many reply"], ["optedOut", "How many opt out (fewer is better)"],
];
/** The same as experiment/always-valid.ts takes it to be, in words. */
const USUALLY: Record<Metric, string> = { ordered: "3 of 100 people order", revenue: "3 of 100 people order, each for a different amount", clicked: "7 of 100 people click", replied: "2 of 100 people reply", optedOut: "1 of 100 people opts out" };
const ALPHA = 0.05;

export function ExperimentFields({ step, set, problems }: StepForm<"experiment">) {
  return (
    <BlockStack gap="300">
      <Pick label="Compared by" choices={METRICS} value={step.metric} onChange={(metric) => set({ ...step, metric })} error={problemAt(problems, ["metric"])} />
      <SpanField label="Watch each person for" value={step.within} onChange={(within) => set({ ...step, within })} error={problemAt(problems, ["within"])} helpText="Counted from when their arm is drawn: give the last text of each arm time to work." />
      <NumberField label="The smallest difference worth knowing (% of the first arm)" isWhole={false} min={0} value={step.effect} onChange={(effect) => set({ ...step, effect })} error={problemAt(problems, ["effect"])} />
      <Needs step={step} />
      <Pick label="When it is clear which arm is better" choices={[["asked", "Ask me"], ["stays", "Give it to everybody who is new"], ["byHand", "Only show it: I end it myself"]]} value={step.stop === "byHand" ? "byHand" : step.winner} onChange={(then) => set(then === "byHand" ? { ...step, stop: "byHand" } : { ...step, stop: "decided", winner: then })} />
      <Checkbox label="Shift people to the better arm while it runs" helpText="Once a day, by what is known so far; each arm keeps a part. It costs fewer sales and takes longer to be sure." checked={step.bandit} onChange={(bandit) => set({ ...step, bandit })} />
      {problemsAt(problems, ["salt"]).map(({ message }) => <InlineError key={message} message={message} fieldID="salt" />)}
      <BlockStack gap="100">
        <Text as="p" tone="subdued">
          If you change the arms, their shares or what is compared, it begins anew once published. Another text in an arm does not: begin anew yourself if it makes a difference.
        </Text>
        <div>
          <Button variant="plain" onClick={() => set({ ...step, salt: anew(step.salt) })}>
            Begin anew
          </Button>
        </div>
      </BlockStack>
    </BlockStack>
  );
}

/** Said before it starts: most shops are too small for most differences. */
function Needs({ step }: { step: StepForm<"experiment">["step"] }) {
  const total = step.arms.reduce((sum, { weight }) => sum + weight, 0);
  const pairs = (step.arms.length * (step.arms.length - 1)) / 2;
  const [least = 0] = step.arms.map(({ weight }) => weight / total).sort((one, other) => one - other);
  if (!(least > 0) || !(step.effect > 0)) return null;
  // The two smallest arms take longest: of everybody who is drawn they get a part.
  const people = usuallyNeeds(step, [least, least], ALPHA / pairs) / (2 * least);
  return <Text as="p" tone="subdued">{`Where ${USUALLY[step.metric]}, a difference of ${step.effect}% takes some ${formatCount(Number(people.toPrecision(2)))} people to see. A larger one is found sooner.`}</Text>;
}

/** "x1" → "x1 2" → "x1 3": everybody is drawn again. */
function anew(salt: string): string {
  const [, name = salt, count] = /^(.*?)(?: (\d+))?$/.exec(salt) ?? [];
  return `${name.slice(0, 30)} ${Number(count ?? 1) + 1}`;
}

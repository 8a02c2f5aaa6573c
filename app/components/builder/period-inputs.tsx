// Which events count: those of a period, or all, less and less the older they are.
import { Checkbox, Text } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import { HALVES } from "#app/segments/fade.ts";
import type { Window } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { NumberInput } from "./number-input.tsx";
import { Slot } from "./slot.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

const WAYS = [["period", "all count alike"], ["fading", "older ones count less"]] as const;
const HALF_LIFE = 90;

type Fading = { window?: Window | undefined; halfLife?: number | undefined };
type Props<Leaf extends Fading> = { leaf: Leaf; onChange: (leaf: Leaf) => void; problems: Problem[] };

export function PeriodInputs<Leaf extends Fading>({ leaf, onChange, problems }: Props<Leaf>) {
  const { halfLife, window, ...rest } = leaf;
  const isFading = halfLife !== undefined;
  return (
    <>
      <Slot>
        <Choice
          label="Whether older ones count less"
          choices={WAYS}
          value={isFading ? "fading" : "period"}
          // What is left out of a leaf is as good as undefined there.
          onChange={(way) => onChange((way === "fading" ? { ...rest, halfLife: HALF_LIFE } : rest) as Leaf)}
        />
      </Slot>
      {isFading ? (
        <Slot>
          <NumberInput label="After how many days one counts half" prefix="half after" suffix="days" value={halfLife} isWhole min={1} onChange={(days) => onChange({ ...leaf, halfLife: days })} error={problemAt(problems, ["halfLife"]) || problemAt(problems, ["window"])} />
        </Slot>
      ) : (
        <WindowEditor value={window ?? { kind: "all" }} kinds={PAST} onChange={(next) => onChange({ ...leaf, window: next })} problems={problems} path={["window"]} />
      )}
    </>
  );
}

export function FadingWords({ halfLife }: Pick<Fading, "halfLife">) {
  if (halfLife === undefined || Number.isNaN(halfLife)) return null;
  return (
    <Text as="p" variant="bodySm" tone="subdued">
      One of today counts in full, one of {halfLife} days ago half, of {2 * halfLife} a quarter, and after {HALVES * halfLife} days none. It falls in steps, four to every half.
    </Text>
  );
}

type Sure = { sure?: boolean | undefined };

export function SureInput<Leaf extends Sure>({ leaf, onChange, problems }: { leaf: Leaf; onChange: (leaf: Leaf) => void; problems: Problem[] }) {
  const { sure, ...rest } = leaf;
  return (
    <Checkbox
      label="Only where it is sure (90%)"
      helpText="A few events may be chance. Whoever has too few of them to tell is counted as unknown."
      checked={sure ?? false}
      onChange={(isSure) => onChange((isSure ? { ...rest, sure: true } : rest) as Leaf)}
      error={problemAt(problems, ["sure"])}
    />
  );
}

// By how much a number of theirs changed from one period to another.
import { BlockStack, Text } from "@shopify/polaris";
import type { Trend, Window } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { MeasureInputs } from "./measure-inputs.tsx";
import { numberTest } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { RateInputs } from "./rate-editor.tsx";
import { SureInput } from "./period-inputs.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";
import { PAST } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

const KINDS = [["agg", "something counted"], ["rate", "a rate of events"]] as const;
const CHANGE = { label: "Change (%)", type: "number" } as const;
const DAYS = [7, 14, 30, 60, 90, 180, 365] as const;

type Periods = Pick<Trend, "window" | "before">;
const back = (n: number): Periods => ({ window: { kind: "last", n, unit: "day", clock: "rolling" }, before: { kind: "between-ago", from: n, to: 2 * n, unit: "day", clock: "rolling" } });
const PRESETS: [string, string, Periods][] = [
  ...DAYS.map((n): [string, string, Periods] => [String(n), `the last ${n} days against the ${n} before`, back(n)]),
  ["month", "this month so far against last month", { window: { kind: "period", unit: "month", back: 0 }, before: { kind: "period", unit: "month", back: 1, toDate: true } }],
  ["year", "this year so far against last year", { window: { kind: "period", unit: "year", back: 0 }, before: { kind: "period", unit: "year", back: 1, toDate: true } }],
];
const OWN = "own";
const same = (one: Window, other: Window) => JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());

export function TrendEditor({ leaf, onChange, problems }: EditorProps<Trend>) {
  const { currency } = useShopWords();
  const { of } = leaf;
  const preset = PRESETS.find(([, , periods]) => same(periods.window, leaf.window) && same(periods.before, leaf.before))?.[0] ?? OWN;
  const choices = [...PRESETS.map(([key, label]) => [key, label] as const), [OWN, "two periods of my own"] as const];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Trend
      </Text>
      <Slots>
        <Slot>
          <Choice label="What changes" choices={KINDS} value={of.kind} onChange={(kind) => onChange({ ...leaf, of: kind === "agg" ? { kind, measure: "count", event: "order" } : { kind, event: "smsClicked", per: "smsDelivered" } })} />
        </Slot>
        {of.kind === "agg" ? (
          <MeasureInputs label="Number" value={of} onChange={(next) => onChange({ ...leaf, of: next })} problems={problems} path={["of"]} />
        ) : (
          <RateInputs value={of} onChange={(next) => onChange({ ...leaf, of: next })} problems={problems} path={["of"]} hasLeast={false} />
        )}
      </Slots>
      <Slots>
        <Slot size="large">
          <Choice
            label="Which periods"
            choices={choices}
            value={preset}
            onChange={(chosen) => {
              const periods = PRESETS.find(([key]) => key === chosen)?.[2] ?? { ...back(30), before: { kind: "between-ago", from: 31, to: 60, unit: "day" } };
              onChange({ ...leaf, ...periods });
            }}
          />
        </Slot>
        {preset === OWN ? (
          <>
            <WindowEditor value={leaf.window} kinds={PAST} onChange={(window) => onChange({ ...leaf, window })} problems={problems} path={["window"]} />
            <WindowEditor value={leaf.before} kinds={PAST} onChange={(before) => onChange({ ...leaf, before })} problems={problems} path={["before"]} />
          </>
        ) : null}
        <TestEditor
          field={CHANGE}
          test={leaf.test}
          onChange={(test) => {
            const number = numberTest(test);
            if (number) onChange({ ...leaf, test: number });
          }}
          problems={problems}
          path={["test"]}
          currency={currency}
        />
        <Slot size="small">
          <NumberInput label="Only with at least so many before" prefix="min." value={leaf.atLeast ?? 1} isWhole min={1} onChange={(atLeast) => onChange({ ...leaf, atLeast })} error={problemAt(problems, ["atLeast"])} />
        </Slot>
      </Slots>
      {of.kind === "rate" || (of.measure === "count" && of.event !== "item") || leaf.sure ? <SureInput leaf={leaf} onChange={onChange} problems={problems} /> : null}
      <Text as="p" variant="bodySm" tone="subdued">
        (now − before) ÷ before × 100: −15 is a fall by 15%, 100 is twice as much. Where there was nothing before, it is not known.
      </Text>
    </BlockStack>
  );
}

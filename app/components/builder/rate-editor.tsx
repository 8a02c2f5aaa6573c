// How many events for every hundred of another kind: clicks per delivered texts.
import { BlockStack, Text } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import type { Expression, Rate } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { EventChoice } from "./event-choice.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS, numberTest } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { FadingWords, PeriodInputs, SureInput } from "./period-inputs.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";

const RATE = { label: "Rate (%)", type: "number" } as const;

export function RateEditor({ leaf, onChange, problems }: EditorProps<Rate>) {
  const { currency } = useShopWords();
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Rate of {EVENTS[leaf.event].many}
      </Text>
      <Slots>
        <RateInputs value={leaf} onChange={onChange} problems={problems} path={[]} />
        <TestEditor
          field={RATE}
          test={leaf.test}
          onChange={(test) => {
            const number = numberTest(test);
            if (number) onChange({ ...leaf, test: number });
          }}
          problems={problems}
          path={["test"]}
          currency={currency}
        />
        <PeriodInputs leaf={leaf} onChange={onChange} problems={problems} />
      </Slots>
      {leaf.halfLife === undefined || leaf.sure ? <SureInput leaf={leaf} onChange={onChange} problems={problems} /> : null}
      <FadingWords {...leaf} />
      <Text as="p" variant="bodySm" tone="subdued">
        {EVENTS[leaf.event].many} ÷ {EVENTS[leaf.per].many} × 100. With fewer than {leaf.atLeast ?? 1} {EVENTS[leaf.per].many} it is not known.
      </Text>
    </BlockStack>
  );
}

type Parts = Omit<Extract<Expression, { kind: "rate" }>, "window">;
type Props<Value extends Parts> = { value: Value; onChange: (value: Value) => void; problems: Problem[]; path: Problem["path"]; hasLeast?: boolean };

/** All of it but the window. */
export function RateInputs<Value extends Parts>({ value, onChange, problems, path, hasLeast = true }: Props<Value>) {
  return (
    <>
      <EventChoice label="What is counted" value={value.event} onChange={(event) => onChange({ ...value, event, where: [] })} error={problemAt(problems, [...path, "event"])} />
      <EventChoice label="Per how many of what" value={value.per} onChange={(per) => onChange({ ...value, per, perWhere: [] })} error={problemAt(problems, [...path, "per"])} />
      {hasLeast ? (
        <Slot size="small">
          <NumberInput label={`Only with at least so many ${EVENTS[value.per].many}`} prefix="min." value={value.atLeast ?? 1} isWhole min={1} onChange={(atLeast) => onChange({ ...value, atLeast })} error={problemAt(problems, [...path, "atLeast"])} />
        </Slot>
      ) : null}
      {(["event", "per"] as const).map((side) => {
        const key = side === "event" ? "where" : "perWhere";
        const { many } = EVENTS[value[side]];
        return (
          <Slot size="whole" key={side}>
            <FiltersEditor
              event={value[side]}
              filters={value[key] ?? []}
              onChange={(filters) => onChange({ ...value, [key]: filters })}
              problems={problems}
              path={[...path, key]}
              lead={side === "event" ? `counting only ${many} where` : `per only those ${many} where`}
              addLabel={`Only some ${many}`}
              {...(side === "event" ? { any: { value: value.whereAny ?? false, onChange: (whereAny: boolean) => onChange({ ...value, whereAny }) } } : {})}
            />
          </Slot>
        );
      })}
    </>
  );
}

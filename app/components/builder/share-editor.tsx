// A percentage of their orders, items or money: of those that meet something, or of their favourite.
import { BlockStack, Text } from "@shopify/polaris";
import { pointsOf, SEEN_MIN } from "#app/segments/affinity.ts";
import type { Share } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { useEventFields } from "./event-fields.ts";
import { FieldSelect } from "./field-select.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS, numberTest } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { FadingWords, PeriodInputs } from "./period-inputs.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { TestEditor } from "./test-editor.tsx";

const KINDS = [["part", "of those that meet a filter"], ["by", "of the largest single one"]] as const;
const PERCENT = { label: "Share (%)", type: "number" } as const;

export function ShareEditor({ leaf, onChange, problems }: EditorProps<Share>) {
  const { currency } = useShopWords();
  const { many } = EVENTS[leaf.event];
  const measures = [["count", `Share of ${many}`], ["money", "Share of money"], ["quantity", "Share of pieces"], ...(leaf.event === "item" ? ([["affinity", "Share of purchases, views and carts"]] as const) : [])] as const;
  const isBy = leaf.by !== undefined;
  const fields = useEventFields(leaf.event).filter(({ type }) => type === "text" || type === "enum" || type === "ref");
  const { part, by, ...rest } = leaf;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Share of {many}
      </Text>
      <Slots>
        <Slot>
          <Choice label="Share of what" choices={measures} value={leaf.of} onChange={(of) => onChange({ ...leaf, of, ...(of === "affinity" ? {} : NO_POINTS) })} error={problemAt(problems, ["of"])} />
        </Slot>
        <Slot size="wide">
          <Choice
            label="Whose share"
            choices={KINDS}
            value={isBy ? "by" : "part"}
            onChange={(kind) => onChange(kind === "by" ? { ...rest, by: fields[0]?.key ?? "" } : { ...rest, part: part ?? [] })}
          />
        </Slot>
        {isBy ? (
          <Slot>
            <FieldSelect label="Single what" fields={fields} value={by ?? ""} onChange={({ key }) => onChange({ ...leaf, by: key })} error={problemAt(problems, ["by"])} />
          </Slot>
        ) : null}
        <TestEditor
          field={PERCENT}
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
        {leaf.of === "affinity" ? <PointsInputs leaf={leaf} onChange={onChange} problems={problems} /> : null}
        <LeastInput leaf={leaf} onChange={onChange} problems={problems} />
      </Slots>
      <CountingWords {...leaf} />
      {isBy ? null : (
        <FiltersEditor
          event={leaf.event}
          filters={part ?? []}
          onChange={(next) => onChange({ ...leaf, part: next })}
          problems={problems}
          path={["part"]}
          lead={`the part: ${many} where`}
          addLabel={`Say which ${many} make the part`}
        />
      )}
      <FiltersEditor
        event={leaf.event}
        filters={leaf.where ?? []}
        onChange={(where) => onChange({ ...leaf, where })}
        problems={problems}
        path={["where"]}
        lead={`the whole: only ${many} where`}
        addLabel={`Only some ${many} make the whole`}
        any={{ value: leaf.whereAny ?? false, onChange: (whereAny) => onChange({ ...leaf, whereAny }) }}
      />
    </BlockStack>
  );
}

/** Nothing else counts views and carts. */
const NO_POINTS = { viewPoints: undefined, cartPoints: undefined };
const POINTED = [["viewPoints", "A view counts as", "view"], ["cartPoints", "A product in a cart counts as", "in cart"]] as const;

function PointsInputs({ leaf, onChange, problems }: EditorProps<Share>) {
  return POINTED.map(([points, label, prefix]) => (
    <Slot key={points}>
      <NumberInput label={`${label}, in percent of an order`} prefix={prefix} suffix="%" value={pointsOf(leaf, points)} isWhole min={0} onChange={(value) => onChange({ ...leaf, [points]: value })} error={problemAt(problems, [points])} />
    </Slot>
  ));
}

function LeastInput({ leaf, onChange, problems }: EditorProps<Share>) {
  const [label, least] = leaf.of === "affinity" ? ["With one item, or so many views and carts", SEEN_MIN] : ["Only with at least so many", 1];
  return (
    <Slot size="small">
      <NumberInput label={label} prefix="min." value={leaf.atLeast ?? least} isWhole min={0} onChange={(atLeast) => onChange({ ...leaf, atLeast })} error={problemAt(problems, ["atLeast"])} />
    </Slot>
  );
}

function CountingWords(leaf: Share) {
  return (
    <>
      <FadingWords {...leaf} />
      {leaf.of === "affinity" ? (
        <Text as="p" variant="bodySm" tone="subdued">
          An item counts by its share of its order’s money, a view of a product and a product in a cart as so much of an order. Views and carts count as far as they are told to Segue.
        </Text>
      ) : null}
    </>
  );
}

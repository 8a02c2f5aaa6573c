// One thing, and within a time another; or its absence.
import { BlockStack, Checkbox, Text } from "@shopify/polaris";
import { Seq } from "#app/segments/definition.ts";
import { withArticle } from "#app/segments/describe/words.ts";
import { EVENTS as SOURCES } from "#app/segments/events.ts";
import { isOffered } from "#app/segments/offered.ts";
import { secondOf } from "#app/segments/seq.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { leafName } from "./leaf-name.ts";
import { EVENTS } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { useShopWords } from "./shop-words.ts";
import { Slot, Slots } from "./slot.tsx";
import { PAST, UNITS } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

/** Orders, items and refunds, and what the shop is told of. */
const choices = (stands: Seq["event"], told: readonly string[]) =>
  [...new Set<Seq["event"]>([stands, ...Seq.shape.event.options.filter((event) => isOffered(event, told))])].map((event) => [event, EVENTS[event].one] as const);

const THEN = [["came", "and then, within"], ["absent", "and then not, within"]] as const;

export function SeqEditor({ leaf, onChange, problems }: EditorProps<Seq>) {
  const { told } = useShopWords();
  const { one, many } = EVENTS[leaf.event];
  const second = secondOf(leaf);
  const next = EVENTS[second].one;
  const { times: _, ...bare } = leaf;
  const isOfProducts = SOURCES[leaf.event].product !== undefined && SOURCES[second].product !== undefined;
  // What came second stays, and so does what was asked of it.
  const toFirst = (event: Seq["event"]) => {
    const { thenEvent: _, sameProduct, ...rest } = leaf;
    const kept = sameProduct && SOURCES[event].product !== undefined && SOURCES[second].product !== undefined;
    onChange({ ...rest, event, first: [], ...(event === second ? {} : { thenEvent: second }), ...(kept ? { sameProduct } : {}) });
  };
  // Filters on what no longer comes second, and a product that it does not have, go.
  const toSecond = (event: Seq["event"]) => {
    const { thenEvent: _, sameProduct, ...rest } = leaf;
    const kept = sameProduct && SOURCES[leaf.event].product !== undefined && SOURCES[event].product !== undefined;
    onChange({ ...rest, then: [], ...(event === leaf.event ? {} : { thenEvent: event }), ...(kept ? { sameProduct } : {}) });
  };
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {leafName(leaf)}
      </Text>
      <Slots>
        <Slot>
          <Choice label="What comes first" choices={choices(leaf.event, told)} value={leaf.event} onChange={toFirst} />
        </Slot>
      </Slots>
      <FiltersEditor event={leaf.event} filters={leaf.first} onChange={(first) => onChange({ ...leaf, first })} problems={problems} path={["first"]} lead={`the first ${one}, where`} addLabel={`Say which ${one} comes first`} />
      <Slots>
        <Slot>
          <Choice label="Whether another came" choices={THEN} value={leaf.absent ? "absent" : "came"} onChange={(then) => onChange({ ...leaf, absent: then === "absent" })} />
        </Slot>
        <Slot size="small">
          <NumberInput label="Within how many" value={leaf.within.n} isWhole min={1} onChange={(n) => onChange({ ...leaf, within: { ...leaf.within, n } })} error={problemAt(problems, ["within", "n"])} />
        </Slot>
        <Slot size="small">
          <Choice label="Unit of time" choices={UNITS.map((unit) => [unit, `${unit}s`] as const)} value={leaf.within.unit} onChange={(unit) => onChange({ ...leaf, within: { ...leaf.within, unit } })} />
        </Slot>
      </Slots>
      <Slots>
        <Slot>
          <Choice label="What comes second" choices={choices(leaf.event, told)} value={second} onChange={toSecond} />
        </Slot>
      </Slots>
      <FiltersEditor event={second} filters={leaf.then} onChange={(then) => onChange({ ...leaf, then })} problems={problems} path={["then"]} lead={`the second, ${withArticle(next)}, where`} addLabel={`Say which ${next} comes second`} />
      {isOfProducts ? <Checkbox label="Both of the same product" checked={leaf.sameProduct ?? false} onChange={(sameProduct) => onChange({ ...leaf, sameProduct })} /> : null}
      <Slots>
        <Slot>
          <Text as="p" tone="subdued">
            The first of the {many} happened
          </Text>
        </Slot>
        <Slot size="small">
          <NumberInput label="Only from which such one on" prefix="from no." value={leaf.times ?? 1} isWhole min={1} onChange={(times) => onChange(times === 1 ? bare : { ...leaf, times })} error={problemAt(problems, ["times"])} />
        </Slot>
        <WindowEditor value={leaf.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...leaf, window })} problems={problems} path={["window"]} />
      </Slots>
    </BlockStack>
  );
}

// One thing, and within a time another; or its absence.
import { BlockStack, Checkbox, Text } from "@shopify/polaris";
import type { Seq } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { FiltersEditor } from "./filters-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { EVENTS } from "./measures.ts";
import { NumberInput } from "./number-input.tsx";
import { Slot, Slots } from "./slot.tsx";
import { PAST, UNITS } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";

const THEN = [["came", "and then, within"], ["absent", "and then not, within"]] as const;

export function SeqEditor({ leaf, onChange, problems }: EditorProps<Seq>) {
  const { one, many } = EVENTS[leaf.event];
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        One {one}, then another
      </Text>
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
      <FiltersEditor event={leaf.event} filters={leaf.then} onChange={(then) => onChange({ ...leaf, then })} problems={problems} path={["then"]} lead={`the second ${one}, where`} addLabel={`Say which ${one} comes second`} />
      {leaf.event === "item" ? <Checkbox label="Both of the same product" checked={leaf.sameProduct ?? false} onChange={(sameProduct) => onChange({ ...leaf, sameProduct })} /> : null}
      <Slots>
        <Slot>
          <Text as="p" tone="subdued">
            The first of the {many} happened
          </Text>
        </Slot>
        <WindowEditor value={leaf.window ?? { kind: "all" }} kinds={PAST} onChange={(window) => onChange({ ...leaf, window })} problems={problems} path={["window"]} />
      </Slots>
    </BlockStack>
  );
}

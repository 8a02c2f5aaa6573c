// Membership of another segment: now, ever, on a day, so many times.
import { BlockStack, Text } from "@shopify/polaris";
import type { In } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { DateInput } from "./date-input.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumberInput } from "./number-input.tsx";
import { SegmentPicker } from "./segment-picker.tsx";
import { Slot, Slots } from "./slot.tsx";
import { TimesInputs } from "./times-inputs.tsx";
import { PAST } from "./window-choices.ts";
import { UnitInputs, WindowEditor } from "./window-editor.tsx";

type How = In["how"];
const HOWS = [
  ["is", "is in it now"],
  ["was", "was ever in it"],
  ["joined", "joined it"],
  ["left", "left it"],
  ["for", "has been in it for at least"],
  ["on", "was in it on"],
  ["times", "joined it so many times"],
] as const;

export function InEditor({ leaf, onChange, problems }: EditorProps<In>) {
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Segment
      </Text>
      <Slots>
        <Slot>
          <SegmentPicker value={leaf.segment} onChange={(segment) => onChange({ ...leaf, segment })} error={problemAt(problems, ["segment"])} />
        </Slot>
        <Slot>
          <Choice label="How they belong to it" choices={HOWS} value={leaf.how.kind} onChange={(kind) => onChange({ ...leaf, how: howOf(kind) })} />
        </Slot>
        <HowInputs how={leaf.how} onChange={(how) => onChange({ ...leaf, how })} problems={problems} />
      </Slots>
    </BlockStack>
  );
}

function howOf(kind: How["kind"]): How {
  switch (kind) {
    case "is": case "was":
      return { kind };
    case "joined": case "left":
      return { kind, window: { kind: "last", n: 30, unit: "day" } };
    case "for":
      return { kind, n: 30, unit: "day" };
    case "on":
      return { kind, date: "" };
    case "times":
      return { kind, test: { op: "ge", value: 2 } };
    default:
      return kind satisfies never;
  }
}

type HowProps = { how: How; onChange: (how: How) => void; problems: EditorProps<In>["problems"] };

function HowInputs({ how, onChange, problems }: HowProps) {
  switch (how.kind) {
    case "is": case "was":
      return null;
    case "joined": case "left":
      return <WindowEditor value={how.window} kinds={PAST} onChange={(window) => onChange({ ...how, window })} problems={problems} path={["how", "window"]} />;
    case "for":
      return (
        <>
          <Slot size="small">
            <NumberInput label="How many" value={how.n} isWhole min={1} onChange={(n) => onChange({ ...how, n })} error={problemAt(problems, ["how", "n"])} />
          </Slot>
          <UnitInputs value={how} onChange={(moving) => onChange({ ...how, ...moving })} />
        </>
      );
    case "on":
      return (
        <Slot>
          <DateInput label="Day" value={how.date} onChange={(date) => onChange({ ...how, date })} error={problemAt(problems, ["how", "date"])} />
        </Slot>
      );
    case "times":
      return <TimesInputs label="Times joined" how={how} onChange={onChange} problems={problems} />;
    default:
      return how satisfies never;
  }
}

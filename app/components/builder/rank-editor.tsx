// Where a number of theirs stands among all customers, or among the members of a segment.
import { BlockStack, Checkbox, Text } from "@shopify/polaris";
import type { Place, Rank } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { ExpressionEditor } from "./expression-editor.tsx";
import type { EditorProps } from "./leaf-editor.tsx";
import { NumberInput } from "./number-input.tsx";
import { SegmentPicker } from "./segment-picker.tsx";
import { Slot, Slots } from "./slot.tsx";

const KINDS = [
  ["top percent", "in the highest … %"],
  ["top people", "among the … highest"],
  ["bottom percent", "in the lowest … %"],
  ["bottom people", "among the … lowest"],
  ["tile", "in one of … equal parts"],
  ["above", "above the middle"],
  ["below", "below the middle"],
] as const;
type Kind = (typeof KINDS)[number][0];

const kindOf = (place: Place): Kind => (place.kind === "median" ? place.side : place.kind === "tile" ? "tile" : `${place.kind} ${place.unit}`);

function placeOf(kind: Kind): Place {
  switch (kind) {
    case "top percent":
    case "bottom percent":
      return { kind: kind === "top percent" ? "top" : "bottom", n: 10, unit: "percent" };
    case "top people":
    case "bottom people":
      return { kind: kind === "top people" ? "top" : "bottom", n: 100, unit: "people" };
    case "tile":
      return { kind, tile: 1, of: 5 };
    case "above":
    case "below":
      return { kind: "median", side: kind };
    default:
      return kind satisfies never;
  }
}

export function RankEditor({ leaf, onChange, problems }: EditorProps<Rank>) {
  const { among, ...rest } = leaf;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        Rank among customers
      </Text>
      <ExpressionEditor label="Ranked by" value={leaf.of} onChange={(of) => onChange({ ...leaf, of })} problems={problems} path={["of"]} />
      <Slots>
        <Slot>
          <Choice label="Which place" choices={KINDS} value={kindOf(leaf.place)} onChange={(kind) => onChange({ ...leaf, place: placeOf(kind) })} />
        </Slot>
        <PlaceInputs place={leaf.place} onChange={(place) => onChange({ ...leaf, place })} problems={problems} />
      </Slots>
      <Checkbox label="Only among the members of a segment" checked={among !== undefined} onChange={(checked) => onChange(checked ? { ...rest, among: Number.NaN } : rest)} />
      {among === undefined ? null : (
        <Slots>
          <Slot>
            <SegmentPicker value={among} onChange={(segment) => onChange({ ...leaf, among: segment })} error={problemAt(problems, ["among"])} />
          </Slot>
        </Slots>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        Customers who have such a number are put in order when you save, and every hour after that. Between those times each is held against the same limits. Whoever equals the last one in is in too.
      </Text>
    </BlockStack>
  );
}

type PlaceProps = { place: Place; onChange: (place: Place) => void; problems: EditorProps<Rank>["problems"] };

function PlaceInputs({ place, onChange, problems }: PlaceProps) {
  const error = (field: string) => problemAt(problems, ["place", field]);
  switch (place.kind) {
    case "top":
    case "bottom":
      return (
        <Slot size="small">
          <NumberInput label="How many" value={place.n} onChange={(n) => onChange({ ...place, n })} suffix={place.unit === "percent" ? "%" : "people"} isWhole={place.unit === "people"} min={0} error={error("n")} />
        </Slot>
      );
    case "tile":
      return (
        <>
          <Slot size="small">
            <NumberInput label="Which part, 1 is the highest" prefix="no." value={place.tile} isWhole min={1} onChange={(tile) => onChange({ ...place, tile })} error={error("tile")} />
          </Slot>
          <Slot size="small">
            <NumberInput label="Of how many parts" prefix="of" value={place.of} isWhole min={2} onChange={(of) => onChange({ ...place, of })} error={error("of")} />
          </Slot>
        </>
      );
    case "median":
      return null;
    default:
      return place satisfies never;
  }
}

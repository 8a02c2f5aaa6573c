// Yes, no and unknown for one condition, beside it; and what becomes of the unknown. The line has its
// height from the start, so that nothing moves when the numbers come.
import { InlineStack, Select, Text } from "@shopify/polaris";
import type { IfUnknown, Leaf } from "#app/segments/definition.ts";
import { formatCount } from "../format.ts";
import type { PreviewLeaf } from "./preview-view.ts";

const CHOICES = [
  { value: "keep", label: "leave them out" },
  { value: "yes", label: "count them as a match" },
  { value: "no", label: "count them as no match" },
];

type Props = { leaf: Leaf; counts: PreviewLeaf | null; onChange: (leaf: Leaf) => void };

export function LeafCounts({ leaf, counts, onChange }: Props) {
  const ifUnknown: IfUnknown = leaf.ifUnknown ?? "keep";
  const hasUnknown = (counts?.unknown ?? 0) > 0 || ifUnknown !== "keep";
  return (
    <div style={{ minHeight: "var(--p-space-800)", display: "flex", alignItems: "center" }}>
      <InlineStack gap="300" blockAlign="center">
        <Count label="Yes" count={counts?.yes} />
        <Count label="No" count={counts?.no} />
        <Count label="Not known" count={counts?.unknown} />
        {hasUnknown ? (
          <Select
            label="Where it is not known:"
            labelInline
            options={CHOICES}
            value={ifUnknown}
            onChange={(chosen) => onChange(withUnknown(leaf, chosen === "yes" || chosen === "no" ? chosen : "keep"))}
          />
        ) : null}
      </InlineStack>
    </div>
  );
}

function Count({ label, count }: { label: string; count: number | undefined }) {
  return (
    <Text as="span" variant="bodySm" tone="subdued" numeric>
      {`${label} ${count === undefined ? "–" : formatCount(count)}`}
    </Text>
  );
}

function withUnknown(leaf: Leaf, choice: IfUnknown): Leaf {
  const { ifUnknown: _, ...rest } = leaf;
  return choice === "keep" ? rest : { ...rest, ifUnknown: choice };
}

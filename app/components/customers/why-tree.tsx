// The question as a tree, with a tick, a cross or a question mark on each condition.
import { BlockStack, Icon, InlineStack, Text } from "@shopify/polaris";
import { CheckCircleIcon, QuestionCircleIcon, XCircleIcon } from "@shopify/polaris-icons";
import { formatDay, formatInstant } from "../format.ts";
import { NoteText } from "../note-text.tsx";
import type { EvidenceKind, Verdict, WhyNode } from "./why-view.ts";

type Props = { node: WhyNode; timeZone: string };

export function WhyTree({ node, timeZone }: Props) {
  if (node.kind === "leaf") return <Leaf leaf={node} timeZone={timeZone} />;
  return (
    <BlockStack gap="200">
      <BlockStack gap="050">
        <Text as="p" fontWeight="semibold">
          {node.words}
        </Text>
        {node.note === null ? null : <NoteText note={`Note: ${node.note}`} />}
      </BlockStack>
      <div style={{ borderInlineStart: "2px solid var(--p-color-border)", paddingInlineStart: "var(--p-space-300)", display: "grid", gap: "var(--p-space-200)" }}>
        {node.nodes.map((child, i) => (
          <WhyTree key={i} node={child} timeZone={timeZone} />
        ))}
      </div>
    </BlockStack>
  );
}

const ICONS = {
  yes: { source: CheckCircleIcon, tone: "success", words: "True" },
  no: { source: XCircleIcon, tone: "subdued", words: "Not true" },
  unknown: { source: QuestionCircleIcon, tone: "caution", words: "Not known" },
} as const;

function Leaf({ leaf, timeZone }: { leaf: Extract<WhyNode, { kind: "leaf" }>; timeZone: string }) {
  const icon = ICONS[leaf.verdict];
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <div style={{ flex: "none" }}>
        <Icon source={icon.source} tone={icon.tone} accessibilityLabel={icon.words} />
      </div>
      <BlockStack gap="050">
        <Text as="p">
          {leaf.isNegated ? "Not: " : ""}
          {leaf.words}
        </Text>
        {leaf.note === null ? null : <NoteText note={`Note: ${leaf.note}`} />}
        {details(leaf, timeZone).map((line) => (
          <Text as="p" variant="bodySm" tone="subdued" key={line}>
            {line}
          </Text>
        ))}
      </BlockStack>
    </InlineStack>
  );
}

const KINDS: Record<EvidenceKind, string> = { order: "Order", line: "Item", refund: "Refund", tag: "Tag change", event: "Event", visit: "Visit", stay: "Joined a segment", run: "Entered a flow" };
const VERDICTS: Record<Verdict, string> = { yes: "Holds", no: "Does not hold", unknown: "Cannot be told" };

function details(leaf: Extract<WhyNode, { kind: "leaf" }>, timeZone: string): string[] {
  const seen = leaf.evidence.map(({ kind, at }) => `${KINDS[kind]} on ${formatDay(at, timeZone)}`);
  const more = leaf.evidenceTotal - leaf.evidence.length;
  return [
    ...(leaf.saw ? [`They have: ${leaf.saw}`] : []),
    ...(leaf.limits ? [`Needed: ${leaf.limits}`] : []),
    ...(seen.length > 0 ? [`Because of: ${seen.join(", ")}${more > 0 ? ` and ${more} more` : ""}`] : []),
    ...(leaf.changesAt ? [`${VERDICTS[leaf.verdict]} until ${formatInstant(leaf.changesAt, timeZone)}, unless something happens before`] : []),
  ];
}

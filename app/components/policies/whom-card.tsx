// Whom policies hold for: Shopify's groups, what Shopify expects somebody to spend, and segments.
import { BlockStack, Box, Button, Card, InlineGrid, InlineStack, Select, Text } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import type { PoliciesForm } from "#app/messages/policies/change-policies.ts";
import { problemAt } from "../problems-of.ts";
import { type Choice, GROUPS, TIERS } from "./policy-words.ts";

type Props = { draft: PoliciesForm; change: (part: Partial<PoliciesForm>) => void; problems: Problem[]; policies: Choice[]; segments: Choice[]; onSuggested: () => void };

const NOBODY = { value: "", label: "No policy" };

/** Without those that are set to none. */
const withPolicy = (held: Record<string, string | undefined>, key: string, value: string): Record<string, string> =>
  Object.fromEntries(Object.entries({ ...held, [key]: value }).flatMap(([each, name]) => (name === undefined || name === "" ? [] : [[each, name]])));

export function WhomCard({ draft, change, problems, policies, segments, onSuggested }: Props) {
  const options = [NOBODY, ...policies];
  const columns = { xs: "minmax(0, 1fr)", sm: "repeat(2, minmax(0, 1fr))", lg: "repeat(3, minmax(0, 1fr))" };
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Who gets which policy
          </Text>
          <Button onClick={onSuggested}>Use what is suggested</Button>
        </InlineStack>
        <Text as="p" tone="subdued">
          Somebody may be under several: all their limits hold, so the strictest decides. Law and your limit for each person hold besides.
        </Text>
        <Text as="h3" variant="headingSm">
          By group
        </Text>
        <InlineGrid columns={columns} gap="300">
          {GROUPS.map(({ key, label }) => (
            <Select key={key} label={label} options={options} value={draft.rfm[key] ?? ""} onChange={(value) => change({ rfm: withPolicy(draft.rfm, key, value) })} error={problemAt(problems, ["rfm", key])} />
          ))}
        </InlineGrid>
        <Text as="p" tone="subdued">
          Shopify sorts customers into these groups by how lately, how often and for how much they bought.
        </Text>
        <Text as="h3" variant="headingSm">
          By what they are expected to spend
        </Text>
        <InlineGrid columns={columns} gap="300">
          {TIERS.map(({ key, label }) => (
            <Select key={key} label={label} options={options} value={draft.tiers[key] ?? ""} onChange={(value) => change({ tiers: withPolicy(draft.tiers, key, value) })} error={problemAt(problems, ["tiers", key])} />
          ))}
        </InlineGrid>
        <Segments draft={draft} change={change} policies={policies} segments={segments} problems={problems} />
      </BlockStack>
    </Card>
  );
}

function Segments({ draft, change, policies, segments, problems }: Omit<Props, "onSuggested">) {
  const held = segments.flatMap((segment) => (draft.segments[segment.value] === undefined ? [] : [{ ...segment, policy: draft.segments[segment.value] ?? "" }]));
  const free = segments.filter(({ value }) => draft.segments[value] === undefined);
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        By segment
      </Text>
      {held.map(({ value, label, policy }) => (
        <InlineStack key={value} gap="200" blockAlign="end" wrap={false}>
          <Box width="100%">
            <Select label={label} options={policies} value={policy} onChange={(name) => change({ segments: { ...draft.segments, [value]: name } })} error={problemAt(problems, ["segments", value])} />
          </Box>
          <Button onClick={() => change({ segments: Object.fromEntries(Object.entries(draft.segments).filter(([key]) => key !== value)) })} accessibilityLabel={`No policy for the segment ${label}`}>
            Remove
          </Button>
        </InlineStack>
      ))}
      <Select
        label="Add a segment"
        options={[{ value: "", label: free.length === 0 ? "Every segment has one" : "Choose a segment…" }, ...free]}
        value=""
        disabled={free.length === 0 || policies.length === 0}
        onChange={(value) => value !== "" && change({ segments: { ...draft.segments, [value]: policies[0]?.value ?? "" } })}
      />
    </BlockStack>
  );
}

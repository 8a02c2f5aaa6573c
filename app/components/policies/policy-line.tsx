// One policy: the limit that the gate holds, and what is proposed to whoever writes for these people.
import { Badge, BlockStack, Box, Button, InlineGrid, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import type { PolicyLine as Line } from "#app/messages/policies/change-policies.ts";
import { DAYS_MAX, Offer, Persona, TEXTS_MAX } from "#app/messages/policies/policy.ts";
import { problemAt } from "../problems-of.ts";
import { HOUR_CHOICES, OFFER_CHOICES } from "./policy-words.ts";

type Props = { line: Line; index: number; title: string; isNew: boolean; isChanged: boolean; holdsFor: string; problems: Problem[]; onChange: (part: Partial<Line>) => void; onRemove: (() => void) | null };

export function PolicyLine({ line, index, title, isNew, isChanged, holdsFor, problems, onChange, onRemove }: Props) {
  const error = (field: keyof Line) => problemAt(problems, ["policies", index, field]);
  const whole = (text: string) => (text.trim() === "" ? null : Number(text));
  const name = line.name === "" ? "the new policy" : title;
  return (
    <Box padding="400" as="section">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {title === "" ? "New policy" : title}
            </Text>
            {isChanged ? <Badge tone="info">Changed</Badge> : null}
          </InlineStack>
          {onRemove ? (
            <Button variant="plain" tone="critical" onClick={onRemove} accessibilityLabel={`Remove ${name}`}>
              Remove
            </Button>
          ) : null}
        </InlineStack>
        <Text as="p" tone="subdued">
          {holdsFor}
        </Text>
        {isNew ? <TextField label="Name" value={line.name} onChange={(next) => onChange({ name: next })} autoComplete="off" maxLength={40} error={error("name")} /> : null}
        <InlineGrid columns={{ xs: "minmax(0, 1fr) minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.4fr) minmax(0, 1.4fr)" }} gap="300">
          <TextField label="At most" type="number" min={0} max={TEXTS_MAX} value={line.max === null ? "" : String(line.max)} onChange={(text) => onChange({ max: whole(text) })} autoComplete="off" suffix="texts" error={error("max")} />
          <TextField label="In any" type="number" min={1} max={DAYS_MAX} value={line.perDays === null ? "" : String(line.perDays)} onChange={(text) => onChange({ perDays: whole(text) })} autoComplete="off" suffix="days" error={error("perDays")} />
          <Select label="What they are offered" options={OFFER_CHOICES} value={line.offer} onChange={(value) => onChange({ offer: Offer.parse(value) })} />
          <Select label="When texts go" options={HOUR_CHOICES} value={line.persona ?? ""} onChange={(value) => onChange({ persona: value === "" ? null : Persona.parse(value) })} />
        </InlineGrid>
        <TextField label="What texts are about" value={line.themes.join(", ")} onChange={(text) => onChange({ themes: text === "" ? [] : text.split(/, ?/) })} autoComplete="off" helpText="Separated by commas" error={error("themes")} />
      </BlockStack>
    </Box>
  );
}

// One policy: the limit that the gate holds, and what is proposed to whoever writes for these people.
import { Badge, BlockStack, Box, Button, Collapsible, InlineGrid, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PolicyLine as Line } from "#app/messages/policies/change-policies.ts";
import { DAYS_MAX, Offer, Persona, TEXTS_MAX } from "#app/messages/policies/policy.ts";
import { formatPlural } from "../format.ts";
import { problemAt } from "../problems-of.ts";
import { HOUR_CHOICES, OFFER_CHOICES, OFFER_NAMES } from "./policy-words.ts";

type Props = { line: Line; index: number; title: string; isNew: boolean; isChanged: boolean; holdsFor: string; problems: Problem[]; onChange: (part: Partial<Line>) => void; onRemove: (() => void) | null };

/** In a line; its fields behind a button, unless something in them is new or wrong. */
export function PolicyLine(props: Props) {
  const { line, index, title, isNew, isChanged, holdsFor, problems, onRemove } = props;
  const [isAsked, setAsked] = useState(isNew);
  const isOpen = isAsked || problems.some(({ path }) => path[0] === "policies" && path[1] === index);
  const name = line.name === "" ? "the new policy" : title;
  const id = `policy-${index}`;
  return (
    <Box padding="400" as="section">
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <BlockStack gap="050">
            <InlineStack gap="200" blockAlign="center">
              <Text as="h3" variant="headingSm">
                {title === "" ? "New policy" : title}
              </Text>
              {isChanged ? <Badge tone="info">Changed</Badge> : null}
            </InlineStack>
            <Text as="p">{sumOf(line)}</Text>
            <Text as="p" tone="subdued">
              {holdsFor}
            </Text>
          </BlockStack>
          <InlineStack gap="200" wrap={false}>
            {onRemove ? (
              <Button variant="plain" tone="critical" onClick={onRemove} accessibilityLabel={`Remove ${name}`}>
                Remove
              </Button>
            ) : null}
            <Button disclosure={isOpen ? "up" : "down"} onClick={() => setAsked(!isOpen)} ariaExpanded={isOpen} ariaControls={id} accessibilityLabel={`Edit ${name}`}>
              Edit
            </Button>
          </InlineStack>
        </InlineStack>
        <Collapsible id={id} open={isOpen}>
          <Fields {...props} />
        </Collapsible>
      </BlockStack>
    </Box>
  );
}

const sumOf = ({ max, perDays, offer, persona }: Line): string =>
  [`${formatPlural(max ?? 0, "text")} in any ${formatPlural(perDays ?? 0, "day")}`, OFFER_NAMES[offer].toLowerCase(), HOUR_CHOICES.find(({ value }) => value === (persona ?? ""))?.label.toLowerCase()].join(" · ");

function Fields({ line, index, isNew, problems, onChange }: Props) {
  const error = (field: keyof Line) => problemAt(problems, ["policies", index, field]);
  const whole = (text: string) => (text.trim() === "" ? null : Number(text));
  return (
    <BlockStack gap="300">
      {isNew ? <TextField label="Name" value={line.name} onChange={(next) => onChange({ name: next })} autoComplete="off" maxLength={40} error={error("name")} /> : null}
      <InlineGrid columns={{ xs: "minmax(0, 1fr) minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 1fr) minmax(0, 1.4fr) minmax(0, 1.4fr)" }} gap="300">
        <TextField label="At most" type="number" min={0} max={TEXTS_MAX} value={line.max === null ? "" : String(line.max)} onChange={(text) => onChange({ max: whole(text) })} autoComplete="off" suffix="texts" error={error("max")} />
        <TextField label="In any" type="number" min={1} max={DAYS_MAX} value={line.perDays === null ? "" : String(line.perDays)} onChange={(text) => onChange({ perDays: whole(text) })} autoComplete="off" suffix="days" error={error("perDays")} />
        <Select label="What they are offered" options={OFFER_CHOICES} value={line.offer} onChange={(value) => onChange({ offer: Offer.parse(value) })} />
        <Select label="When texts go" options={HOUR_CHOICES} value={line.persona ?? ""} onChange={(value) => onChange({ persona: value === "" ? null : Persona.parse(value) })} />
      </InlineGrid>
      <TextField label="What texts are about" value={line.themes.join(", ")} onChange={(text) => onChange({ themes: text === "" ? [] : text.split(/, ?/) })} autoComplete="off" helpText="Separated by commas" error={error("themes")} />
    </BlockStack>
  );
}

// One region's rules: the line says what holds, the rest why and where it was read.
import { Badge, BlockStack, Box, Button, Collapsible, InlineGrid, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { ConfidenceBadge } from "./confidence-badge.tsx";
import type { RuleView } from "./rule-view.ts";

type Props = { rule: RuleView; isBusy: boolean; onSwitch: (rule: RuleView) => void };

export function RuleRow({ rule, isBusy, onSwitch }: Props) {
  const [isOpen, setOpen] = useState(false);
  const id = `rule-${rule.id === "*" ? "other" : rule.id}`;
  return (
    <Box paddingInline="400" paddingBlock="300">
      <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 4fr) minmax(0, 5fr) 12rem" }} gap={{ xs: "200", md: "400" }} alignItems="start">
        <BlockStack gap="100" inlineAlign="start">
          <Text as="h3" fontWeight="semibold">
            {rule.name}
          </Text>
          <InlineStack gap="100">
            <ConfidenceBadge confidence={rule.confidence} />
            {rule.isStrictOnly ? <Badge {...(rule.isInForce ? { tone: "info" } : {})}>{rule.isInForce ? "Strict" : "Strict only: not in force"}</Badge> : null}
            {rule.country ? <Badge {...(rule.country.isOn ? { tone: "success" } : {})}>{rule.country.isOn ? "On" : "Off"}</Badge> : null}
          </InlineStack>
        </BlockStack>
        <BlockStack gap="050">
          <Text as="p">{rule.hours}</Text>
          {[...rule.limits, ...(rule.daysOff ? [rule.daysOff] : [])].map((said) => (
            <Text as="p" tone="subdued" key={said}>
              {said}
            </Text>
          ))}
        </BlockStack>
        <InlineStack gap="300" align="end" wrap={false} blockAlign="center">
          {rule.country ? (
            <Button onClick={() => onSwitch(rule)} disabled={isBusy} accessibilityLabel={`${rule.country.isOn ? "Switch off" : "Switch on"} texts to ${rule.name}`}>
              {rule.country.isOn ? "Switch off" : "Switch on"}
            </Button>
          ) : null}
          <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setOpen(!isOpen)} accessibilityLabel={`Sources and details: ${rule.name}`}>
            Details
          </Button>
        </InlineStack>
      </InlineGrid>
      <Collapsible id={id} open={isOpen}>
        <Box paddingBlockStart="300">
          <Details rule={rule} />
        </Box>
      </Collapsible>
    </Box>
  );
}

function Details({ rule }: { rule: RuleView }) {
  const said = [...(rule.strictHours ? [`Under the strict profile: ${rule.strictHours}.`] : []), ...rule.reach, ...rule.notes];
  return (
    <BlockStack gap="200">
      <Text as="p">{`Cited: ${rule.citation}`}</Text>
      <List>
        {said.map((each) => (
          <List.Item key={each}>{each}</List.Item>
        ))}
      </List>
      {rule.sources.length > 0 ? (
        <BlockStack gap="100">
          <Text as="h4" variant="headingSm">
            Read at
          </Text>
          <List>
            {rule.sources.map(({ title, url }) => (
              <List.Item key={url}>
                <Link url={url} target="_blank">
                  {title}
                </Link>
              </List.Item>
            ))}
          </List>
        </BlockStack>
      ) : (
        <Text as="p" tone="subdued">
          No source was read for this rule.
        </Text>
      )}
    </BlockStack>
  );
}

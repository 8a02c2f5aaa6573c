// One number's ledger: what holds, whether the chain fits, every line with its wording and evidence, and the file for a lawyer.
import { Badge, BlockStack, Box, Button, Card, Collapsible, Divider, InlineStack, Link, List, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { ChainCheck } from "#app/messages/compliance/ledger-look.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { languageName } from "../place-names.ts";
import { BlockCard } from "./block-card.tsx";
import { EvidenceCard } from "./evidence-card.tsx";
import { Facts } from "./facts-list.tsx";
import type { LedgerView, LineView } from "./ledger-view.ts";

export type Who = { phone: string } | { customer: string } | { number: string };
type Props = { ledger: LedgerView; who: Who; timeZone: string; today: string; onChanged?: (() => void) | undefined };

export function LedgerFound({ ledger, who, timeZone, today, onChanged }: Props) {
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="300">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="h2" variant="headingMd">
              {ledger.masked}
            </Text>
            <ChainBadge chain={ledger.chain} />
          </InlineStack>
          {ledger.owners.length > 0 ? (
            <Text as="p">
              {ledger.owners.map(({ customerId, name }, i) => (
                <Fragment key={customerId}>
                  {i > 0 ? ", " : ""}
                  <Link url={`/app/customers/${customerId}`}>{name}</Link>
                </Fragment>
              ))}
            </Text>
          ) : (
            <Text as="p" tone="subdued">
              No customer of your shop has this number.
            </Text>
          )}
          <Facts facts={ledger.standing} />
        </BlockStack>
      </Card>
      <Card padding="0">
        <Box padding="400" paddingBlockEnd="300">
          <Text as="h2" variant="headingMd">
            What was said
          </Text>
        </Box>
        {ledger.lines.length === 0 ? (
          <Box padding="400" paddingBlockStart="0">
            <Text as="p" tone="subdued">
              Nothing was said to us about this number. Where Shopify knows of a consent it holds all the same; it becomes a line here before the first text goes.
            </Text>
          </Box>
        ) : null}
        {ledger.lines.toReversed().map((line) => (
          <Fragment key={line.seq}>
            <Divider />
            <Line line={line} timeZone={timeZone} />
          </Fragment>
        ))}
      </Card>
      <EvidenceCard who={who} today={today} />
      <BlockCard who={who} isBlocked={ledger.isBlocked} isStopped={ledger.isStopped} onDone={onChanged} />
    </BlockStack>
  );
}

export function ChainBadge({ chain }: { chain: ChainCheck }) {
  if (!chain.isWhole) return <Badge tone="critical">{chain.brokenAt === null ? "Chain broken: lines are missing" : `Chain broken at line ${chain.brokenAt}`}</Badge>;
  return chain.lines === 0 ? <Badge>No lines</Badge> : <Badge tone="success">{`Chain verified: ${formatPlural(chain.lines, "line")}`}</Badge>;
}

function Line({ line, timeZone }: { line: LineView; timeZone: string }) {
  const [isOpen, setOpen] = useState(false);
  const id = `line-${line.seq}`;
  return (
    <Box paddingInline="400" paddingBlock="300">
      <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
        <BlockStack gap="050">
          <Text as="h3" fontWeight="semibold">
            {line.said}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {`${formatInstant(line.at, timeZone)}, by ${line.source}`}
          </Text>
        </BlockStack>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setOpen(!isOpen)} accessibilityLabel={`Wording and evidence of line ${line.seq}`}>
          Evidence
        </Button>
      </div>
      <Collapsible id={id} open={isOpen}>
        <Box paddingBlockStart="300">
          <BlockStack gap="200">
            {line.disclosure ? (
              <blockquote style={{ margin: 0, paddingInlineStart: "var(--p-space-300)", borderInlineStart: "3px solid var(--p-color-border)", overflowWrap: "anywhere" }}>
                <Text as="p">{line.disclosure.text}</Text>
                <Text as="p" tone="subdued" variant="bodySm">{`As shown, ${languageName(line.disclosure.locale)}, wording ${line.disclosure.version}`}</Text>
              </blockquote>
            ) : (
              <Text as="p" tone="subdued">
                No wording came with it.
              </Text>
            )}
            {line.evidence.length > 0 ? (
              <List>
                {line.evidence.map((each) => (
                  <List.Item key={each}>
                    <span style={{ overflowWrap: "anywhere" }}>{each}</span>
                  </List.Item>
                ))}
              </List>
            ) : null}
            {line.isErased ? (
              <Text as="p" tone="subdued">
                Its evidence was erased with the person; the chain still holds its fingerprint.
              </Text>
            ) : null}
            <Text as="p" tone="subdued" variant="bodySm">{`Line ${line.seq}, heard ${formatInstant(line.heardAt, timeZone)}, fingerprint ${line.hash}…`}</Text>
          </BlockStack>
        </Box>
      </Collapsible>
    </Box>
  );
}

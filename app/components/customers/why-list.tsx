// Every segment, in or out, with why: open one and read what each condition saw.
import { Badge, BlockStack, Box, Button, Card, Collapsible, Divider, InlineStack, Link, List, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { formatInstant } from "../format.ts";
import { WhyTree } from "./why-tree.tsx";
import type { WhyView } from "./why-view.ts";

type Props = { why: WhyView[]; timeZone: string; isBehind: boolean };

export function WhyList({ why, timeZone, isBehind }: Props) {
  const inside = why.filter(({ isMember }) => isMember);
  const outside = why.filter(({ isMember }) => !isMember);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Segments and why
          </Text>
          <Text as="p" tone="subdued">
            {`In ${inside.length} of ${why.length}.${isBehind ? " Something new has just come in and is being counted." : ""}`}
          </Text>
        </BlockStack>
      </Box>
      {[...inside, ...outside].map((one) => (
        <Fragment key={one.segmentId}>
          <Divider />
          <WhyRow why={one} timeZone={timeZone} />
        </Fragment>
      ))}
    </Card>
  );
}

function WhyRow({ why, timeZone }: { why: WhyView; timeZone: string }) {
  const [isOpen, setOpen] = useState(false);
  const id = `why-${why.segmentId}`;
  return (
    <Box paddingInline="400" paddingBlock="300">
      <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
        <BlockStack gap="050">
          <InlineStack gap="200" blockAlign="center" align="start">
            <Link url={`/app/segments/${why.segmentId}`} monochrome>
              {why.name}
            </Link>
            {why.isMember ? <Badge tone="success">In</Badge> : <Badge>Out</Badge>}
            {why.pin ? <Badge tone="info">{why.pin.side === "in" ? "Pinned in" : "Pinned out"}</Badge> : null}
            {why.verdict === "unknown" ? <Badge tone="attention">Not known</Badge> : null}
          </InlineStack>
          <Text as="span" variant="bodySm" tone="subdued">
            {standing(why, timeZone)}
          </Text>
        </BlockStack>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setOpen(!isOpen)} accessibilityLabel={`Why: ${why.name}`}>
          Why
        </Button>
      </div>
      <Collapsible id={id} open={isOpen}>
        <Box paddingBlockStart="300">
          {why.pin ? (
            <Box paddingBlockEnd="200">
              <Text as="p">{pinWords(why.pin, timeZone)}</Text>
            </Box>
          ) : null}
          <WhyTree node={why.tree} timeZone={timeZone} />
          {why.change ? <WhatWouldChange change={why.change} /> : null}
        </Box>
      </Collapsible>
    </Box>
  );
}

function WhatWouldChange({ change: { title, items } }: { change: NonNullable<WhyView["change"]> }) {
  return (
    <Box paddingBlockStart="300">
      <BlockStack gap="100">
        <Text as="p" fontWeight="semibold">
          {title}
        </Text>
        {items.length > 0 ? (
          <List>
            {items.map((item) => (
              <List.Item key={item}>{`${item.charAt(0).toUpperCase()}${item.slice(1)}`}</List.Item>
            ))}
          </List>
        ) : null}
      </BlockStack>
    </Box>
  );
}

/** "Always in, whatever the conditions say: “asked for it”, Jun 15, 2026, 2:05 PM." */
const pinWords = ({ side, reason, at }: NonNullable<WhyView["pin"]>, timeZone: string) =>
  `Always ${side}, whatever the conditions say: “${reason}”, ${formatInstant(at, timeZone)}. Without the pin, the conditions would decide:`;

export function standing({ isMember, enteredAt, stays, verdict, changesAt, pin }: WhyView, timeZone: string): string {
  const since = isMember && enteredAt ? `Since ${formatInstant(enteredAt, timeZone)}` : stays > 0 ? `Was in it ${stays === 1 ? "once" : `${stays} times`}` : "Never was in it";
  const change = changesAt && !pin ? `${isMember ? "leaves" : "may change"} ${formatInstant(changesAt, timeZone)} unless something happens before` : "";
  const late = isMember === (pin ? pin.side === "in" : verdict === "yes") ? "" : "is being updated";
  return [since, late, change].filter(Boolean).join("; ");
}

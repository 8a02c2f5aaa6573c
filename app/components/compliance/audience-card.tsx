// "Can be texted": how many now, later, never, and why not now. Counted while somebody looks; the last count stays with its instant.
import { BlockStack, Box, Button, Card, Collapsible, InlineGrid, InlineStack, List, ProgressBar, Text } from "@shopify/polaris";
import { useState } from "react";
import { formatAgo, formatCount } from "../format.ts";
import { type AudienceView, audienceLines, estimateWords, type People, reasonLines } from "./audience-words.ts";
import { useAudience } from "./use-audience.ts";

type Props = { people: People; audience: AudienceView; now: string; title?: string };

export function AudienceCard({ people, audience, now, title = "Can be texted" }: Props) {
  const [isOpen, setOpen] = useState(false);
  const { done, share, isBusy, count } = useAudience(people, audience, now);
  const reasons = done ? reasonLines(done) : [];
  const id = `audience-why-${people.segment}`;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Button variant="plain" onClick={count} loading={isBusy} disabled={people.since === null} accessibilityLabel={`${title}: count again`}>
            Count again
          </Button>
        </InlineStack>
        <InlineGrid columns={3} gap="300">
          {audienceLines(done).map(({ label, value, detail }) => (
            <BlockStack gap="050" key={label}>
              <Text as="h3" variant="bodyMd">
                {label}
              </Text>
              <Text as="p" variant="headingLg" numeric>
                {value}
              </Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {detail}
              </Text>
            </BlockStack>
          ))}
        </InlineGrid>
        {/* One line and a bar at all times, so that nothing below moves when a count begins or ends. */}
        <BlockStack gap="100">
          <div role="status" id={`${id}-progress`}>
            <Text as="p" tone="subdued">
              {isBusy ? `Asking the gate about each person: ${Math.round(share * 100)}%` : done ? `Of ${formatCount(done.people)} people, ${formatAgo(done.at, now)}, for a promotional text.${estimateWords(done)}` : people.since === null ? "Counted as soon as it is known who they are." : "Not counted yet."}
            </Text>
          </div>
          <div style={{ visibility: isBusy ? "visible" : "hidden" }}>
            <ProgressBar progress={Math.round(share * 100)} size="small" animated={false} ariaLabelledBy={`${id}-progress`} />
          </div>
        </BlockStack>
        {reasons.length > 0 ? (
          <Box>
            <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setOpen(!isOpen)}>
              Why not now
            </Button>
            <Collapsible id={id} open={isOpen}>
              <Box paddingBlockStart="200">
                <List>
                  {reasons.map(({ key, said }) => (
                    <List.Item key={key}>{said}</List.Item>
                  ))}
                </List>
              </Box>
            </Collapsible>
          </Box>
        ) : null}
      </BlockStack>
    </Card>
  );
}

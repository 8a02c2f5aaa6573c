// Whether this person can be texted now, later or never, and why; what they agreed to; how much room is left; their last texts.
import { Badge, Banner, BlockStack, Button, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import { useState } from "react";
import { formatInstant } from "../format.ts";
import { Facts } from "../compliance/facts-list.tsx";
import type { ConsentView } from "./consent-view.ts";
import { ForgetLinksModal } from "./forget-links-modal.tsx";
import { OptOutModal } from "./opt-out-modal.tsx";

type Props = { customerId: string; consent: ConsentView | null; timeZone: string };

export function ConsentCard({ customerId, consent, timeZone }: Props) {
  const [open, setOpen] = useState<"optOut" | "links" | null>(null);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Texting
          </Text>
          {consent ? <Badge tone={consent.answer.tone}>{consent.answer.badge}</Badge> : <Badge>No phone number</Badge>}
        </InlineStack>
        {consent ? (
          <>
            <Text as="p">{consent.answer.said}</Text>
            {consent.isInReview ? (
              <Banner tone="warning">
                <p>
                  They wrote something that may mean stop. <Link url="/app/inbox?show=review">Read it</Link>
                </p>
              </Banner>
            ) : null}
            <Facts facts={consent.facts} />
            <LastTexts consent={consent} timeZone={timeZone} />
            <InlineStack gap="300">
              <Link url={`/app/compliance/ledger?customer=${customerId}`}>Consent ledger</Link>
              <Link url={`/app/compliance/decisions?customer=${customerId}`}>Decisions</Link>
            </InlineStack>
            <InlineStack gap="300">
              {consent.mayOptOut ? <Button onClick={() => setOpen("optOut")}>Opt out by hand</Button> : null}
              <Button onClick={() => setOpen("links")}>Forget old preference links</Button>
            </InlineStack>
          </>
        ) : (
          <Text as="p" tone="subdued">
            Without a phone number nobody can be texted.
          </Text>
        )}
      </BlockStack>
      {open === "optOut" ? <OptOutModal customerId={customerId} onClose={() => setOpen(null)} /> : null}
      {open === "links" ? <ForgetLinksModal customerId={customerId} onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

function LastTexts({ consent: { texts }, timeZone }: { consent: ConsentView; timeZone: string }) {
  if (texts.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        Last texts
      </Text>
      <List>
        {texts.map(({ textId, at, decisionId, said, body }) => (
          <List.Item key={textId}>
            {decisionId ? <Link url={`/app/compliance/decisions/${decisionId}`}>{formatInstant(at, timeZone)}</Link> : formatInstant(at, timeZone)}
            {`: ${said}`}
            {body ? (
              <Text as="p" tone="subdued" breakWord>
                {`“${body}”`}
              </Text>
            ) : null}
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

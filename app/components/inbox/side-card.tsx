// Who writes, and what they allow. What they said about it, line by line, stands under Compliance.
import { Badge, Banner, BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import type { ConsentLine } from "#app/messages/talk/thread.ts";
import type { ThreadPerson } from "./thread-page.tsx";

export type ThreadConsent = { lines: ConsentLine[]; stop: string | null; isBlocked: boolean; isSuspected: boolean };

export function SideCard({ person: { customerId, email, phone }, consent: { lines, stop, isBlocked, isSuspected } }: { person: ThreadPerson; consent: ThreadConsent }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Person
          </Text>
          <Text as="p" breakWord>
            {phone ?? "The number is not known any more."}
          </Text>
          {email ? (
            <Text as="p" tone="subdued" breakWord>
              {email}
            </Text>
          ) : null}
          {customerId ? <Link url={`/app/customers/${customerId}`}>Their timeline, segments and orders</Link> : (
            <Text as="p" tone="subdued">
              Nobody among your customers has this number.
            </Text>
          )}
        </BlockStack>
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            What they allow
          </Text>
          {stop ? (
            <Banner tone="critical">
              <p>{`${stop} Nothing is sent to them.`}</p>
              {isBlocked ? <Link url="/app/compliance/blocked">Blocked numbers</Link> : null}
            </Banner>
          ) : null}
          {isSuspected && !stop ? (
            <Banner tone="warning">
              <p>Something they wrote may mean stop. Promotional texts rest until you decide.</p>
            </Banner>
          ) : null}
          {lines.map(({ label, words, tone }) => (
            <InlineStack key={label} align="space-between" gap="200">
              <Text as="span" tone="subdued">
                {label}
              </Text>
              <Badge {...(tone ? { tone } : {})}>{words}</Badge>
            </InlineStack>
          ))}
          {customerId ? <Link url={`/app/compliance/ledger?customer=${customerId}`}>What they said, line by line</Link> : null}
        </BlockStack>
      </BlockStack>
    </Card>
  );
}

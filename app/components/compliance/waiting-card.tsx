// What stands still until a person has looked.
import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { formatPlural } from "../format.ts";

export type Waiting = { reviews: number; halted: number; doubt: number };

export function WaitingCard({ waiting: { reviews, halted, doubt } }: { waiting: Waiting }) {
  const lines = [
    { count: reviews, url: "/app/inbox?show=review", words: formatPlural(reviews, "reply that may mean stop", "replies that may mean stop"), why: "Promotional texts to them rest until you have read it." },
    { count: halted, url: "/app/problems", words: `${formatPlural(halted, "text")} halted`, why: "Something is set up wrongly; nothing more of that campaign goes out." },
    { count: doubt, url: "/app/problems", words: `${formatPlural(doubt, "text")} in doubt`, why: "The provider’s answer was lost. They are never sent twice." },
  ].filter(({ count }) => count > 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Waits for you
        </Text>
        {lines.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing. Replies that may mean stop, and texts that were halted, stand here.
          </Text>
        ) : null}
        {lines.map(({ url, words, why }) => (
          <BlockStack gap="050" key={words}>
            <Link url={url}>{words}</Link>
            <Text as="p" tone="subdued" variant="bodySm">
              {why}
            </Text>
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

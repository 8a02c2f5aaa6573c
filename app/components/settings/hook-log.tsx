// The newest calls of a webhook: what it answered, how much it was told, when.
import { Badge, BlockStack, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { formatAgo, formatInstant, formatPlural } from "../format.ts";
import type { AttemptView } from "./hook-words.ts";

export function HookLog({ attempts, timeZone, now }: { attempts: AttemptView[]; timeZone: string; now: string }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Latest calls
        </Text>
        {attempts.length === 0 ? (
          <Text as="p" tone="subdued">
            It was not called yet. Send a test to see whether it answers.
          </Text>
        ) : null}
        {attempts.map((attempt, i) => (
          <Fragment key={`${attempt.at} ${i}`}>
            {i > 0 ? <Divider /> : null}
            <Call attempt={attempt} timeZone={timeZone} now={now} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function Call({ attempt: { at, status, changes, problem }, timeZone, now }: { attempt: AttemptView; timeZone: string; now: string }) {
  return (
    <InlineStack align="space-between" blockAlign="start" gap="300" wrap={false}>
      <BlockStack gap="100" inlineAlign="start">
        <InlineStack gap="200" blockAlign="center">
          <Badge tone={problem === null ? "success" : "critical"}>{status === null ? "No answer" : String(status)}</Badge>
          <Text as="span">{changes === 0 ? "Test" : formatPlural(changes, "change")}</Text>
        </InlineStack>
        {status === null && problem !== null ? (
          <Text as="p" variant="bodySm" tone="subdued" breakWord>
            {problem}
          </Text>
        ) : null}
      </BlockStack>
      <div style={{ flex: "none" }}>
        <Text as="span" variant="bodySm" tone="subdued">
          <time dateTime={at} title={formatInstant(at, timeZone)}>
            {formatAgo(at, now)}
          </time>
        </Text>
      </div>
    </InlineStack>
  );
}

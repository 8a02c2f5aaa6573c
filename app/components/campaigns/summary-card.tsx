// What a campaign is made of.
import { BlockStack, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, type ReactNode } from "react";
import { paceWords, scheduleWords, waitWords } from "./campaign-words.ts";
import type { CampaignPageView, Named } from "./view.ts";
import { WrittenText } from "./written-text.tsx";

export function SummaryCard({ definition, include, exclude, message, timeZone }: Pick<CampaignPageView, "definition" | "include" | "exclude" | "message" | "timeZone">) {
  const topic = definition.topic ?? message?.topic ?? null;
  return (
    <Card>
      <BlockStack gap="400">
        <Part title="Message">
          {message ? (
            <BlockStack gap="200">
              <Link url={`/app/messages/${message.id}`}>{message.name}</Link>
              <WrittenText text={message.text} />
              {topic ? (
                <Text as="p" tone="subdued">{`Topic: ${topic}`}</Text>
              ) : null}
            </BlockStack>
          ) : (
            <Text as="p">It is not there any more.</Text>
          )}
        </Part>
        <Part title="Send to">
          <Names names={include} />
        </Part>
        {exclude.length > 0 ? (
          <Part title="Leave out">
            <Names names={exclude} />
          </Part>
        ) : null}
        <Part title="When">
          <Text as="p">{scheduleWords(definition.schedule, timeZone)}</Text>
          <Text as="p">{paceWords(definition.perHour)}</Text>
          <Text as="p" tone="subdued">
            {waitWords(definition.expiresAfterMs)}
          </Text>
        </Part>
      </BlockStack>
    </Card>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="headingSm">
        {title}
      </Text>
      {children}
    </BlockStack>
  );
}

function Names({ names }: { names: Named[] }) {
  return (
    <InlineStack gap="100">
      {names.map(({ address, name }, i) => (
        <Fragment key={address}>
          <Link url={address}>{name}</Link>
          {i < names.length - 1 ? <Text as="span">·</Text> : null}
        </Fragment>
      ))}
    </InlineStack>
  );
}

// Every message at a glance: what it says, of what kind it is, and which campaigns are to send it. All of a shop fit one
// page of memory, so it is searched right here.
import { Badge, BlockStack, Box, IndexTable, InlineStack, Link, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { MessageKind } from "#app/messages/message/message.ts";
import { formatAgo } from "../format.ts";
import { WideOrPhone } from "../wide-or-phone.tsx";
import { kindLabel, languageLabel } from "./message-words.ts";

export type MessageLine = { messageId: number; name: string; kind: MessageKind; language: string; text: string; parts: number | null; users: { campaignId: number; name: string }[]; changedAt: string };
type Props = { messages: MessageLine[]; now: string };

const HEADINGS: [{ title: string }, ...{ title: string; alignment?: "end" }[]] = [{ title: "Message" }, { title: "Kind" }, { title: "Parts", alignment: "end" }, { title: "Used by" }, { title: "Changed" }];

export function MessageList({ messages, now }: Props) {
  const [typed, setTyped] = useState("");
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = messages.filter(({ name, text }) => words.every((word) => `${name} ${text}`.toLowerCase().includes(word)));
  return (
    <BlockStack>
      <Box padding="300">
        <TextField label="Search messages" labelHidden placeholder="Search messages by name or words" value={typed} onChange={setTyped} autoComplete="off" clearButton onClearButtonClick={() => setTyped("")} type="search" />
      </Box>
      {found.length > 0 ? (
        <WideOrPhone label="Messages" rows={found.map((message) => phoneRow(message, now))}>
          <Wide messages={found} now={now} />
        </WideOrPhone>
      ) : (
        <Box padding="600">
          <Text as="p" alignment="center" tone="subdued">
            No message has these words.
          </Text>
        </Box>
      )}
    </BlockStack>
  );
}

function Wide({ messages, now }: Props) {
  return (
    <IndexTable resourceName={{ singular: "message", plural: "messages" }} itemCount={messages.length} headings={HEADINGS} selectable={false}>
      {messages.map((message, position) => (
        <IndexTable.Row id={String(message.messageId)} key={message.messageId} position={position}>
          <IndexTable.Cell>
            <div style={{ whiteSpace: "normal", maxWidth: "28rem" }}>
              <Link url={`/app/messages/${message.messageId}`} removeUnderline monochrome dataPrimaryLink>
                <Text as="span" fontWeight="semibold">
                  {message.name}
                </Text>
              </Link>
              <Text as="p" variant="bodySm" tone="subdued" truncate>
                {message.text}
              </Text>
            </div>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <KindBadge message={message} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {message.parts ?? "–"}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <UsedBy users={message.users} />
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" tone="subdued">
              {formatAgo(message.changedAt, now)}
            </Text>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

const phoneRow = (message: MessageLine, now: string) => ({
  key: String(message.messageId), url: `/app/messages/${message.messageId}`, title: message.name, detail: message.text.length > 90 ? `${message.text.slice(0, 90).trim()}…` : message.text,
  number: message.parts === null ? "–" : `${message.parts} ${message.parts === 1 ? "part" : "parts"}`, numberDetail: formatAgo(message.changedAt, now),
  more: (
    <InlineStack gap="200" blockAlign="center">
      <KindBadge message={message} />
      <UsedBy users={message.users} />
    </InlineStack>
  ),
});

function KindBadge({ message: { kind, language } }: { message: MessageLine }) {
  return (
    <InlineStack gap="100" wrap={false}>
      <Badge {...(kind === "transactional" ? {} : { tone: "info" as const })}>{kindLabel(kind)}</Badge>
      {language === "en" ? null : <Badge>{languageLabel(language)}</Badge>}
    </InlineStack>
  );
}

const NAMED_MAX = 2;

function UsedBy({ users }: { users: MessageLine["users"] }) {
  if (users.length === 0) return <Text as="span" tone="subdued" variant="bodySm">No campaign</Text>;
  return (
    <InlineStack gap="100">
      {users.slice(0, NAMED_MAX).map(({ campaignId, name }) => (
        <Link key={campaignId} url={`/app/campaigns/${campaignId}`}>
          {name}
        </Link>
      ))}
      {users.length > NAMED_MAX ? <Text as="span" tone="subdued">{`and ${users.length - NAMED_MAX} more`}</Text> : null}
    </InlineStack>
  );
}

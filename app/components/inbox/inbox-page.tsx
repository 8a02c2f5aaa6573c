// Who wrote, the newest first; narrowed to what was not read, or to what a person must look at.
import { useSearchParams } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Badge, BlockStack, Box, Card, EmptyState, InlineStack, Link, Page, Tabs, Text } from "@shopify/polaris";
import type { ReplyMeaning } from "#app/inbox/reply.ts";
import { THREAD_FILTERS, type ThreadFilter } from "#app/messages/talk/thread.ts";
import { formatAgo, formatCount } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { LISTENING_MS, usePolling } from "../use-polling.ts";
import { meaningTag, whomWords, wroteWords } from "./thread-words.ts";

export type ThreadLine = {
  replyId: string; number: string; customerId: string | null; firstName: string | null; lastName: string | null; email: string | null; phone: string | null;
  body: string; pictures: number; meaning: ReplyMeaning; at: string; isUnread: boolean; isWaiting: boolean;
};
type Counts = { unread: number; review: number };
type Props = { threads: ThreadLine[]; counts: Counts; next: string | null; show: ThreadFilter; now: string; most: number };

export function InboxPage({ threads, counts, next, show, now, most }: Props) {
  const [search, setSearch] = useSearchParams();
  // What comes in while one looks at the newest stands there by itself.
  usePolling(!search.has("after"), LISTENING_MS);
  const told = (count: number) => (count === 0 ? "" : ` (${count >= most ? `${formatCount(most)}+` : formatCount(count)})`);
  const tabs = [{ id: "all", content: "All" }, { id: "unread", content: `Unread${told(counts.unread)}` }, { id: "review", content: `Needs review${told(counts.review)}` }].map((tab) => ({ ...tab, panelID: "threads" }));
  const choose = (place: number) => setSearch(place === 0 ? {} : { show: THREAD_FILTERS[place] ?? "all" });
  return (
    <Page title="Inbox" fullWidth>
      <TitleBar title="Inbox" />
      <BlockStack gap="400">
        <Card padding="0">
          <Tabs tabs={tabs} selected={THREAD_FILTERS.indexOf(show)} onSelect={choose}>
            {threads.length === 0 ? <Nothing show={show} /> : <Threads threads={threads} now={now} />}
          </Tabs>
        </Card>
        <KeyPages next={next} label="Pages of conversations" />
      </BlockStack>
    </Page>
  );
}

const NOTHING: Record<Exclude<ThreadFilter, "all">, string> = { unread: "Everything was read.", review: "Nothing waits for your decision." };

function Nothing({ show }: { show: ThreadFilter }) {
  if (show !== "all") {
    return (
      <Box padding="600">
        <Text as="p" alignment="center" tone="subdued">
          {NOTHING[show]}
        </Text>
      </Box>
    );
  }
  return (
    <EmptyState heading="Nobody has written yet" image="" action={{ content: "Go to Connections", url: "/app/connections" }}>
      <p>What people text to your number comes in here, and you can answer. STOP, HELP and START are taken care of at once. It needs a connection that can send texts.</p>
    </EmptyState>
  );
}

function Threads({ threads, now }: Pick<Props, "threads" | "now">) {
  return (
    <ul aria-label="Conversations" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {threads.map((thread) => (
        <li key={thread.number}>
          <Line thread={thread} now={now} />
        </li>
      ))}
    </ul>
  );
}

function Line({ thread, now }: { thread: ThreadLine; now: string }) {
  const { number, at, isUnread, isWaiting, meaning } = thread;
  const tag = isWaiting ? meaningTag("suspected", "waiting") : meaningTag(meaning, null);
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary" {...(isUnread ? { background: "bg-surface-secondary" as const } : {})}>
      <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Link url={`/app/inbox/${number}`} monochrome removeUnderline>
              <Text as="span" fontWeight={isUnread ? "bold" : "medium"} breakWord>
                {whomWords(thread)}
              </Text>
            </Link>
            {isUnread ? <Badge tone="info">Unread</Badge> : null}
            {tag ? <Badge {...(tag.tone ? { tone: tag.tone } : {})}>{tag.words}</Badge> : null}
          </InlineStack>
          <Text as="p" tone="subdued" truncate>
            {wroteWords(thread)}
          </Text>
        </BlockStack>
        <Text as="span" variant="bodySm" tone="subdued">
          <time dateTime={at}>{formatAgo(at, now)}</time>
        </Text>
      </div>
    </Box>
  );
}

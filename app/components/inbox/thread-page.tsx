// One conversation: what was written both ways, the box to answer, and at the side who it is and what they allow.
import { useFetcher } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Banner, BlockStack, Card, Link, Page, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { TwoColumns } from "../two-columns.tsx";
import { LISTENING_MS, usePolling } from "../use-polling.ts";
import { AnswerBox } from "./answer-box.tsx";
import { Bubbles, type ItemView } from "./bubbles.tsx";
import { ReasonModal } from "./reason-modal.tsx";
import { SideCard, type ThreadConsent } from "./side-card.tsx";
import { whomWords } from "./thread-words.ts";

export type ThreadPerson = { number: string; customerId: string | null; firstName: string | null; lastName: string | null; email: string | null; phone: string | null; isUnread: boolean };
export type ThreadView = { person: ThreadPerson; items: ItemView[]; older: string | null; consent: ThreadConsent; answer: { problem: string | null; until: string | null }; via: string | null; token: string };
type Props = { thread: ThreadView; isNewest: boolean; timeZone: string; now: string };

export function ThreadPage({ thread: { person, items, older, consent, answer, via, token }, isNewest, timeZone, now }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const reading = useFetcher();
  const [open, setOpen] = useState<"optOut" | "block" | null>(null);
  const address = `/app/inbox/${person.number}`;
  const whom = whomWords(person);
  const act = (body: object) => fetcher.submit(JSON.stringify(body), { method: "POST", action: address, encType: "application/json" });
  usePolling(isNewest, LISTENING_MS);
  const newest = items.findLast(({ kind }) => kind === "reply")?.id;
  useEffect(() => {
    if (isNewest && person.isUnread) reading.submit(JSON.stringify({ act: "read" }), { method: "POST", action: address, encType: "application/json" });
    // Once for each text that comes: whoever marks it as unread wants it so.
  }, [newest]);
  const problems = fetcher.state === "idle" ? (fetcher.data?.problems ?? []) : [];
  return (
    <Page
      title={whom}
      {...(person.phone && person.phone !== whom ? { subtitle: person.phone } : {})}
      fullWidth
      backAction={{ content: "Inbox", url: "/app/inbox" }}
      secondaryActions={[
        person.isUnread ? { content: "Mark as read", onAction: () => act({ act: "read" }) } : { content: "Mark as unread", onAction: () => act({ act: "unread" }) },
        { content: "Opt out", onAction: () => setOpen("optOut"), disabled: consent.stop !== null },
        { content: "Block", destructive: true, onAction: () => setOpen("block"), disabled: consent.stop !== null },
      ]}
    >
      <TitleBar title={whom} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {problems.map(({ message }) => (
              <Banner tone="critical" key={message}>
                <p>{message}</p>
              </Banner>
            ))}
            <Card>
              <BlockStack gap="400">
                {older ? <Link url={`${address}?before=${older}`}>Earlier texts</Link> : null}
                {items.length === 0 ? (
                  <Text as="p" tone="subdued">
                    Nothing more.
                  </Text>
                ) : null}
                <Bubbles items={items} timeZone={timeZone} isBusy={fetcher.state !== "idle"} onReview={(replyId, verdict) => act({ act: "review", replyId, verdict })} />
                {isNewest ? <AnswerBox address={address} answer={answer} via={via} token={token} timeZone={timeZone} now={now} /> : <Link url={address}>Back to the newest</Link>}
              </BlockStack>
            </Card>
          </BlockStack>
        }
        side={<SideCard person={person} consent={consent} />}
      />
      <ReasonModal act={open} onClose={() => setOpen(null)} address={address} whom={whom} />
    </Page>
  );
}

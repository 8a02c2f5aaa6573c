// One decision: what, why, by which rules, about whom, after which texts; and the same decision made again.
import { BlockStack, Card, Link, List, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { Fragment } from "react";
import type { Reason, Verdict } from "#app/messages/gate/reasons.ts";
import { reasonOf } from "#app/messages/gate/reasons.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { TwoColumns } from "../two-columns.tsx";
import { type DecisionLineView, whoWords } from "./decision-list.tsx";
import type { DecisionFacts } from "./decision-view.ts";
import { Facts } from "./facts-list.tsx";
import { ReplayCard } from "./replay-card.tsx";
import { VerdictBadge, VERDICTS } from "./verdict-badge.tsx";

type Other = { decisionId: string; at: string; verdict: Verdict; reason: Reason };
export type DecisionView = DecisionLineView & { textId: string; settingsVersion: number; body: string | null; campaignId: number | null; messageId: number | null };
type Props = { decision: DecisionView; facts: DecisionFacts | null; others: Other[]; timeZone: string };

export function DecisionPage({ decision, facts, others, timeZone }: Props) {
  const title = `Decision ${decision.decisionId}`;
  return (
    <Page title={title} subtitle={formatInstant(decision.at, timeZone)} titleMetadata={<VerdictBadge verdict={decision.verdict} />} backAction={{ content: "Decisions", url: "/app/compliance/decisions" }} fullWidth>
      <TitleBar title={title} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            <WhyCard decision={decision} facts={facts} timeZone={timeZone} />
            {facts ? <ReplayCard address={`/app/compliance/decisions/${decision.decisionId}`} rulesVersion={facts.rulesVersion} tzVersion={facts.tzVersion} timeZone={timeZone} /> : null}
            {facts ? <RulesUsed facts={facts} /> : null}
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            <TextCard decision={decision} facts={facts} others={others} timeZone={timeZone} />
            {facts ? (
              <Card>
                <BlockStack gap="300">
                  <Text as="h2" variant="headingMd">
                    The person, as known then
                  </Text>
                  <Facts facts={facts.person} />
                </BlockStack>
              </Card>
            ) : null}
            {facts ? <HistoryCard facts={facts} timeZone={timeZone} /> : null}
          </BlockStack>
        }
      />
    </Page>
  );
}

function WhyCard({ decision, facts, timeZone }: Pick<Props, "decision" | "facts" | "timeZone">) {
  const { says, remedy } = facts ?? reasonOf(decision.reason);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {says}
        </Text>
        {decision.until ? <Text as="p">{`It was to be asked again on ${formatInstant(decision.until, timeZone)}, the earliest instant at which everything would allow it.`}</Text> : null}
        {facts?.decidedBy ? <Text as="p">{`What decided: ${facts.decidedBy}.`}</Text> : null}
        {facts?.could ? <Text as="p">{`It could not go in time because: ${facts.could}`}</Text> : null}
        <Text as="p" tone="subdued">{`What to do: ${remedy}`}</Text>
      </BlockStack>
    </Card>
  );
}

function RulesUsed({ facts }: { facts: DecisionFacts }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Rules that were looked at
        </Text>
        {facts.rules.map(({ id, name, citation, sources }) => (
          <BlockStack gap="100" key={id}>
            <Text as="h3" fontWeight="semibold">
              {name}
            </Text>
            {citation ? (
              <Text as="p" tone="subdued">
                {citation}
              </Text>
            ) : null}
            {sources.length > 0 ? (
              <Text as="p">
                {sources.map(({ title, url }, i) => (
                  <Fragment key={url}>
                    {i > 0 ? ", " : "Read at "}
                    <Link url={url} target="_blank" accessibilityLabel={title}>
                      {new URL(url).hostname.replace(/^www\./, "")}
                    </Link>
                  </Fragment>
                ))}
              </Text>
            ) : null}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

const OTHERS_SHOWN = 10;

function TextCard({ decision, facts, others, timeZone }: Props) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          The text
        </Text>
        <Text as="p">{decision.customerId ? <Link url={`/app/customers/${decision.customerId}`}>{whoWords(decision)}</Link> : whoWords(decision)}</Text>
        {decision.body ? (
          <Text as="p" breakWord>
            {`“${decision.body}”`}
          </Text>
        ) : null}
        {facts ? <Facts facts={facts.message} /> : null}
        {decision.campaignId === null ? null : <Link url={`/app/campaigns/${decision.campaignId}`}>Its campaign</Link>}
        {others.length > 1 ? (
          <BlockStack gap="100">
            <Text as="h3" variant="headingSm">
              {others.length > OTHERS_SHOWN ? `The last ${OTHERS_SHOWN} of ${others.length} decisions about it` : "All decisions about it"}
            </Text>
            <List>
              {others.slice(-OTHERS_SHOWN).map(({ decisionId, at, verdict, reason }) => (
                <List.Item key={decisionId}>
                  {decisionId === decision.decisionId ? formatInstant(at, timeZone) : <Link url={`/app/compliance/decisions/${decisionId}`}>{formatInstant(at, timeZone)}</Link>}
                  {`: ${VERDICTS[verdict].label.toLowerCase()}. ${reasonOf(reason).says}`}
                </List.Item>
              ))}
            </List>
          </BlockStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

const HISTORY_SHOWN = 20;

function HistoryCard({ facts: { history }, timeZone }: { facts: DecisionFacts; timeZone: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          What had been sent
        </Text>
        {history.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing that counts.
          </Text>
        ) : null}
        <List>
          {history.slice(0, HISTORY_SHOWN).map(({ at, said }) => (
            <List.Item key={at}>{`${formatInstant(at, timeZone)}: ${said}`}</List.Item>
          ))}
        </List>
        {history.length > HISTORY_SHOWN ? <Text as="p" tone="subdued">{`And ${formatPlural(history.length - HISTORY_SHOWN, "text")} before.`}</Text> : null}
      </BlockStack>
    </Card>
  );
}

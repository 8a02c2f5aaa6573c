// What is in force, what waits, who can be texted, and what was decided; and the way to everything else about it.
import { BlockStack, Card, Divider, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { Fragment } from "react";
import { TwoColumns } from "../two-columns.tsx";
import { AudienceCard } from "./audience-card.tsx";
import { type AudienceView, EVERYBODY } from "./audience-words.ts";
import { InForce, type InForceView } from "./in-force.tsx";
import type { VerdictDay } from "./verdict-days.ts";
import { VerdictChart } from "./verdict-chart.tsx";
import { type Waiting, WaitingCard } from "./waiting-card.tsx";

type Props = { inForce: InForceView; waiting: Waiting; audience: AudienceView; days: VerdictDay[]; now: string };

const PLACES = [
  { url: "/app/compliance/ledger", title: "Consent ledger", says: "What each person said about texts, word for word, and a file of it as evidence." },
  { url: "/app/compliance/decisions", title: "Decisions", says: "Every text that was asked for, whether it might go and why; each can be decided again." },
  { url: "/app/compliance/rules", title: "Rules", says: "Hours, limits and days off of each state and country, with their sources." },
  { url: "/app/compliance/limits", title: "Bans, days off and limits", says: "What was proclaimed since the rules were written, and how many texts a segment’s members get." },
  { url: "/app/compliance/proofs", title: "Proofs of consent", says: "Add proofs of people who agreed elsewhere." },
  { url: "/app/compliance/blocked", title: "Blocked numbers", says: "Numbers that never get a text." },
];

export function OverviewPage({ inForce, waiting, audience, days, now }: Props) {
  // Before all else where there is something, on a phone too.
  const isWaiting = waiting.reviews + waiting.halted + waiting.doubt > 0;
  return (
    <Page title="Compliance" fullWidth secondaryActions={[{ content: "Texting settings", url: "/app/settings/texts" }]}>
      <TitleBar title="Compliance" />
      <TwoColumns
        main={
          <BlockStack gap="400">
            {isWaiting ? <WaitingCard waiting={waiting} /> : null}
            <AudienceCard people={EVERYBODY} audience={audience} now={now} title="Who can be texted" />
            <VerdictChart days={days} />
            <InForce inForce={inForce} />
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            {isWaiting ? null : <WaitingCard waiting={waiting} />}
            <Card>
              <BlockStack gap="300">
                {PLACES.map(({ url, title, says }, i) => (
                  <Fragment key={url}>
                    {i > 0 ? <Divider /> : null}
                    <BlockStack gap="050">
                      <Link url={url}>{title}</Link>
                      <Text as="p" tone="subdued" variant="bodySm">
                        {says}
                      </Text>
                    </BlockStack>
                  </Fragment>
                ))}
              </BlockStack>
            </Card>
          </BlockStack>
        }
      />
    </Page>
  );
}

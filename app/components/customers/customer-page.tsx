// One person's page.
import { BlockStack, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { TwoColumns } from "../two-columns.tsx";
import { ConsentCard } from "./consent-card.tsx";
import type { ConsentView } from "./consent-view.ts";
import { customerName } from "./customer-name.ts";
import { DownloadButton } from "./download-button.tsx";
import { FlowsCard } from "./flows-card.tsx";
import type { RunView } from "../flow-report/run-words.ts";
import { PersonCard, type PersonView } from "./person-card.tsx";
import { PurchaseCard } from "./purchase-card.tsx";
import { Timeline, type TimelineView } from "./timeline.tsx";
import { WhyList } from "./why-list.tsx";
import type { WhyView } from "./why-view.ts";

type Props = { customer: PersonView; consent: ConsentView | null; timeline: TimelineView; why: WhyView[]; runs: RunView[]; currency: string; timeZone: string; now: string };

export function CustomerPage({ customer, consent, timeline, why, runs, currency, timeZone, now }: Props) {
  const name = customerName(customer);
  return (
    <Page
      title={name}
      fullWidth
      backAction={{ content: "Customers", url: "/app/customers" }}
      secondaryActions={[
        { content: "Back in time", url: `/app/customers/${customer.customerId}/past` },
        { content: "View in Shopify", url: `shopify://admin/customers/${customer.customerId}`, target: "_top" },
      ]}
    >
      <TitleBar title={name} />
      <TwoColumns
        main={
          <BlockStack gap="400">
            <PurchaseCard customer={customer} currency={currency} timeZone={timeZone} now={now} />
            <WhyList why={why} timeZone={timeZone} isBehind={customer.changedAt !== null} />
            <Timeline timeline={timeline} currency={currency} timeZone={timeZone} />
          </BlockStack>
        }
        side={
          <BlockStack gap="400">
            <PersonCard customer={customer} timeZone={timeZone} />
            <ConsentCard customerId={customer.customerId} consent={consent} timeZone={timeZone} />
            <FlowsCard runs={runs} name={name} timeZone={timeZone} now={now} />
            <Card>
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd">
                  Their data
                </Text>
                <Text as="p" tone="subdued">
                  Everything Segue holds of this person, to send to them when they ask.
                </Text>
                <InlineStack>
                  <DownloadButton customerId={customer.customerId} />
                </InlineStack>
              </BlockStack>
            </Card>
          </BlockStack>
        }
      />
    </Page>
  );
}

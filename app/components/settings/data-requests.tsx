// People who asked for their data. The merchant downloads the file and sends it on.
import { Badge, BlockStack, Divider, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { DownloadButton } from "../customers/download-button.tsx";
import { formatAgo, formatInstant } from "../format.ts";
import { Section } from "./section.tsx";

export type DataRequestLine = { requestId: string; customerId: string; requestedAt: string; fetchedAt: string | null };

export function DataRequests({ requests, timeZone, now }: { requests: DataRequestLine[]; timeZone: string; now: string }) {
  return (
    <Section title="Requests for personal data" detail="When a customer asks your shop for their data, Shopify tells Segue. Download what Segue holds and send it to them.">
      <BlockStack gap="300">
        {requests.length === 0 ? (
          <Text as="p" tone="subdued">
            Nobody has asked.
          </Text>
        ) : null}
        {requests.map((request, i) => (
          <Fragment key={request.requestId}>
            {i > 0 ? <Divider /> : null}
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <BlockStack gap="100">
                <InlineStack gap="200" align="start">
                  <Link url={`/app/customers/${request.customerId}`}>{`Customer ${request.customerId}`}</Link>
                  {request.fetchedAt ? <Badge>Downloaded</Badge> : <Badge tone="attention">Waiting</Badge>}
                </InlineStack>
                <Text as="span" variant="bodySm" tone="subdued">
                  <time dateTime={request.requestedAt} title={formatInstant(request.requestedAt, timeZone)}>{`Asked ${formatAgo(request.requestedAt, now)}`}</time>
                </Text>
              </BlockStack>
              <DownloadButton customerId={request.customerId} />
            </InlineStack>
          </Fragment>
        ))}
      </BlockStack>
    </Section>
  );
}

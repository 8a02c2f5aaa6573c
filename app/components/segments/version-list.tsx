// What the segment asked before: every saved question, newest first.
import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { formatInstant } from "../format.ts";

export type VersionLine = { version: number; sentence: string; createdAt: string; createdBy: string | null };

export function VersionList({ versions, timeZone }: { versions: VersionLine[]; timeZone: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          History
        </Text>
        {versions.map((version, i) => (
          <Fragment key={version.version}>
            {i > 0 ? <Divider /> : null}
            <BlockStack gap="100">
              <Text as="h3" variant="headingSm">
                {i === 0 ? "Now" : `Version ${version.version}`}
              </Text>
              <Text as="p">{version.sentence}</Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {`Saved ${formatInstant(version.createdAt, timeZone)}${version.createdBy ? ` by ${version.createdBy}` : ""}`}
              </Text>
            </BlockStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

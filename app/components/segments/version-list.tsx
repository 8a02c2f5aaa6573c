// What the segment asked before: every saved question, newest first.
import { BlockStack, Card, Divider, Link, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { formatInstant } from "../format.ts";

export type VersionLine = { version: number; sentence: string; createdAt: string; createdBy: string | null };

export function VersionList({ address, versions, timeZone }: { address: string; versions: VersionLine[]; timeZone: string }) {
  const newest = versions[0]?.version;
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
              {i > 0 ? (
                <Text as="p" variant="bodySm">
                  <Link url={`${address}/versions?from=${version.version}&to=${newest}`} accessibilityLabel={`Compare version ${version.version} with now`}>
                    Compare with now
                  </Link>
                </Text>
              ) : null}
            </BlockStack>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

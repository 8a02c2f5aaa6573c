// Decisions by day: a sentence, a drawing, and the same numbers as a table.
import { BlockStack, Button, Card, Collapsible, DataTable, InlineStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useState } from "react";
import { formatCount } from "../format.ts";
import { plainDay } from "../segments/movement-words.ts";
import type { VerdictDay } from "./verdict-days.ts";
import { VERDICTS } from "./verdict-badge.tsx";
import { verdictSummary } from "./verdict-words.ts";

const Plot = lazy(() => import("./verdict-plot.tsx"));
const HEIGHT = "220px";

export function VerdictChart({ days }: { days: VerdictDay[] }) {
  const [isInBrowser, setInBrowser] = useState(false);
  const [isTableOpen, setTableOpen] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const used = days.filter(({ send, defer, skip, halt }) => send + defer + skip + halt > 0);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Decisions
          </Text>
          <Link url="/app/compliance/decisions">All decisions</Link>
        </InlineStack>
        <Text as="p" tone="subdued">
          {verdictSummary(days)}
        </Text>
        {used.length === 0 ? null : (
          <>
            <div style={{ height: HEIGHT }} aria-hidden="true">
              {isInBrowser ? (
                <Suspense fallback={<SkeletonBodyText lines={8} />}>
                  <Plot days={days} />
                </Suspense>
              ) : (
                <SkeletonBodyText lines={8} />
              )}
            </div>
            <InlineStack>
              <Button variant="plain" disclosure={isTableOpen ? "up" : "down"} ariaExpanded={isTableOpen} ariaControls="verdict-table" onClick={() => setTableOpen(!isTableOpen)}>
                {isTableOpen ? "Hide the table" : "Show as a table"}
              </Button>
            </InlineStack>
            <Collapsible id="verdict-table" open={isTableOpen}>
              <DataTable
                columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric"]}
                headings={["Day", ...Object.values(VERDICTS).map(({ label }) => label)]}
                rows={used.toReversed().map(({ day, send, defer, skip, halt }) => [plainDay(day), ...[send, defer, skip, halt].map(formatCount)])}
              />
            </Collapsible>
          </>
        )}
      </BlockStack>
    </Card>
  );
}

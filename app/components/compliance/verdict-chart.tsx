// Decisions by day: a sentence, a drawing, and the same numbers as a table.
import { BlockStack, Card, DataTable, InlineStack, Link, Text } from "@shopify/polaris";
import { lazy } from "react";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount } from "../format.ts";
import { plainDay } from "../segments/movement-words.ts";
import type { VerdictDay } from "./verdict-days.ts";
import { VERDICTS } from "./verdict-badge.tsx";
import { verdictSummary } from "./verdict-words.ts";

const Plot = lazy(() => import("./verdict-plot.tsx"));

export function VerdictChart({ days }: { days: VerdictDay[] }) {
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
          <DrawnAndTold
            id="verdict-table"
            height="220px"
            drawing={<Plot days={days} />}
            table={
              <DataTable
                columnContentTypes={["text", "numeric", "numeric", "numeric", "numeric"]}
                headings={["Day", ...Object.values(VERDICTS).map(({ label }) => label)]}
                rows={used.toReversed().map(({ day, send, defer, skip, halt }) => [plainDay(day), ...[send, defer, skip, halt].map(formatCount)])}
              />
            }
          />
        )}
      </BlockStack>
    </Card>
  );
}

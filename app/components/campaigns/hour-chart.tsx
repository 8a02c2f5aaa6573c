// Texts by the hour: a drawing, and the same numbers as a table for whoever cannot see it. It is drawn in the browser only,
// in a box of fixed height.
import { BlockStack, Button, Collapsible, DataTable, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { lazy, Suspense, useEffect, useState } from "react";
import { formatCount } from "../format.ts";
import { hoursIn } from "./campaign-words.ts";
import { hourWords } from "./hour-words.ts";

const Plot = lazy(() => import("./hour-plot.tsx"));
const HEIGHT = "220px";
/** More nobody reads line by line. */
const ROWS_MAX = 240;

type Props = { title: string; said: string; hours: Record<string, [number, number]>; names: readonly [string, string]; isStacked?: boolean; timeZone: string };

export function HourChart({ title, said, hours, names, isStacked = false, timeZone }: Props) {
  const [isInBrowser, setInBrowser] = useState(false);
  const [isTableOpen, setTableOpen] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const lines = hoursIn(hours);
  const busy = lines.filter(([, one, other]) => one + other > 0);
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {said}
        </Text>
      </BlockStack>
      {busy.length === 0 ? null : (
        <>
          <div style={{ height: HEIGHT }} aria-hidden="true">
            {isInBrowser ? (
              <Suspense fallback={<SkeletonBodyText lines={7} />}>
                <Plot hours={lines} names={names} isStacked={isStacked} timeZone={timeZone} />
              </Suspense>
            ) : (
              <SkeletonBodyText lines={7} />
            )}
          </div>
          <InlineStack>
            <Button variant="plain" disclosure={isTableOpen ? "up" : "down"} ariaExpanded={isTableOpen} ariaControls="hours-table" onClick={() => setTableOpen(!isTableOpen)}>
              {isTableOpen ? "Hide the table" : "Show as a table"}
            </Button>
          </InlineStack>
          <Collapsible id="hours-table" open={isTableOpen}>
            <DataTable
              columnContentTypes={["text", "numeric", "numeric"]}
              headings={["Hour", ...names]}
              rows={busy.slice(0, ROWS_MAX).map(([at, one, other]) => [hourWords(at, timeZone), formatCount(one), formatCount(other)])}
            />
          </Collapsible>
        </>
      )}
    </BlockStack>
  );
}

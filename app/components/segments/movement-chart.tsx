// Who joined and who left, day by day: a sentence, a drawing, and the same numbers as a table for
// whoever cannot see the drawing. The drawing is made in the browser only, in a box of fixed height.
import { BlockStack, Button, Collapsible, DataTable, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { Suspense, lazy, useEffect, useState } from "react";
import { formatCount, formatDay } from "../format.ts";

/** `day` is a calendar day in the shop's zone: "2026-06-15". */
export type Movement = { day: string; joined: number; left: number };

const Plot = lazy(() => import("./movement-plot.tsx"));
const HEIGHT = "240px";

export function MovementChart({ movements }: { movements: Movement[] }) {
  const [isInBrowser, setInBrowser] = useState(false);
  const [isTableOpen, setTableOpen] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const moved = movements.filter((movement) => movement.joined > 0 || movement.left > 0);
  const words = (
    <Text as="p" tone="subdued">
      {summary(movements)}
    </Text>
  );
  if (moved.length === 0) return words;
  return (
    <BlockStack gap="300">
      {words}
      <div style={{ height: HEIGHT }} aria-hidden="true">
        {isInBrowser ? (
          <Suspense fallback={<SkeletonBodyText lines={8} />}>
            <Plot movements={movements} />
          </Suspense>
        ) : (
          <SkeletonBodyText lines={8} />
        )}
      </div>
      <InlineStack>
        <Button
          variant="plain"
          disclosure={isTableOpen ? "up" : "down"}
          ariaExpanded={isTableOpen}
          ariaControls="movement-table"
          onClick={() => setTableOpen(!isTableOpen)}
        >
          {isTableOpen ? "Hide the table" : "Show as a table"}
        </Button>
      </InlineStack>
      <Collapsible id="movement-table" open={isTableOpen}>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric"]}
          headings={["Day", "Joined", "Left"]}
          rows={moved.toReversed().map((movement) => [plainDay(movement.day), formatCount(movement.joined), formatCount(movement.left)])}
        />
      </Collapsible>
    </BlockStack>
  );
}

export const plainDay = (day: string) => formatDay(`${day}T12:00:00.000Z`, "UTC");

export function summary(movements: Movement[]): string {
  const joined = movements.reduce((sum, movement) => sum + movement.joined, 0);
  const left = movements.reduce((sum, movement) => sum + movement.left, 0);
  const span = `In the last ${movements.length} days`;
  if (joined === 0 && left === 0) return `${span} nobody joined and nobody left.`;
  return `${span} ${formatCount(joined)} joined and ${formatCount(left)} left.`;
}

// Who joined and who left, day by day: a sentence, a drawing, and the same numbers as a table for
// whoever cannot see the drawing. The drawing is made in the browser only, in a box of fixed height.
import { BlockStack, Button, Collapsible, DataTable, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { Suspense, lazy, useEffect, useState } from "react";
import { formatCount } from "../format.ts";
import { didMove, type Movement, plainDay, summary } from "./movement-words.ts";

const Plot = lazy(() => import("./movement-plot.tsx"));
const HEIGHT = "240px";

const PASSED = { joined: "Joined", left: "Left" };
type Props = { movements: Movement[]; /** What the bars are, where they are not who joined and who left. */ names?: typeof PASSED; /** In place of the usual sentence. */ said?: string };

export function MovementChart({ movements, names = PASSED, said }: Props) {
  const [isInBrowser, setInBrowser] = useState(false);
  const [isTableOpen, setTableOpen] = useState(false);
  useEffect(() => setInBrowser(true), []);
  const moved = movements.filter(didMove);
  const words = (
    <Text as="p" tone="subdued">
      {said ?? summary(movements)}
    </Text>
  );
  if (moved.length === 0) return words;
  return (
    <BlockStack gap="300">
      {words}
      <div style={{ height: HEIGHT }} aria-hidden="true">
        {isInBrowser ? (
          <Suspense fallback={<SkeletonBodyText lines={8} />}>
            <Plot movements={movements} names={names} />
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
        <MovementTable moved={moved} names={names} isAhead={said !== undefined} />
      </Collapsible>
    </BlockStack>
  );
}

/** By an edit: a column only where there was one. */
function MovementTable({ moved, names, isAhead }: { moved: Movement[]; names: typeof PASSED; isAhead: boolean }) {
  const wasEdited = moved.some(({ byEdit }) => byEdit > 0);
  return (
    <DataTable
      columnContentTypes={["text", "numeric", "numeric", ...(wasEdited ? (["numeric"] as const) : [])]}
      headings={["Day", names.joined, names.left, ...(wasEdited ? ["Moved by an edit"] : [])]}
      rows={(isAhead ? moved : moved.toReversed()).map(({ day, joined, left, byEdit }) => [plainDay(day), formatCount(joined), formatCount(left), ...(wasEdited ? [formatCount(byEdit)] : [])])}
    />
  );
}

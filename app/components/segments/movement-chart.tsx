// Who joined and who left, day by day: a sentence, a drawing, and the same numbers as a table.
import { BlockStack, DataTable, Text } from "@shopify/polaris";
import { lazy } from "react";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount } from "../format.ts";
import { didMove, type Movement, plainDay, summary } from "./movement-words.ts";

const Plot = lazy(() => import("./movement-plot.tsx"));

const PASSED = { joined: "Joined", left: "Left" };
type Props = { movements: Movement[]; /** What the bars are, where they are not who joined and who left. */ names?: typeof PASSED; /** In place of the usual sentence. */ said?: string };

export function MovementChart({ movements, names = PASSED, said }: Props) {
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
      <DrawnAndTold id="movement-table" height="240px" drawing={<Plot movements={movements} names={names} />} table={<MovementTable moved={moved} names={names} isAhead={said !== undefined} />} />
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

// The table with its search. All segments of a shop fit one page of memory, so it is searched right here.
import { Box, BlockStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { SegmentTable, type SegmentLine } from "./segment-table.tsx";

export function SegmentList({ segments, now }: { segments: SegmentLine[]; now: string }) {
  const [text, setText] = useState("");
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = segments.filter(({ name, tag }) => words.every((word) => `${name} ${tag ?? ""}`.toLowerCase().includes(word)));
  return (
    <BlockStack>
      <Box padding="300">
        <TextField label="Search segments" labelHidden placeholder="Search segments by name or tag" value={text} onChange={setText} autoComplete="off" clearButton onClearButtonClick={() => setText("")} type="search" />
      </Box>
      {found.length > 0 ? (
        <SegmentTable segments={found} now={now} />
      ) : (
        <Box padding="600">
          <Text as="p" alignment="center" tone="subdued">
            No segment has these words in its name or tag.
          </Text>
        </Box>
      )}
    </BlockStack>
  );
}

// A message as it was written, variables and all.
import { Box } from "@shopify/polaris";

export function WrittenText({ text }: { text: string }) {
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="300">
      <div style={{ whiteSpace: "pre-wrap", overflowWrap: "anywhere" }}>{text}</div>
    </Box>
  );
}

// What somebody noted of a condition or a group, in its own lines: small and pale, because it asks nothing.
import { Text } from "@shopify/polaris";

export function NoteText({ note }: { note: string }) {
  return (
    <div style={{ whiteSpace: "pre-wrap", minWidth: 0 }}>
      <Text as="p" variant="bodySm" tone="subdued" breakWord>
        {note}
      </Text>
    </div>
  );
}

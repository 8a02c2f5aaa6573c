// What a list keeps of its files, with the way to drop a column: asked once, refused while something asks about it.
import { BlockStack, Button, Card, InlineStack, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { keptKey, type ListColumn } from "#app/lists/column.ts";
import { TYPE_LABELS } from "./column-words.ts";

export function ColumnsCard({ columns, address }: { columns: ListColumn[]; address: string }) {
  const [dropping, setDropping] = useState<ListColumn | null>(null);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Columns it keeps
        </Text>
        {columns.length === 0 ? (
          <Text as="p" tone="subdued">
            None. Choose them when you upload a file, and segments can ask about them.
          </Text>
        ) : null}
        {columns.map((column) => (
          <InlineStack key={keptKey(column)} align="space-between" blockAlign="center" wrap={false} gap="300">
            <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
              <Text as="p">{column.name}</Text>
              <Text as="p" variant="bodySm" tone="subdued">
                {TYPE_LABELS[column.type]}
              </Text>
            </div>
            <Button variant="tertiary" accessibilityLabel={`Drop the column ${column.name}`} onClick={() => setDropping(column)}>
              Drop
            </Button>
          </InlineStack>
        ))}
      </BlockStack>
      {dropping ? <DropModal key={keptKey(dropping)} column={dropping} address={address} onClose={() => setDropping(null)} /> : null}
    </Card>
  );
}

function DropModal({ column, address, onClose }: { column: ListColumn; address: string; onClose: () => void }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const problems = fetcher.data?.problems ?? [];
  const isDone = !isBusy && fetcher.data !== undefined && problems.length === 0;
  useEffect(() => {
    if (isDone) onClose();
  }, [isDone, onClose]);
  return (
    <Modal
      open
      onClose={onClose}
      title={`Drop “${column.name}”?`}
      primaryAction={{ content: "Drop column", destructive: true, onAction: () => fetcher.submit({ column: keptKey(column) }, { method: "DELETE", action: `${address}/columns`, encType: "application/json" }), loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          <Text as="p">What it says of each person is gone. They stay on the list.</Text>
          {problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

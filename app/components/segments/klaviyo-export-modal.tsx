// A segment as Klaviyo's definition, to be copied; or which of its conditions Klaviyo cannot hold. The
// ids of an account's metrics are asked for where they are needed.
import { BlockStack, Box, Button, InlineStack, List, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { ExportView } from "#app/segments/klaviyo/view.ts";
import { problemAt } from "../problems-of.ts";

type Props = { open: boolean; onClose: () => void; address: string };

export function KlaviyoExportModal({ open, onClose, address }: Props) {
  const asking = useFetcher<{ view: ExportView } | { problems: Problem[] }>();
  const shopify = useAppBridge();
  const [metrics, setMetrics] = useState("");
  const { submit } = asking;
  const action = `${address}/klaviyo`;
  useEffect(() => {
    if (open) submit(JSON.stringify({ metrics: "" }), { method: "POST", encType: "application/json", action });
  }, [open, action, submit]);
  const view = asking.data && "view" in asking.data ? asking.data.view : null;
  const problems = asking.data && "problems" in asking.data ? asking.data.problems : [];
  const isBusy = asking.state !== "idle";

  async function copy(json: string) {
    await navigator.clipboard.writeText(json);
    shopify.toast.show("Copied");
  }

  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Copy as Klaviyo definition"
      loading={isBusy && view === null}
      {...(view && "json" in view ? { primaryAction: { content: "Copy", onAction: () => void copy(view.json) } } : {})}
      secondaryActions={[{ content: "Close", onAction: onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {view === null ? null : "json" in view ? <Written {...view} /> : <Refused refusals={view.refusals} />}
          <TextField
            label="Metrics"
            value={metrics}
            onChange={setMetrics}
            multiline={3}
            maxHeight={160}
            autoComplete="off"
            monospaced
            spellCheck={false}
            error={problemAt(problems, ["metrics"])}
            helpText="Klaviyo names metrics by id. One a line, such as “Sxnb5T = Placed Order”, or the answer of Klaviyo's metrics API."
          />
          <InlineStack>
            <Button loading={isBusy} onClick={() => submit(JSON.stringify({ metrics }), { method: "POST", encType: "application/json", action })}>
              Write it with these metrics
            </Button>
          </InlineStack>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

function Written({ json, notes }: { json: string; notes: string[] }) {
  return (
    <BlockStack gap="300">
      <Box background="bg-surface-secondary" borderRadius="200" padding="300">
        <pre tabIndex={0} aria-label="Klaviyo definition" style={{ margin: 0, maxHeight: "16rem", overflow: "auto", fontFamily: "var(--p-font-family-mono)" }}>
          {json}
        </pre>
      </Box>
      {notes.length === 0 ? null : (
        <List>
          {notes.map((note) => (
            <List.Item key={note}>{note}</List.Item>
          ))}
        </List>
      )}
    </BlockStack>
  );
}

function Refused({ refusals }: { refusals: { path: string; what: string; why: string }[] }) {
  return (
    <BlockStack gap="200">
      <Text as="p">Klaviyo cannot hold this segment:</Text>
      <List>
        {refusals.map(({ path, what, why }) => (
          <List.Item key={`${path} ${why}`}>
            <Text as="span" fontWeight="semibold">
              {what}
            </Text>
            {`: ${why}`}
          </List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

// One question before something that cannot be taken back easily; the answer closes it, a refusal is said in it.
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";

type Props = { open: boolean; onClose: () => void; title: string; says: string[]; action: string; address: string; method?: "POST" | "DELETE"; body?: Record<string, number>; isDestructive?: boolean };

export function AskModal({ open, onClose, title, says, action, address, method = "POST", body = {}, isDestructive = false }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const isDone = !isBusy && fetcher.data?.problems.length === 0;
  useEffect(() => {
    if (isDone) onClose();
    // Only the answer closes it; onClose is a new function on every render.
  }, [isDone, fetcher.data]);
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={title}
      primaryAction={{ content: action, destructive: isDestructive, loading: isBusy, onAction: () => fetcher.submit(body, { method, action: address, encType: "application/json" }) }}
      secondaryActions={[{ content: "Not now", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          {says.map((text) => (
            <Text as="p" key={text}>
              {text}
            </Text>
          ))}
          {fetcher.data?.problems.map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

// Whoever holds the link in a text sees and changes what the number gets; a merchant may end the old ones.
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Problem } from "#app/lib/problem.ts";

export function ForgetLinksModal({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const shopify = useAppBridge();
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const problems = isBusy ? [] : (fetcher.data?.problems ?? []);
  const isDone = !isBusy && fetcher.data?.problems.length === 0;
  useEffect(() => {
    if (!isDone) return;
    shopify.toast.show("Old preference links lead nowhere now");
    onClose();
    // Once for each answer.
  }, [isDone]);
  return (
    <Modal
      open
      onClose={onClose}
      title="Forget old preference links?"
      primaryAction={{ content: "Forget links", destructive: true, loading: isBusy, onAction: () => fetcher.submit(null, { method: "DELETE", action: `/app/customers/${customerId}/preference-links` }) }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">Every link to this person’s preference page that was sent so far leads nowhere from now on, for example after they passed a text on. The next text that carries the link has a new one. What they chose, and their consent, stay as they are.</Text>
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

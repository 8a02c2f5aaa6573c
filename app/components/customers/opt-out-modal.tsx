// Somebody asked in another way than by text: by mail, on the phone, in the shop. That counts as much.
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

export function OptOutModal({ customerId, onClose }: { customerId: string; onClose: () => void }) {
  const shopify = useAppBridge();
  const [reason, setReason] = useState("");
  const { submit, isBusy, problems } = useAnswered(() => {
    shopify.toast.show("Opted out of all texts");
    onClose();
  });
  return (
    <Modal
      open
      onClose={onClose}
      title="Opt this person out of all texts?"
      primaryAction={{ content: "Opt out", destructive: true, loading: isBusy, onAction: () => submit({ reason }, { method: "POST", action: `/app/customers/${customerId}/opt-out`, encType: "application/json" }) }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">Holds at once, for marketing, cart reminders and service texts, here, in Shopify and on every connected platform. They can come back only by opting in themselves.</Text>
          <TextField label="How they asked" value={reason} onChange={setReason} autoComplete="off" multiline={2} maxLength={500} placeholder="By email on Monday" helpText="It stands in the consent ledger." error={problemAt(problems, ["reason"])} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

// Blocks a number by hand, or lifts a block, always with a reason that stands in the ledger.
import { BlockStack, Button, Card, InlineStack, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";
import type { Who } from "./ledger-found.tsx";

type Props = { who: Who; isBlocked: boolean; isStopped: boolean; onDone?: (() => void) | undefined };

export const BLOCKED_ADDRESS = "/app/compliance/blocked";

export function BlockCard({ who, isBlocked, isStopped, onDone }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {isBlocked ? "This number is blocked" : "Block this number"}
        </Text>
        <Text as="p" tone="subdued">
          {isBlocked
            ? "No text goes to it. Lift the block only if you know why it was set; a STOP of their own stays."
            : `No text of any kind goes to it any more${isStopped ? ", also if they opt in again" : ", and Shopify and every connected platform are told"}.`}
        </Text>
        <InlineStack>
          <Button {...(isBlocked ? {} : { tone: "critical" as const })} onClick={() => setOpen(true)}>
            {isBlocked ? "Lift the block" : "Block"}
          </Button>
        </InlineStack>
      </BlockStack>
      {isOpen ? <BlockModal who={who} isBlocked={isBlocked} onClose={() => setOpen(false)} onDone={onDone} /> : null}
    </Card>
  );
}

type ModalProps = { who: Who; isBlocked: boolean; onClose: () => void; onDone?: (() => void) | undefined };

export function BlockModal({ who, isBlocked, onClose, onDone }: ModalProps) {
  const shopify = useAppBridge();
  const [reason, setReason] = useState("");
  const { submit, isBusy, problems } = useAnswered(() => {
    shopify.toast.show(isBlocked ? "Block lifted" : "Number blocked");
    onDone?.();
    onClose();
  });
  const send = () => submit({ ...who, reason }, { method: isBlocked ? "DELETE" : "POST", action: BLOCKED_ADDRESS, encType: "application/json" });
  return (
    <Modal
      open
      onClose={onClose}
      title={isBlocked ? "Lift the block?" : "Block this number?"}
      primaryAction={{ content: isBlocked ? "Lift the block" : "Block", destructive: !isBlocked, onAction: send, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <TextField label="Reason" value={reason} onChange={setReason} autoComplete="off" multiline={2} maxLength={500} helpText="It stands in the ledger, for whoever asks later." error={problemAt(problems, ["reason"])} />
      </Modal.Section>
    </Modal>
  );
}

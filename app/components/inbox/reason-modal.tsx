// Opting somebody out by hand, or blocking their number, asks for the reason: it stands in the ledger.
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { REASON_MAX } from "#app/messages/compliance/block.ts";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";

type Act = "optOut" | "block";
type Props = { act: Act | null; onClose: () => void; address: string; whom: string };

const WORDS: Record<Act, { title: string; says: string; button: string }> = {
  optOut: { title: "Opt out", says: "They get no more promotional texts and reminders from you. Shopify and the platforms you are connected to are told. They can opt in again themselves, and you can go on answering what they write.", button: "Opt out" },
  block: { title: "Block", says: "Nothing is sent to this number any more, answers included, until you unblock it under Compliance. Shopify and the platforms you are connected to are told.", button: "Block" },
};

export function ReasonModal({ act, onClose, address, whom }: Props) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [reason, setReason] = useState("");
  const words = WORDS[act ?? "optOut"];
  const say = () => submit(JSON.stringify({ act, reason }), { method: "POST", action: address, encType: "application/json" });
  return (
    <Modal
      open={act !== null}
      onClose={onClose}
      title={`${words.title} ${whom}?`}
      primaryAction={{ content: words.button, destructive: true, onAction: say, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{words.says}</Text>
          <TextField label="Reason" value={reason} onChange={setReason} autoComplete="off" maxLength={REASON_MAX} placeholder="Asked by phone" error={problemAt(problems, ["reason"]) || problemAt(problems.filter(({ path }) => path.length === 0), [])} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

// Sends the message as it stands to one number. It obeys consent like any text, which is said before.
import { Banner, BlockStack, Checkbox, Modal, Text, TextField } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { MessageDefinition } from "#app/messages/message/message.ts";
import { problemAt } from "../problems-of.ts";

type Props = { open: boolean; onClose: () => void; name: string; definition: MessageDefinition; customerId: string | null };
type Answer = { problems: Problem[] } | { until: string | null; because: string | null };

export function TestModal({ open, onClose, name, definition, customerId }: Props) {
  const shopify = useAppBridge();
  const sending = useFetcher<Answer>();
  const [phone, setPhone] = useState("");
  const [isSure, setSure] = useState(false);
  const isBusy = sending.state !== "idle";
  const answer = isBusy ? undefined : sending.data;
  const problems = answer && "problems" in answer ? answer.problems : [];
  useEffect(() => {
    if (!answer || "problems" in answer || !open) return;
    shopify.toast.show(answer.until === null ? "The test is on its way" : "The test waits until it may go");
    if (answer.until === null) onClose();
    // Once for each answer.
  }, [answer]);
  const send = () => sending.submit(JSON.stringify({ name, definition, customerId, phone }), { method: "POST", action: "/app/messages/try", encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title="Send a test" primaryAction={{ content: "Send test", onAction: send, loading: isBusy, disabled: phone.trim() === "" || !isSure }} secondaryActions={[{ content: "Cancel", onAction: onClose }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">A test goes through the same gate as every text: to a number that has signed up, within its hours and limits, and it counts like any other.</Text>
          <TextField label="Phone number" type="tel" inputMode="tel" placeholder="+1 202 555 0101" value={phone} onChange={setPhone} autoComplete="tel" error={problemAt(problems, ["phone"])} />
          <Checkbox label="This is my number, or its owner has agreed to this test" checked={isSure} onChange={setSure} />
          {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
            <Banner tone="critical" key={message}>
              <p>{message}</p>
            </Banner>
          ))}
          {answer && !("problems" in answer) && answer.until !== null ? (
            <Banner tone="info">
              <p>{`It waits until it may go. ${answer.because ?? ""}`}</p>
            </Banner>
          ) : null}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

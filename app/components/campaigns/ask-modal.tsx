// One question before something that cannot be taken back easily; the answer closes it, a refusal is said in it.
import { BlockStack, Modal, Text } from "@shopify/polaris";
import { useAnswered } from "../use-answered.ts";

type Props = { open: boolean; onClose: () => void; title: string; says: string[]; action: string; address: string; method?: "POST" | "DELETE"; body?: Record<string, number | string>; isDestructive?: boolean };

export function AskModal({ open, onClose, title, says, action, address, method = "POST", body = {}, isDestructive = false }: Props) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={title}
      primaryAction={{ content: action, destructive: isDestructive, loading: isBusy, onAction: () => submit(body, { method, action: address, encType: "application/json" }) }}
      secondaryActions={[{ content: "Not now", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="200">
          {says.map((text) => (
            <Text as="p" key={text}>
              {text}
            </Text>
          ))}
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

// Another key for the account that is connected. A key of another account is refused.
import { Banner, BlockStack, Modal } from "@shopify/polaris";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import type { PlatformId } from "#app/platforms/adapter.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { readKeys, type Typed } from "#app/platforms/key-fields.ts";
import { useAnswered } from "../use-answered.ts";
import { KeyFields } from "./key-fields.tsx";

type Props = { open: boolean; onClose: () => void; platform: PlatformId; address: string };

export function ChangeKeyModal({ open, onClose, platform, address }: Props) {
  const shopify = useAppBridge();
  const [typed, setTyped] = useState<Typed>({});
  const { name, letIn } = CAPABILITIES[platform];
  const [own, setOwn] = useState<Problem[]>([]);
  const { submit, isBusy, problems: answered } = useAnswered(() => {
    shopify.toast.show("Key changed");
    setTyped({});
    onClose();
  });
  const problems = own.length > 0 ? own : answered;
  function save() {
    const read = readKeys(platform, typed);
    setOwn("problems" in read ? read.problems : []);
    if (!("problems" in read)) submit(typed, { method: "POST", action: `${address}/key`, encType: "application/json" });
  }
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={`Change the key of ${name}`}
      primaryAction={{ content: "Change key", onAction: save, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {problems.filter(({ path }) => path.length === 0).map(({ message }) => (
            <Banner key={message} tone="critical">
              <p>{message}</p>
            </Banner>
          ))}
          <KeyFields fields={letIn.key ?? []} typed={typed} onChange={setTyped} problems={problems} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

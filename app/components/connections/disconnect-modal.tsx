// Disconnecting asks one thing: whether what Segue wrote there goes as well. It says with numbers what goes, and what stays.
import { BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ConnectionState } from "#app/platforms/connection.ts";
import { formatPeople, formatPlural } from "../format.ts";
import { useAnswered } from "../use-answered.ts";
import type { Sum } from "./connection-view.ts";

type Props = { open: boolean; onClose: () => void; name: string; address: string; state: ConnectionState; sum: Sum };

export function DisconnectModal({ open, onClose, name, address, state, sum }: Props) {
  const { submit, isBusy } = useAnswered(onClose);
  const [chosen, setChosen] = useState<string>("remove");
  // Where the platform lets nobody in, nothing can be removed; nor is there anything where nothing was written.
  const mayRemove = sum.places > 0 && (state === "on" || state === "paused");
  const leftovers = mayRemove ? chosen : "keep";
  const end = () => submit({ leftovers }, { method: "DELETE", action: address, encType: "application/json" });
  const there = `${formatPlural(sum.places, "segment")} with ${formatPeople(sum.held + sum.moving)}`;
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={state === "ending" ? `Leave the rest in ${name}?` : `Disconnect ${name}?`}
      primaryAction={{ content: state === "ending" ? "Leave it there" : "Disconnect", destructive: true, onAction: end, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          {mayRemove ? (
            <ChoiceList
              title={`Segue keeps ${there} in ${name}`}
              selected={[chosen]}
              onChange={([next]) => setChosen(next ?? "remove")}
              choices={[
                { value: "remove", label: "Remove what Segue made there", helpText: `Its lists, segments, tags and properties go. Until that is done the connection shows as disconnecting.` },
                { value: "keep", label: "Leave it there", helpText: "It stays as it is now and no longer follows your segments." },
              ]}
            />
          ) : null}
          {!mayRemove && sum.places > 0 ? (
            <Text as="p">{state === "broken" ? `${name} does not let Segue in, so what it wrote there (${there}) cannot be removed and stays as it is.` : `What is still there (${there}) stays as it is and no longer follows your segments.`}</Text>
          ) : null}
          <Text as="p" tone="subdued">{`Profiles, consent and what people did stay in ${name}. Your segments and what Segue knows of your customers stay here. What let Segue in is deleted.`}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

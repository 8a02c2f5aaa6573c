// Taking a segment off a platform asks one thing: whether what was made there goes as well.
import { BlockStack, ChoiceList, Modal, Text } from "@shopify/polaris";
import { useState } from "react";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { formatPeople } from "../format.ts";
import { useAnswered } from "../use-answered.ts";
import type { PlaceView } from "./place-view.ts";
import { modelWords } from "./platform-words.ts";

type Props = { open: boolean; onClose: () => void; place: PlaceView; address: string; segment: string };

export function StopPlaceModal({ open, onClose, place, address, segment }: Props) {
  const { submit, isBusy } = useAnswered(onClose);
  const [leftovers, setLeftovers] = useState<string>("remove");
  const { name } = CAPABILITIES[place.platform];
  const model = modelWords(place.model);
  const stop = () => submit({ leftovers }, { method: "DELETE", action: address, encType: "application/json" });
  return (
    <Modal
      open={open}
      onClose={onClose}
      title={`Remove “${segment}” from ${name}?`}
      primaryAction={{ content: "Remove", destructive: true, onAction: stop, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <ChoiceList
            title={`${formatPeople(place.counts.held + place.counts.removing)} in the ${model} “${place.place_name}”`}
            selected={[leftovers]}
            onChange={([chosen]) => setLeftovers(chosen ?? "remove")}
            choices={[
              { value: "remove", label: `Remove the ${model} in ${name}`, helpText: `What uses it in ${name} no longer finds it.` },
              { value: "keep", label: `Leave the ${model} there`, helpText: "It stays as it is now and no longer follows the segment." },
            ]}
          />
          <Text as="p" tone="subdued">{`The people's profiles and consent in ${name} stay.`}</Text>
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

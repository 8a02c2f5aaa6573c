// Stopping asks one thing: whether the tags already in Shopify stay there.
import { ChoiceList, Modal } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatPeople } from "../format.ts";

type Props = { open: boolean; onClose: () => void; address: string; tag: string; held: number };

export function StopSyncModal({ open, onClose, address, tag, held }: Props) {
  const fetcher = useFetcher<{ done: true }>();
  const [tags, setTags] = useState("remove");
  const isBusy = fetcher.state !== "idle";
  const isDone = fetcher.data !== undefined && !isBusy;
  useEffect(() => {
    if (isDone) onClose();
    // Only the answer closes it; onClose is a new function on every render.
  }, [isDone, fetcher.data]);

  const stop = () => fetcher.submit({ tags }, { method: "DELETE", action: address, encType: "application/json" });
  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Stop tagging this segment?"
      primaryAction={{ content: "Stop tagging", onAction: stop, loading: isBusy, destructive: true }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <ChoiceList
          title={`${formatPeople(held)} ${held === 1 ? "carries" : "carry"} the tag “${tag}”`}
          selected={[tags]}
          onChange={([chosen]) => setTags(chosen ?? "remove")}
          choices={[
            { value: "remove", label: "Remove the tag from them", helpText: "Segue takes away only this tag." },
            { value: "keep", label: "Leave the tag on them", helpText: "Segue will not change it again." },
          ]}
        />
      </Modal.Section>
    </Modal>
  );
}

// The segment's members of now as a list, which then stays as it is.
import { BlockStack, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { NAME_MAX } from "#app/lib/name.ts";
import type { Problem } from "#app/lib/problem.ts";
import { formatPeople } from "../format.ts";
import { problemAt } from "../problems-of.ts";

type Props = { open: boolean; onClose: () => void; address: string; name: string; memberCount: number };

export function SaveListModal({ open, onClose, address, name: segment, memberCount }: Props) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const [name, setName] = useState(segment);
  const isBusy = fetcher.state !== "idle";
  const problems = fetcher.data?.problems ?? [];
  const save = () => fetcher.submit({ name }, { method: "POST", action: `${address}/list`, encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title="Save these people as a list" primaryAction={{ content: "Save list", onAction: save, loading: isBusy }} secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <BlockStack gap="300">
          <Text as="p">{`The list has the ${formatPeople(memberCount)} of this moment, and keeps them when the segment changes.`}</Text>
          <TextField label="Name of the list" value={name} onChange={setName} autoComplete="off" maxLength={NAME_MAX} error={problemAt(problems, ["name"]) || problemAt(problems.filter(({ path }) => path.length === 0), [])} />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

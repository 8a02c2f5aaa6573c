// What is asked before a tag goes out: its name, and what happens when somebody takes it off by hand.
import { BlockStack, ChoiceList, Modal, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../problems-of.ts";
import { formatPeople } from "../format.ts";

type Props = { open: boolean; onClose: () => void; address: string; suggestedTag: string; memberCount: number };
type Answer = { problems: Problem[] } | { done: true };

/** Shopify's own limit on one tag, shopify.dev, 2026-10. */
const TAG_LENGTH_MAX = 255;

export function StartSyncModal({ open, onClose, address, suggestedTag, memberCount }: Props) {
  const fetcher = useFetcher<Answer>();
  const [tag, setTag] = useState(suggestedTag);
  const [rule, setRule] = useState<string>("restore");
  const answer = fetcher.data;
  const isBusy = fetcher.state !== "idle";
  const problems = answer && "problems" in answer ? answer.problems : [];
  const isDone = answer !== undefined && "done" in answer && !isBusy;
  useEffect(() => {
    if (isDone) onClose();
    // Only the answer closes it; onClose is a new function on every render.
  }, [isDone, answer]);

  const start = () => fetcher.submit({ tag, rule }, { method: "POST", action: address, encType: "application/json" });
  return (
    <Modal
      open={open}
      onClose={onClose}
      title="Tag these customers in Shopify?"
      primaryAction={{ content: "Start tagging", onAction: start, loading: isBusy }}
      secondaryActions={[{ content: "Cancel", onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <Text as="p">
            {formatPeople(memberCount)} {memberCount === 1 ? "gets" : "get"} this tag now. Later it follows the segment.
          </Text>
          <TextField
            label="Tag"
            value={tag}
            onChange={setTag}
            autoComplete="off"
            maxLength={TAG_LENGTH_MAX}
            helpText="Customers who already carry this tag by other means keep it; Segue only manages the tags it adds itself."
            error={problemAt(problems, ["tag"])}
          />
          <ChoiceList
            title="If somebody removes the tag by hand"
            selected={[rule]}
            onChange={([chosen]) => setRule(chosen ?? "restore")}
            choices={[
              { value: "restore", label: "Put it back", helpText: "The tag always says who is in the segment." },
              { value: "pause", label: "Pause tagging", helpText: "Nothing more is changed until you resume." },
            ]}
          />
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

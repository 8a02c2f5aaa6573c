// Letting a flow go on: what should have happened meanwhile happens in stages, or is given up; and whoever would have entered
// meanwhile stays out, or comes in after all.
import { BlockStack, ChoiceList, Modal, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useAnswered } from "../use-answered.ts";

export function ResumeModal({ open, onClose, address, name, inIt }: { open: boolean; onClose: () => void; address: string; name: string; inIt: number }) {
  const { submit, isBusy, problems } = useAnswered(onClose);
  const [overdue, setOverdue] = useState<"go" | "expire">("go");
  const [missed, setMissed] = useState<"out" | "in">("out");
  const [perHour, setPerHour] = useState("200");
  const isPaced = (inIt > 0 && overdue === "go") || missed === "in";
  const pace = isPaced && perHour.trim() !== "" ? Number(perHour) : null;
  const resume = () => submit({ act: "resume", overdue, missed, perHour: pace }, { method: "POST", action: address, encType: "application/json" });
  return (
    <Modal open={open} onClose={onClose} title={`Resume “${name}”?`} primaryAction={{ content: "Resume", onAction: resume, loading: isBusy }} secondaryActions={[{ content: "Not now", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <BlockStack gap="400">
          {inIt > 0 ? (
            <ChoiceList
              title="What should have happened while it was paused"
              choices={[
                { label: "happens now, a few at a time", value: "go", helpText: "Each text is checked again before it goes." },
                { label: "is given up", value: "expire", helpText: "A text that was due meanwhile is skipped; people go on with the next step." },
              ]}
              selected={[overdue]}
              onChange={([chosen]) => setOverdue(chosen === "expire" ? "expire" : "go")}
            />
          ) : (
            <Text as="p">Nobody is in it. People can enter again.</Text>
          )}
          <ChoiceList
            title="Who would have entered while it was paused"
            choices={[
              { label: "stays out", value: "out", helpText: "What happened meanwhile starts nobody." },
              { label: "comes in where they would stand by now", value: "in", helpText: "What should have been sent before is not sent. Whoever would be through by now stays out." },
            ]}
            selected={[missed]}
            onChange={([chosen]) => setMissed(chosen === "in" ? "in" : "out")}
          />
          {isPaced ? <TextField label="At most so many an hour" type="number" min={1} value={perHour} onChange={setPerHour} autoComplete="off" helpText="Leave it empty for all at once." error={problems.find(({ path }) => path.includes("perHour"))?.message ?? false} /> : null}
          {problems.filter(({ path }) => !path.includes("perHour")).map(({ message }) => (
            <Text as="p" tone="critical" key={message}>
              {message}
            </Text>
          ))}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}

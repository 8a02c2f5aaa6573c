// Ending an experiment by hand: which arm everybody takes who is new.
import { ChoiceList, Modal } from "@shopify/polaris";
import { useState } from "react";
import type { ExperimentLine } from "./view.ts";

type Props = { open: boolean; line: ExperimentLine; isBusy: boolean; onClose: () => void; onChoose: (arm: number) => void };

export function EndExperiment({ open, line, isBusy, onClose, onChoose }: Props) {
  const { design: { arms }, verdict } = line;
  const [arm, setArm] = useState(verdict.arm ?? 0);
  return (
    <Modal open={open} onClose={onClose} title="End the experiment?" primaryAction={{ content: "End it", onAction: () => onChoose(arm), loading: isBusy }} secondaryActions={[{ content: "Not now", onAction: onClose, disabled: isBusy }]}>
      <Modal.Section>
        <ChoiceList
          title="Everybody who is new takes"
          choices={arms.map(({ name }, index) => ({ label: name, value: String(index), ...(verdict.arm === index ? { helpText: "Better beyond chance so far." } : {}) }))}
          selected={[String(arm)]}
          onChange={([chosen]) => setArm(Number(chosen ?? 0))}
        />
        <p style={{ marginBlockStart: "var(--p-space-400)" }}>Whoever is on their way stays in their arm. You can let it go on later.</p>
      </Modal.Section>
    </Modal>
  );
}

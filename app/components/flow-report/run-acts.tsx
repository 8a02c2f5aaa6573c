// The buttons for one run, each with its question.
import { Button, ButtonGroup } from "@shopify/polaris";
import { useState } from "react";
import type { RunAct } from "#app/flows/report/run-act.ts";
import { AskModal } from "../campaigns/ask-modal.tsx";
import { ACT_WORDS, actsFor, type RunView } from "./run-words.ts";

type Props = { run: Pick<RunView, "runId" | "flowId" | "flowName" | "state" | "waits">; name: string };

export function RunActs({ run, name }: Props) {
  const [asked, setAsked] = useState<RunAct | null>(null);
  const acts = actsFor(run);
  return (
    <>
      {acts.length === 0 ? null : (
        <ButtonGroup>
          {acts.map((act) => (
            <Button key={act} size="slim" {...(act === "end" ? { tone: "critical" as const, variant: "tertiary" as const } : {})} accessibilityLabel={`${ACT_WORDS[act].label}: ${name} in ${run.flowName}`} onClick={() => setAsked(act)}>
              {ACT_WORDS[act].label}
            </Button>
          ))}
        </ButtonGroup>
      )}
      <RunModal run={run} name={name} asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

type ModalProps = { run: Pick<RunView, "runId" | "flowId">; name: string; asked: RunAct | null; onClose: () => void };

export function RunModal({ run, name, asked, onClose }: ModalProps) {
  // The words stay while the question fades.
  const [last, setLast] = useState<RunAct>("pause");
  const act = asked ?? last;
  if (asked !== null && asked !== last) setLast(asked);
  const words = ACT_WORDS[act];
  return <AskModal open={asked !== null} onClose={onClose} title={words.title(name)} says={[words.says]} action={words.label} address={`/app/flows/${run.flowId}/runs/${run.runId}`} body={{ act }} isDestructive={act === "end"} />;
}

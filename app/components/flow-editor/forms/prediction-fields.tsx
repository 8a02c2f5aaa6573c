// A score of somebody that enters a band and stays in it.
import { customerFields } from "#app/segments/fields.ts";
import { problemAt } from "../../problems-of.ts";
import { MaybeNumber, NumberField, Pick, SideBySide } from "./fields.tsx";
import type { TriggerProps } from "./trigger-where.tsx";

/** No catalogue has predictions yet; a flow may be written for them. */
const PREDICTED = [["pred.churn", "Risk that they leave"]] as const;

export function PredictionFields({ trigger, set, problems }: TriggerProps<"prediction">) {
  const scores = customerFields().filter(({ type }) => type === "score").map(({ key, label }) => [key, label] as const);
  const error = (field: string) => problemAt(problems, [field]);
  return (
    <>
      <Pick label="Score" choices={[...PREDICTED, ...scores]} value={trigger.score} onChange={(score) => set({ ...trigger, score })} error={error("score")} />
      <SideBySide>
        <NumberField label="From" isWhole={false} value={trigger.from} onChange={(from) => set({ ...trigger, from })} error={error("from")} />
        <MaybeNumber label="To (none: or more)" value={trigger.to} onChange={(to) => set({ ...trigger, to })} error={error("to")} />
      </SideBySide>
      <SideBySide>
        <NumberField label="Beyond the edge by" isWhole={false} min={0} value={trigger.margin} onChange={(margin) => set({ ...trigger, margin })} error={error("margin")} />
        <NumberField label="For so many runs" min={1} value={trigger.runs} onChange={(runs) => set({ ...trigger, runs })} error={error("runs")} />
      </SideBySide>
    </>
  );
}

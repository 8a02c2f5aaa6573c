// Which events of a trigger's kind count.
import { eventOfTrigger, type Trigger } from "#app/flows/trigger.ts";
import type { Problem } from "#app/lib/problem.ts";
import { FiltersEditor } from "../../builder/filters-editor.tsx";
import { EVENTS } from "../../builder/measures.ts";

export type TriggerProps<Kind extends Trigger["kind"]> = { trigger: Extract<Trigger, { kind: Kind }>; set: (trigger: Trigger) => void; problems: Problem[] };

type Filtered = "abandoned" | "crosses" | "viewed";

export function Where({ trigger, set, problems }: TriggerProps<Filtered>) {
  const event = eventOfTrigger(trigger);
  return <FiltersEditor event={event} filters={trigger.where} onChange={(where) => set({ ...trigger, where })} problems={problems} path={["where"]} lead={`only ${EVENTS[event].many} where`} addLabel={`Only some ${EVENTS[event].many}`} any={{ value: trigger.whereAny, onChange: (whereAny) => set({ ...trigger, whereAny }) }} />;
}


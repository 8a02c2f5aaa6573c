// Where a way leads: to a step of the flow, or out of it. Steps from which it would lead round in a circle are not offered.
import { Select } from "@shopify/polaris";
import { reachedFrom } from "#app/flows/graph.ts";
import type { Step } from "#app/flows/step.ts";
import { kindLabel } from "../edit/kinds.ts";
import { inOrder } from "../edit/order.ts";
import { useInEditor } from "../in-editor.ts";

type Props = { label: string; value: string | null; onChange: (id: string | null) => void; error?: string | false; helpText?: string; /** What null is called; absent: a step has to be chosen. */ none?: string; of?: (step: Step) => boolean; /** Whose way it is. */ from?: string };

export function StepField({ label, value, onChange, error = false, helpText, none, of = () => true, from }: Props) {
  const { flow: { definition } } = useInEditor();
  const steps = inOrder(definition).flatMap((id) => definition.steps.find((step) => step.id === id) ?? []);
  const leadsHere = (id: string) => from !== undefined && reachedFrom({ steps: definition.steps.map((step) => (step.kind === "goTo" ? { ...step, to: step.id } : step)) }, [id]).has(from);
  const offered = steps.filter((step) => step.id === value || (of(step) && !leadsHere(step.id)));
  const isGone = value !== null && !offered.some(({ id }) => id === value);
  const options = [...(none === undefined ? [] : [{ value: "", label: none }]), ...(isGone ? [{ value, label: `${value} (gone)` }] : []), ...offered.map(({ id, kind }) => ({ value: id, label: `${id} · ${kindLabel(kind)}` }))];
  return <Select label={label} options={options} {...(none === undefined && value === null ? { placeholder: "Choose a step" } : {})} value={value ?? ""} onChange={(chosen) => onChange(chosen === "" ? null : chosen)} error={error} {...(helpText === undefined ? {} : { helpText })} />;
}

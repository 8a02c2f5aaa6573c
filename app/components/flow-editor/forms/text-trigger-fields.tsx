// What becomes of a text of ours: of any, or of one campaign's.
import { Select } from "@shopify/polaris";
import { problemAt } from "../../problems-of.ts";
import { useInEditor } from "../in-editor.ts";
import { Pick, TextLine } from "./fields.tsx";
import { SpanField } from "./span-field.tsx";
import type { TriggerProps } from "./trigger-where.tsx";

const WHATS = [["clicked", "They click in it"], ["notClicked", "They do not click"], ["replied", "They reply"], ["notReplied", "They do not reply"], ["delivered", "It reaches them"], ["failed", "It fails"]] as const;

export function TextTriggerFields({ trigger, set, problems }: TriggerProps<"text">) {
  const { words: { campaigns } } = useInEditor();
  const { campaign, within } = trigger;
  const gone = campaign !== null && !campaigns.some(({ id }) => id === campaign) ? [{ value: String(campaign), label: "A campaign that is gone" }] : [];
  return (
    <>
      <Pick label="What" choices={WHATS} value={trigger.what} onChange={(what) => set({ ...trigger, what, within: what.startsWith("not") ? (within ?? { n: 1, unit: "day" }) : null, link: what === "clicked" || what === "notClicked" ? trigger.link : null })} />
      {within ? <SpanField label="Within" value={within} onChange={(next) => set({ ...trigger, within: next })} error={problemAt(problems, ["within"])} /> : null}
      <Select label="Of" options={[{ value: "", label: "Any text" }, ...gone, ...campaigns.map(({ id, name }) => ({ value: String(id), label: name }))]} value={campaign === null ? "" : String(campaign)} onChange={(chosen) => set({ ...trigger, campaign: chosen === "" ? null : Number(chosen) })} error={problemAt(problems, ["campaign"])} />
      {trigger.what === "clicked" || trigger.what === "notClicked" ? <TextLine label="Link (none: any)" placeholder="https://" value={trigger.link} onChange={(link) => set({ ...trigger, link: link.trim() === "" ? null : link.trim() })} error={problemAt(problems, ["link"])} /> : null}
    </>
  );
}

// The choices of each kind of trigger.
import { Checkbox } from "@shopify/polaris";
import type { Trigger } from "#app/flows/trigger.ts";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../../problems-of.ts";
import { DateFields } from "./date-fields.tsx";
import { MaybeNumber, NumberField, Pick, TextLine, WordList } from "./fields.tsx";
import { CrossesFields } from "./crosses-fields.tsx";
import { PredictionFields } from "./prediction-fields.tsx";
import { ScheduleFields } from "./schedule-fields.tsx";
import { SegmentField } from "./segment-field.tsx";
import { SilenceFields } from "./silence-fields.tsx";
import { SpanField } from "./span-field.tsx";
import { StockFields } from "./stock-fields.tsx";
import { TextTriggerFields } from "./text-trigger-fields.tsx";
import { ToldField } from "./told-field.tsx";
import { type TriggerProps, Where } from "./trigger-where.tsx";

export function TriggerFields({ trigger, set, problems }: { trigger: Trigger; set: (trigger: Trigger) => void; problems: Problem[] }) {
  const error = (field: string) => problemAt(problems, [field]);
  switch (trigger.kind) {
    case "segment":
      return (
        <>
          <Pick label="They" choices={[["entered", "enter"], ["left", "leave"]]} value={trigger.how} onChange={(how) => set({ ...trigger, how })} />
          <SegmentField label="Segment" value={trigger.segment} onChange={(segment) => set({ ...trigger, segment })} error={error("segment")} />
          <Checkbox label="Only by what they do" helpText="Not because the segment was edited, people were imported or two customers became one." checked={trigger.organic} onChange={(organic) => set({ ...trigger, organic })} />
        </>
      );
    case "event":
      return <ToldField label="What happens" hasOwn={false} value={{ ...trigger, own: false }} onChange={({ event, where, whereAny }) => set({ kind: "event", event, where, whereAny })} problems={problems} />;
    case "crosses":
      return <CrossesFields trigger={trigger} set={set} problems={problems} />;
    case "abandoned":
      return (
        <>
          <Pick label="What was left" choices={[["checkout", "A checkout"], ["cart", "A cart"], ["browse", "A visit"]]} value={trigger.what} onChange={(what) => set({ ...trigger, what, where: [] })} />
          <SpanField label="For how long, without an order" value={trigger.idle} onChange={(idle) => set({ ...trigger, idle })} error={error("idle")} />
          <MaybeNumber label="Worth at least (optional)" value={trigger.least} onChange={(least) => set({ ...trigger, least })} error={error("least")} />
          <Where trigger={trigger} set={set} problems={problems} />
        </>
      );
    case "viewed":
      return <ViewedFields trigger={trigger} set={set} problems={problems} />;
    case "stock":
      return <StockFields trigger={trigger} set={set} problems={problems} />;
    case "customer":
      return <CustomerFields trigger={trigger} set={set} problems={problems} />;
    case "consent":
      return (
        <>
          <Pick label="They" choices={[["subscribed", "opt in to texts"], ["confirmed", "confirm their opt-in"], ["unsubscribed", "opt out of texts"], ["resubscribed", "opt in again"]]} value={trigger.what} onChange={(what) => set({ ...trigger, what })} />
          <WordList label="Only by these ways (optional)" placeholder="checkout, popup, keyword" value={trigger.sources} onChange={(sources) => set({ ...trigger, sources })} error={error("sources")} />
        </>
      );
    case "keyword":
      return <KeywordFields trigger={trigger} set={set} problems={problems} />;
    case "text":
      return <TextTriggerFields trigger={trigger} set={set} problems={problems} />;
    case "silence":
      return <SilenceFields trigger={trigger} set={set} problems={problems} />;
    case "date":
      return (
        <>
          <DateFields value={trigger} onChange={(part) => set({ ...trigger, ...part })} problems={problems} />
          <Checkbox label="Every year" checked={trigger.yearly} onChange={(yearly) => set({ ...trigger, yearly })} />
        </>
      );
    case "prediction":
      return <PredictionFields trigger={trigger} set={set} problems={problems} />;
    case "rfm":
      return (
        <>
          <WordList label="From these groups (optional)" placeholder="Champions, Loyal" value={trigger.from} onChange={(from) => set({ ...trigger, from })} error={error("from")} />
          <WordList label="To these groups (optional)" placeholder="At risk" value={trigger.to} onChange={(to) => set({ ...trigger, to })} error={error("to")} />
          <SpanField label="Not again within" value={trigger.gap} onChange={(gap) => set({ ...trigger, gap })} error={error("gap")} />
        </>
      );
    case "schedule":
      return <ScheduleFields trigger={trigger} set={set} problems={problems} />;
    case "call":
      return <Pick label="Who starts it" choices={[["manual", "Somebody here, by hand"], ["api", "Your own system"], ["shopifyFlow", "Shopify Flow"], ["flow", "Another flow"]]} value={trigger.by} onChange={(by) => set({ ...trigger, by })} />;
    default:
      return trigger satisfies never;
  }
}

function CustomerFields({ trigger, set, problems }: TriggerProps<"customer">) {
  const asks = trigger.what === "tagged" || trigger.what === "untagged" || trigger.what === "metafield";
  return (
    <>
      <Pick label="What changes" choices={[["created", "They become a customer"], ["updated", "Their details change"], ["accountEnabled", "Their account is enabled"], ["tagged", "They get a tag"], ["untagged", "They lose a tag"], ["metafield", "A metafield changes"]]} value={trigger.what} onChange={(what) => set({ ...trigger, what, value: null })} />
      {asks ? <TextLine label={trigger.what === "metafield" ? "Metafield (none: any)" : "Tag (none: any)"} value={trigger.value} onChange={(value) => set({ ...trigger, value: value === "" ? null : value })} error={problemAt(problems, ["value"])} /> : null}
    </>
  );
}

function ViewedFields({ trigger, set, problems }: TriggerProps<"viewed">) {
  const error = (field: string) => problemAt(problems, [field]);
  return (
    <>
      <Pick label="They look at" choices={[["product", "A product"], ["collection", "A collection"], ["category", "A category"], ["page", "A page"], ["search", "Search results"]]} value={trigger.what} onChange={(what) => set({ ...trigger, what, where: [] })} />
      <NumberField label="So many times at least" min={1} value={trigger.times} onChange={(times) => set({ ...trigger, times })} error={error("times")} />
      <SpanField label="Within" value={trigger.within} onChange={(within) => set({ ...trigger, within })} error={error("within")} />
      <Checkbox label="And put nothing into a cart meanwhile" checked={trigger.noCart} onChange={(noCart) => set({ ...trigger, noCart })} />
      <Where trigger={trigger} set={set} problems={problems} />
    </>
  );
}

function KeywordFields({ trigger, set, problems }: TriggerProps<"keyword">) {
  const error = (field: string) => problemAt(problems, [field]);
  return (
    <>
      <WordList label="Words" placeholder="JOIN, VIP" value={trigger.words} onChange={(words) => set({ ...trigger, words })} error={error("words")} helpText="With commas between them. None: any reply. Words that mean stop never start a flow." />
      <Pick label="Their text" choices={[["is", "is the word"], ["starts", "starts with it"], ["contains", "contains it"]]} value={trigger.match} onChange={(match) => set({ ...trigger, match })} />
    </>
  );
}

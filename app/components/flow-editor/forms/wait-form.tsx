// How long somebody waits here: the eight ways, and of whatever may never come, when and where they go on without it.
import { BlockStack, Button, Checkbox } from "@shopify/polaris";
import { PlusIcon } from "@shopify/polaris-icons";
import { HEARD_TOGETHER_MAX } from "#app/flows/pause.ts";
import type { StepOf } from "#app/flows/step.ts";
import { problemAt } from "../../problems-of.ts";
import { waitedBy } from "../edit/paths.ts";
import { problemsAt } from "../in-editor.ts";
import { ConditionField } from "./condition-field.tsx";
import { DateFields } from "./date-fields.tsx";
import { DayField, HourField, NumberField, Pick, SideBySide, ZONES } from "./fields.tsx";
import type { StepForm } from "./form.ts";
import { Removable } from "./removable.tsx";
import { MaybeSpan, SpanField } from "./span-field.tsx";
import { StepField } from "./step-field.tsx";
import { ToldField } from "./told-field.tsx";
import { WeekdaysField } from "./weekdays-field.tsx";

const HOWS = [
  ["span", "For some time"], ["hour", "Until an hour or weekday"], ["window", "For hours that suit"], ["date", "Until a date of theirs"], ["event", "Until something happens"], ["condition", "Until they fit a condition"],
  ["bestHour", "For their best hour"], ["delivery", "Until the delivery"],
] as const;
const SINCE = [["here", "Since they came here"], ["entry", "Since they entered the flow"]] as const;

export function WaitForm({ step, set, problems }: StepForm<"wait">) {
  return (
    <BlockStack gap="400">
      <Pick label="Wait" choices={HOWS} value={step.how} onChange={(how) => set(waitedBy(step, how))} />
      <Own step={step} set={set} problems={problems} />
      {"within" in step ? <SpanField label="At the longest" value={step.within} onChange={(within) => set({ ...step, within })} error={problemAt(problems, ["within"])} /> : null}
      {"otherwise" in step ? <StepField label={step.how === "date" ? "Without such a date" : "Not in time"} none="Out of the flow" from={step.id} value={step.otherwise} onChange={(otherwise) => set({ ...step, otherwise })} error={problemAt(problems, ["otherwise"])} /> : null}
    </BlockStack>
  );
}

function Own({ step, set, problems }: StepForm<"wait">) {
  const error = (field: string) => problemAt(problems, [field]);
  switch (step.how) {
    case "span":
      return (
        <>
          <SpanField label="How long" value={step.span} onChange={(span) => set({ ...step, span })} error={error("span") || error("within")} />
          <Pick label="Counted" choices={[["here", "From the step before"], ["entry", "From the start of the flow"]]} value={step.from} onChange={(from) => set({ ...step, from })} helpText={step.from === "entry" ? "Whoever comes later than that goes on at once." : "After a text: from when it was sent."} />
        </>
      );
    case "hour":
      return (
        <>
          <HourField label="At" value={step.at} onChange={(at) => set({ ...step, at })} error={error("at")} />
          <WeekdaysField value={step.weekdays} onChange={(weekdays) => set({ ...step, weekdays })} />
          <Pick label="In" choices={ZONES} value={step.zone} onChange={(zone) => set({ ...step, zone })} />
          <Checkbox label="Today counts, if the hour is still to come" checked={step.today} onChange={(today) => set({ ...step, today })} />
        </>
      );
    case "window":
      return (
        <>
          <SideBySide>
            <HourField label="From" value={step.from} onChange={(from) => set({ ...step, from })} error={error("from")} />
            <HourField label="To" value={step.to} onChange={(to) => set({ ...step, to })} error={error("to")} />
          </SideBySide>
          <WeekdaysField value={step.weekdays} onChange={(weekdays) => set({ ...step, weekdays })} />
          <Pick label="In" choices={ZONES} value={step.zone} onChange={(zone) => set({ ...step, zone })} />
          <DayField label="Not before (optional)" value={step.first} onChange={(first) => set({ ...step, first })} error={error("first")} />
        </>
      );
    case "date":
      return <DateFields value={step} onChange={(part) => set({ ...step, ...part })} problems={problems} />;
    case "event":
      return <Events step={step} set={set} problems={problems} />;
    case "condition":
      return <ConditionField label="Until they are among" node={step.when} onChange={(when) => set({ ...step, when })} problems={problemsAt(problems, ["when"])} />;
    case "bestHour":
      return (
        <>
          <NumberField label="Within how many days" value={step.days} min={1} onChange={(days) => set({ ...step, days })} error={error("days")} />
          <HourField label="Where theirs is not known" value={step.fallback} onChange={(fallback) => set({ ...step, fallback })} error={error("fallback")} helpText="In your shop’s time. Whoever is under a policy with an hour of its own waits for that." />
        </>
      );
    case "delivery":
      return (
        <>
          <Pick label="Of the order that this is about" choices={[["all", "All parcels"], ["first", "The first parcel"]]} value={step.parcels} onChange={(parcels) => set({ ...step, parcels })} />
          <MaybeSpan label="And some time after it" spanLabel="After the delivery" value={step.plus} usual={{ n: 3, unit: "day" }} onChange={(plus) => set({ ...step, plus })} error={error("plus")} />
        </>
      );
    default:
      return step satisfies never;
  }
}

function Events({ step, set, problems }: { step: Extract<StepOf<"wait">, { how: "event" }>; set: StepForm<"wait">["set"]; problems: StepForm<"wait">["problems"] }) {
  const [first] = step.on;
  return (
    <BlockStack gap="300">
      {step.on.map((told, index) => (
        <Removable key={index} label={index === 0 ? "Until" : "or until"} isLast={step.on.length === 1} onRemove={() => set({ ...step, on: step.on.toSpliced(index, 1) })}>
          <ToldField label="What happens" value={told} onChange={(next) => set({ ...step, on: step.on.with(index, next) })} problems={problemsAt(problems, ["on", index])} />
        </Removable>
      ))}
      {step.on.length < HEARD_TOGETHER_MAX && first ? (
        <div>
          <Button icon={PlusIcon} variant="plain" onClick={() => set({ ...step, on: [...step.on, { event: "smsClicked", where: [], whereAny: false, own: false }] })}>
            Or something else
          </Button>
        </div>
      ) : null}
      <Pick label="Counted" choices={SINCE} value={step.since} onChange={(since) => set({ ...step, since })} />
    </BlockStack>
  );
}

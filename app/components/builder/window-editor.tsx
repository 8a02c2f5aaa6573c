// When: every window of the language, with the inputs that it needs and no others.
import { Select } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import type { Clock, Unit, Window } from "#app/segments/definition.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { DateInput } from "./date-input.tsx";
import { NumberInput } from "./number-input.tsx";
import { SegmentPicker } from "./segment-picker.tsx";
import { Slot } from "./slot.tsx";
import { SeasonInputs } from "./season-inputs.tsx";
import { MOMENTS, UNITS, WINDOW_LABELS, periodChoices, periodValue, readPeriod, usualClock, windowOf, type WindowKind } from "./window-choices.ts";

type Props = { value: Window; kinds: WindowKind[]; onChange: (window: Window) => void; problems: Problem[]; path: Problem["path"] };

export function WindowEditor({ value, kinds, onChange, problems, path }: Props) {
  const offered = kinds.includes(value.kind) ? kinds : [value.kind, ...kinds];
  return (
    <>
      <Slot>
        <Choice label="When" choices={offered.map((kind) => [kind, WINDOW_LABELS[kind]] as const)} value={value.kind} onChange={(kind) => onChange(windowOf(kind, value))} error={problemAt(problems, [...path, "kind"])} />
      </Slot>
      <Inputs value={value} onChange={onChange} problems={problems} path={path} />
    </>
  );
}

function Inputs({ value, onChange, problems, path }: Omit<Props, "kinds">) {
  const error = (field: string) => problemAt(problems, [...path, field]);
  switch (value.kind) {
    case "all":
      return null;
    case "last":
    case "ago":
    case "next":
      return (
        <>
          <Slot size="small">
            <NumberInput label="How many" value={value.n} onChange={(n) => onChange({ ...value, n })} error={error("n")} isWhole min={1} />
          </Slot>
          <UnitInputs value={value} onChange={(moving) => onChange({ ...value, ...moving })} />
        </>
      );
    case "between-ago":
      return (
        <>
          <Slot size="small">
            <NumberInput label="At least" value={value.from} onChange={(from) => onChange({ ...value, from })} error={error("from")} isWhole min={1} />
          </Slot>
          <Slot size="small">
            <NumberInput label="At most" prefix="to" value={value.to} onChange={(to) => onChange({ ...value, to })} error={error("to")} isWhole min={1} />
          </Slot>
          <UnitInputs value={value} onChange={(moving) => onChange({ ...value, ...moving })} />
        </>
      );
    case "before":
    case "after":
    case "on":
      return (
        <Slot>
          <DateInput label="Date" value={value.date} onChange={(date) => onChange({ ...value, date })} error={error("date")} />
        </Slot>
      );
    case "between":
    case "outside":
      return (
        <>
          <Slot>
            <DateInput label="First day" value={value.from} onChange={(from) => onChange({ ...value, from })} error={error("from")} />
          </Slot>
          <Slot>
            <DateInput label="Last day" value={value.to} onChange={(to) => onChange({ ...value, to })} error={error("to")} />
          </Slot>
        </>
      );
    case "period":
      return <PeriodInputs value={value} onChange={onChange} />;
    case "season":
      return <SeasonInputs value={value} onChange={onChange} />;
    case "since":
      return (
        <Slot>
          <Choice label="Since" choices={MOMENTS} value={value.of} onChange={(of) => onChange({ ...value, of })} />
        </Slot>
      );
    case "since-entered":
      return (
        <Slot>
          <SegmentPicker value={value.segment} onChange={(segment) => onChange({ ...value, segment })} error={error("segment")} />
        </Slot>
      );
    default:
      return value satisfies never;
  }
}

export type Moving = { unit: Unit; clock?: Clock | undefined };
const CLOCKS: Record<Clock, string> = { calendar: "whole days", rolling: "to the minute" };

export function UnitInputs({ value, onChange }: { value: Moving; onChange: (moving: { unit: Unit; clock?: Clock }) => void }) {
  const clock = value.clock ?? usualClock(value.unit);
  const hasChoice = value.unit !== "minute" && value.unit !== "hour";
  return (
    <>
      <Slot size="small">
        <Select
          label="Unit of time"
          labelHidden
          options={UNITS.map((unit) => ({ value: unit, label: `${unit}s` }))}
          value={value.unit}
          onChange={(chosen) => {
            const unit = UNITS.find((candidate) => candidate === chosen);
            if (unit) onChange(unit === "minute" || unit === "hour" ? { unit, clock: "rolling" } : { unit, clock });
          }}
        />
      </Slot>
      {hasChoice ? (
        <Slot size="small">
          <Select
            label="How time is counted"
            labelHidden
            options={[
              { value: "calendar", label: CLOCKS.calendar },
              { value: "rolling", label: CLOCKS.rolling },
            ]}
            value={clock}
            onChange={(chosen) => onChange({ unit: value.unit, clock: chosen === "rolling" ? "rolling" : "calendar" })}
          />
        </Slot>
      ) : null}
    </>
  );
}

function PeriodInputs({ value, onChange }: { value: Extract<Window, { kind: "period" }>; onChange: (window: Window) => void }) {
  const choose = (chosen: string) => {
    const period = readPeriod(chosen);
    if (period) onChange(period);
  };
  return (
    <Slot>
      <Choice label="Calendar period" choices={periodChoices(value)} value={periodValue(value)} onChange={choose} />
    </Slot>
  );
}

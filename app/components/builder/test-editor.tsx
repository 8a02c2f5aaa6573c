// One value held against something: the operator, and the input that this operator and this type need.
import type { Problem } from "#app/lib/problem.ts";
import type { Test } from "#app/segments/definition.ts";
import { OPERATORS } from "#app/segments/field.ts";
import type { FieldWords } from "./field-words.ts";
import { problemAt } from "../problems-of.ts";
import { Choice } from "./choice.tsx";
import { NumberInput } from "./number-input.tsx";
import { PlaceInputs } from "./place-inputs.tsx";
import { Slot } from "./slot.tsx";
import { COMPARISONS, MONTHS, WEEKDAYS, opLabel, testOf } from "./test-choices.ts";
import { TextTestInput, ValuesTestInput } from "./value-inputs.tsx";
import { DATED } from "./window-choices.ts";
import { WindowEditor } from "./window-editor.tsx";
import { NumberedChoices } from "./numbered-choices.tsx";
import { unitsOf } from "./units.ts";

type Props = { field: FieldWords; test: Test; onChange: (test: Test) => void; problems: Problem[]; path: Problem["path"]; currency: string };

export function TestEditor({ field, test, onChange, problems, path, currency }: Props) {
  const ops = OPERATORS[field.type];
  const offered = ops.includes(test.op) ? ops : [test.op, ...ops];
  return (
    <>
      <Slot>
        <Choice
          label={`${field.label}: how to compare`}
          choices={offered.map((op) => [op, opLabel(op)] as const)}
          value={test.op}
          onChange={(op) => onChange(testOf(op, test))}
          error={problemAt(problems, [...path, "op"])}
        />
      </Slot>
      <Inputs field={field} test={test} onChange={onChange} problems={problems} path={path} currency={currency} />
    </>
  );
}

function Inputs({ field, test, onChange, problems, path, currency }: Props) {
  const error = (key: string) => problemAt(problems, [...path, key]);
  const units = unitsOf(field, currency);
  switch (test.op) {
    case "known": case "unknown": case "isEmpty": case "isTrue": case "isFalse":
      return null;
    case "eq": case "ne": case "lt": case "le": case "gt": case "ge":
      return (
        <Slot size="small">
          <NumberInput label={field.label} {...units} value={test.value} onChange={(value) => onChange({ ...test, value })} error={error("value")} />
        </Slot>
      );
    case "within": case "notWithin":
      return (
        <>
          <Slot size="small">
            <NumberInput label={`${field.label}, from`} {...units} value={test.from} onChange={(from) => onChange({ ...test, from })} error={error("from")} />
          </Slot>
          <Slot size="small">
            <NumberInput label={`${field.label}, to`} {...units} value={test.to} onChange={(to) => onChange({ ...test, to })} error={error("to")} />
          </Slot>
        </>
      );
    case "is": case "isNot": case "contains": case "notContains": case "startsWith": case "endsWith": case "matches": case "hasStarting":
      return <TextTestInput field={field} test={test} onChange={onChange} error={error("value")} />;
    case "anyOf": case "noneOf": case "hasAny": case "hasAll": case "hasNone": case "hasExactly":
      return <ValuesTestInput field={field} test={test} onChange={onChange} error={error("values")} />;
    case "length": case "size":
      return <SizeInputs test={test} onChange={onChange} error={error("value")} />;
    case "in":
      return <WindowEditor value={test.window} kinds={DATED} onChange={(window) => onChange({ ...test, window })} problems={problems} path={[...path, "window"]} />;
    case "anniversary":
      return (
        <>
          <Slot size="small">
            <NumberInput label="From how many days from today" suffix="days" prefix="from" value={test.from} onChange={(from) => onChange({ ...test, from })} error={error("from")} isWhole />
          </Slot>
          <Slot size="small">
            <NumberInput label="To how many days from today" suffix="days" prefix="to" value={test.to} onChange={(to) => onChange({ ...test, to })} error={error("to")} isWhole />
          </Slot>
        </>
      );
    case "month": case "weekday":
      return <NumberedChoices label={field.label} names={test.op === "month" ? MONTHS : WEEKDAYS} values={test.values} onChange={(values) => onChange({ ...test, values })} error={error("values")} />;
    case "hour":
      return (
        <>
          <Slot size="small">
            <NumberInput label="From hour" suffix=":00" value={test.from} onChange={(from) => onChange({ ...test, from })} error={error("from")} isWhole min={0} />
          </Slot>
          <Slot size="small">
            <NumberInput label="Until hour" suffix=":00" value={test.to} onChange={(to) => onChange({ ...test, to })} error={error("to")} isWhole min={0} />
          </Slot>
        </>
      );
    case "near":
      return <PlaceInputs test={test} onChange={onChange} error={error} />;
    default:
      return test satisfies never;
  }
}

type Size = Extract<Test, { op: "length" | "size" }>;

function SizeInputs({ test, onChange, error }: { test: Size; onChange: (test: Test) => void; error: string | false }) {
  return (
    <>
      <Slot>
        <Choice label="How to compare the count" choices={COMPARISONS} value={test.cmp} onChange={(cmp) => onChange({ ...test, cmp })} />
      </Slot>
      <Slot size="small">
        <NumberInput label="How many" value={test.value} onChange={(value) => onChange({ ...test, value })} error={error} isWhole min={0} />
      </Slot>
    </>
  );
}

// Fields that many forms of a flow share, each with its label in sight and its problem below it.
import { InlineGrid, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { NumberInput } from "../../builder/number-input.tsx";

type Said = { label: string; error?: string | false; helpText?: string };

type PickProps<Value extends string> = Said & { choices: readonly (readonly [value: Value, label: string])[]; value: Value; onChange: (value: Value) => void; isHidden?: boolean };

/** One of a closed list. What is not on it is shown as it is: the first of the list would be a lie. */
export function Pick<Value extends string>({ label, choices, value, onChange, error = false, helpText, isHidden = false }: PickProps<Value>) {
  const isListed = choices.some(([each]) => each === value);
  const options = choices.map(([each, words]) => ({ value: `${each}`, label: words }));
  return (
    <Select
      label={label}
      labelHidden={isHidden}
      options={isListed ? options : [{ value, label: value }, ...options]}
      value={value}
      onChange={(chosen) => {
        const found = choices.find(([each]) => each === chosen);
        if (found) onChange(found[0]);
      }}
      error={error}
      {...(helpText === undefined ? {} : { helpText })}
    />
  );
}

type NumberProps = Said & { value: number | null; onChange: (value: number) => void; min?: number; isWhole?: boolean; prefix?: string; suffix?: string };

export const NumberField = ({ label, value, onChange, error = false, min, isWhole = true, prefix, suffix }: NumberProps) => (
  <NumberInput label={label} isLabelled value={value ?? Number.NaN} onChange={onChange} error={error} isWhole={isWhole} {...(min === undefined ? {} : { min })} {...(prefix === undefined ? {} : { prefix })} {...(suffix === undefined ? {} : { suffix })} />
);

/** A number that may be left out. */
export function MaybeNumber({ label, value, onChange, error = false, helpText, placeholder }: Said & { value: number | null; onChange: (value: number | null) => void; placeholder?: string }) {
  const [text, setText] = useState(value === null || Number.isNaN(value) ? "" : String(value));
  const now = text.trim() === "" ? null : /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  const shown = Object.is(now, value) ? text : value === null || Number.isNaN(value) ? "" : String(value);
  const change = (next: string) => {
    setText(next);
    onChange(next.trim() === "" ? null : /^-?\d+(\.\d+)?$/.test(next.trim()) ? Number(next) : Number.NaN);
  };
  return <TextField label={label} type="number" value={shown} onChange={change} autoComplete="off" error={error} {...(helpText === undefined ? {} : { helpText })} {...(placeholder === undefined ? {} : { placeholder })} />;
}

/** Words between commas, as they are typed. */
export function WordList({ label, value, onChange, error = false, helpText, placeholder }: Said & { value: readonly string[]; onChange: (value: string[]) => void; placeholder?: string }) {
  const [text, setText] = useState(value.join(", "));
  const shown = wordsOf(text).join() === value.join() ? text : value.join(", ");
  const change = (next: string) => {
    setText(next);
    onChange(wordsOf(next));
  };
  return <TextField label={label} value={shown} onChange={change} autoComplete="off" error={error} {...(helpText === undefined ? {} : { helpText })} {...(placeholder === undefined ? {} : { placeholder })} />;
}

const wordsOf = (text: string): string[] => [...new Set(text.split(",").map((word) => word.trim()).filter(Boolean))];

export const HourField = ({ label, value, onChange, error = false, helpText }: Said & { value: string; onChange: (value: string) => void }) => (
  <TextField label={label} type="time" value={value} onChange={onChange} autoComplete="off" error={error} {...(helpText === undefined ? {} : { helpText })} />
);

export const DayField = ({ label, value, onChange, error = false, helpText }: Said & { value: string | null; onChange: (value: string | null) => void }) => (
  <TextField label={label} type="date" value={value ?? ""} onChange={(next) => onChange(next === "" ? null : next)} autoComplete="off" error={error} {...(helpText === undefined ? {} : { helpText })} />
);

export const TextLine = ({ label, value, onChange, error = false, helpText, placeholder, max, lines }: Said & { value: string | null; onChange: (value: string) => void; placeholder?: string; max?: number; lines?: number }) => (
  <TextField label={label} value={value ?? ""} onChange={onChange} autoComplete="off" error={error} {...(helpText === undefined ? {} : { helpText })} {...(placeholder === undefined ? {} : { placeholder })} {...(max === undefined ? {} : { maxLength: max })} {...(lines === undefined ? {} : { multiline: lines })} />
);

export const ZONES = [["person", "Their own time"], ["shop", "Your shop’s time"]] as const;

export const SideBySide = ({ children }: { children: React.ReactNode }) => <InlineGrid columns="1fr 1fr" gap="200" alignItems="end">{children}</InlineGrid>;

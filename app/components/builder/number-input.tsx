// A number while it is typed. The text is kept as typed ("12." is on its way to 12.5); what is not a
// number yet is handed on as NaN, which unfinished.ts turns into a sentence.
import { TextField } from "@shopify/polaris";
import { useState } from "react";

type Props = {
  label: string;
  value: number;
  onChange: (value: number) => void;
  error?: string | false;
  prefix?: string;
  suffix?: string;
  isWhole?: boolean;
  min?: number;
  isLabelled?: boolean;
};

export function NumberInput({ label, value, onChange, error = false, prefix, suffix, isWhole = false, min, isLabelled = false }: Props) {
  const [text, setText] = useState(Number.isNaN(value) ? "" : String(value));
  // The tree may change under the input (another operator, undo): then the number wins over the text.
  const shown = Object.is(numberOf(text), value) ? text : Number.isNaN(value) ? "" : String(value);
  function change(next: string) {
    setText(next);
    onChange(numberOf(next));
  }
  return (
    <TextField
      label={label}
      labelHidden={!isLabelled}
      type="number"
      inputMode={isWhole ? "numeric" : "decimal"}
      step={isWhole ? 1 : 0.01}
      {...(min === undefined ? {} : { min })}
      value={shown}
      onChange={change}
      prefix={prefix}
      suffix={suffix}
      autoComplete="off"
      error={error}
    />
  );
}

/** NaN for everything that is not a whole decimal number. */
function numberOf(text: string): number {
  return /^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

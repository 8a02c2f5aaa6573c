// The value of a text test: chosen from a list where the field has one, typed where it has none.
import { Select, TextField } from "@shopify/polaris";
import { TEXT_MAX, type Test } from "#app/segments/definition.ts";
import type { Picker } from "#app/segments/field.ts";
import type { FieldWords } from "./field-words.ts";
import { Slot } from "./slot.tsx";
import { ValuePicker } from "./value-picker.tsx";

type TextTest = Extract<Test, { value: string }>;
type ValuesTest = Extract<Test, { values: string[] }>;

/** Values of these are Shopify's numbers: a typed one would mean nothing. */
const IDS: Picker[] = ["product", "variant", "collection", "location"];
const allowsOwn = (field: FieldWords) => field.picker !== "options" && !(field.picker && IDS.includes(field.picker));

export function TextTestInput({ field, test, onChange, error }: { field: FieldWords; test: TextTest; onChange: (test: Test) => void; error: string | false }) {
  const isWhole = test.op === "is" || test.op === "isNot";
  if (isWhole && field.options && field.options.length <= 12) {
    return (
      <Slot>
        <Select label={field.label} labelHidden placeholder="Choose" options={[...field.options]} value={test.value} onChange={(value) => onChange({ ...test, value })} error={error} />
      </Slot>
    );
  }
  if (isWhole && field.picker) {
    return (
      <Slot>
        <ValuePicker
          label={field.label}
          picker={field.picker}
          {...(field.options ? { options: field.options } : {})}
          values={test.value === "" ? [] : [test.value]}
          isSingle
          allowsOwn={allowsOwn(field)}
          onChange={([value]) => onChange({ ...test, value: value ?? "" })}
          error={error}
        />
      </Slot>
    );
  }
  return (
    <Slot>
      <TextField
        label={field.label}
        labelHidden
        value={test.value}
        onChange={(value) => onChange({ ...test, value })}
        autoComplete="off"
        placeholder={test.op === "matches" ? "* any letters, ? one letter" : ""}
        maxLength={TEXT_MAX}
        error={error}
      />
    </Slot>
  );
}

export function ValuesTestInput({ field, test, onChange, error }: { field: FieldWords; test: ValuesTest; onChange: (test: Test) => void; error: string | false }) {
  return (
    <Slot size="large">
      <ValuePicker
        label={field.label}
        picker={field.picker ?? null}
        {...(field.options ? { options: field.options } : {})}
        values={test.values}
        isSingle={false}
        allowsOwn={allowsOwn(field)}
        onChange={(values) => onChange({ ...test, values })}
        error={error}
      />
    </Slot>
  );
}

// What the inputs must know of a field; derived fields and metafields have no more.
import type { Option, Picker } from "#app/segments/field.ts";
import type { AnyField } from "#app/segments/fields.ts";

export type FieldWords = {
  label: string;
  type: AnyField["type"];
  options?: readonly Option[] | undefined;
  picker?: Picker | undefined;
  unit?: "day" | "year" | undefined;
};

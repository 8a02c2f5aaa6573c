// What the inputs must know of a field; derived fields and metafields have no more.
import type { FieldType, Option, Picker } from "#app/segments/field.ts";

export type FieldWords = {
  label: string;
  type: FieldType;
  options?: readonly Option[];
  picker?: Picker;
  unit?: "day" | "year";
};

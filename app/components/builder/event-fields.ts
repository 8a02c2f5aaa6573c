// The fields that the builder offers of an event, with the words in which they are asked.
import type { EventKey } from "#app/segments/definition.ts";
import type { EventField } from "#app/segments/field.ts";
import { offeredFields, pickerOf } from "#app/segments/offered.ts";
import type { FieldWords } from "./field-words.ts";
import { useShopWords } from "./shop-words.ts";

export function useEventFields(event: EventKey): EventField[] {
  return offeredFields(event, useShopWords().properties);
}

export function withValues(field: EventField): FieldWords {
  const picker = pickerOf(field);
  return picker === undefined ? field : { ...field, picker };
}

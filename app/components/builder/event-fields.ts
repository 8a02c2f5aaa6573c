// The fields that the builder offers of an event: the catalogue's, and what this shop's events carried along.
import type { EventKey } from "#app/segments/definition.ts";
import type { EventField } from "#app/segments/field.ts";
import { eventField, eventFields } from "#app/segments/fields.ts";
import type { FieldWords } from "./field-words.ts";
import { type ShopWords, useShopWords } from "./shop-words.ts";

/** Under their own heading, after all others. */
export const offeredFields = (event: EventKey, properties: ShopWords["properties"]): EventField[] =>
  [...eventFields(event), ...(Object.entries(properties).find(([kind]) => kind === event)?.[1] ?? []).flatMap((key) => eventField(event, key) ?? [])];

export function useEventFields(event: EventKey): EventField[] {
  return offeredFields(event, useShopWords().properties);
}

/** A text that events say is picked from what they said lately, or typed. */
export function withValues(field: EventField): FieldWords {
  const isSaid = field.scope === "event" && field.type === "text" && field.picker === undefined && !field.sql.startsWith("p.");
  return isSaid ? { ...field, picker: `event.${field.key.replace(/^event\./, "")}` } : field;
}

// What every part of the builder must know of the shop.
import { createContext, useContext } from "react";
import type { EventKind } from "#app/customers/event-kind.ts";
import type { MappedFields } from "#app/segments/fields.ts";
import type { PickedValue } from "./picked-values.ts";

export type ShopWords = {
  currency: string;
  /** Every other segment that a condition may name. */
  segments: { segmentId: number; name: string }[];
  /** Every list of the shop. */
  lists: { listId: number; name: string }[];
  mapped: MappedFields;
  /** The kinds of events that are told to the shop. */
  told: string[];
  /** Of each of those, the keys of the properties that came along lately. */
  properties: Partial<Record<EventKind, string[]>>;
};

/** `learn`: a picker found the names of values; the sentence says them by these. */
type Known = ShopWords & { learn: (picker: string, values: readonly PickedValue[]) => void };

export const ShopWordsContext = createContext<Known>({ currency: "USD", segments: [], lists: [], mapped: {}, told: [], properties: {}, learn: () => {} });
export const useShopWords = () => useContext(ShopWordsContext);

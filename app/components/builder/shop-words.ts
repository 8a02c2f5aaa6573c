// What every part of the builder must know of the shop.
import { createContext, useContext } from "react";
import type { ListColumn } from "#app/lists/column.ts";
import type { Names } from "#app/segments/describe.ts";
import type { MappedFields } from "#app/segments/fields.ts";
import type { Properties } from "#app/segments/offered.ts";
import type { PickedValue } from "./picked-values.ts";

export type ShopWords = {
  currency: string;
  /** The day in the shop's zone. */
  today: string;
  /** Every other segment that a condition may name. */
  segments: { segmentId: number; name: string }[];
  /** Every list of the shop, with the columns that it keeps. */
  lists: { listId: number; name: string; columns: ListColumn[] }[];
  /** Every flow that was ever published, with the steps and the arms of experiments that any of its versions had. */
  flows: { flowId: number; name: string; steps: { step: string; kind: string }[]; experiments: { step: string; arms: string[] }[] }[];
  mapped: MappedFields;
  /** The kinds of events that are told to the shop. */
  told: string[];
  properties: Properties;
};

/** `learn`: a picker found the names of values; the sentence and the text (`names`) say them by these. */
type Known = ShopWords & { /** A flow's own condition, which cannot ask about flows. */ inFlow?: boolean; learn: (picker: string, values: readonly PickedValue[]) => void; names: Names };

export const ShopWordsContext = createContext<Known>({ currency: "USD", today: "2026-01-01", segments: [], lists: [], flows: [], mapped: {}, told: [], properties: {}, learn: () => {}, names: () => null });
export const useShopWords = () => useContext(ShopWordsContext);

// What every part of the builder must know of the shop.
import { createContext, useContext } from "react";
import type { MappedFields } from "#app/segments/fields.ts";

export type ShopWords = {
  currency: string;
  /** Every other segment that a condition may name. */
  segments: { segmentId: number; name: string }[];
  mapped: MappedFields;
};

export const ShopWordsContext = createContext<ShopWords>({ currency: "USD", segments: [], mapped: {} });
export const useShopWords = () => useContext(ShopWordsContext);

// Stock and prices: whether what changed of a variant is what a trigger waits for, and how many people may be told.
import type { Trigger } from "../trigger.ts";
import type { About } from "../ledger.ts";

export type StockTrigger = Extract<Trigger, { kind: "stock" }>;
/** Prices in whole units; null: not known. */
export type StockNews = { variant: string; product: string; at: number; stockBefore: number | null; stock: number | null; priceBefore: number | null; price: number | null };

/** `people`: at most so many; null: everybody. The fact is the same for all of them: each person once for each restock or drop. */
export type StockMet = { fact: string; about: About; people: number | null };

export function meetStock(trigger: StockTrigger, news: StockNews): StockMet | null {
  const met = { back: cameBack, priceDrop: dropped, low: ranLow }[trigger.what](trigger, news);
  if (!met) return null;
  const came = Math.max(0, (news.stock ?? 0) - Math.max(0, news.stockBefore ?? 0));
  return {
    fact: `${trigger.what}/${news.variant}/${news.at}`, about: { product: news.product, variant: news.variant },
    people: trigger.perUnit === null ? null : trigger.perUnit * (trigger.what === "back" ? came : Math.max(0, news.stock ?? 0)),
  };
}

const cameBack = (_: StockTrigger, { stockBefore, stock }: StockNews): boolean => stockBefore !== null && stock !== null && stockBefore <= 0 && stock > 0;

/** By so many percent at least. */
const dropped = ({ by }: StockTrigger, { priceBefore, price }: StockNews): boolean => priceBefore !== null && price !== null && priceBefore > 0 && price < priceBefore && ((priceBefore - price) / priceBefore) * 100 >= (by ?? 0) - 1e-9;

/** It falls to the number, and something is left. */
const ranLow = ({ by }: StockTrigger, { stockBefore, stock }: StockNews): boolean => stockBefore !== null && stock !== null && by !== null && stockBefore > by && stock <= by && stock > 0;

// Words on consent, once they stand in the ledger: whoever they are about is opted in or out, opt-outs are passed on to Shopify
// and every platform, an opt-in with its proof to Shopify.
import type { ConsentEntry } from "../consent/entry.ts";
import { writeFacts } from "../customers/apply.server.ts";
import { type CustomerFact, noFacts } from "../customers/fact.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { clearPassedOn, passOn } from "./platform-rows.server.ts";
import { askOptIn } from "./shopify-opt-in-rows.server.ts";
import { optInOf } from "./spread-consent.ts";

/** `fact`: what the entry means for one customer; `teller`: the connection that told us, 0 where none did. */
export type Word = { entry: ConsentEntry; fact: CustomerFact; teller: number };

/** In the caller's transaction. */
export async function spreadWords(world: World, shop: ShopId, words: readonly Word[], now: Date): Promise<void> {
  if (words.length === 0) return;
  await writeFacts(world, shop, { ...noFacts(), customers: words.map(({ fact }) => fact) }, { now, live: true, sources: new Map(words.map(({ entry, fact }) => [fact.customerId, entry.source])) });
  const isIn = ({ fact }: Word) => fact.smsState === "SUBSCRIBED";
  await clearPassedOn(world, shop, words.filter(isIn).map(({ fact }) => fact.customerId));
  await passOn(world, shop, words.filter((word) => !isIn(word)).map(({ fact, teller }) => ({ customerId: fact.customerId, channel: "sms" as const, teller })), now);
  await askOptIn(world, shop, words.flatMap(({ entry, fact }) => optInOf(entry, fact)), now);
}

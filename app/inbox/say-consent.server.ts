// The one door for words on consent that come through us: replies, the opt-in form, the preference page, the merchant, a
// list of proofs. They become lines of the ledger; whoever has that phone is opted in or out as far as the ledger agrees;
// opt-outs are passed on to Shopify and every platform, an opt-in with its proof to Shopify.
import { writeFacts } from "../customers/apply.server.ts";
import { type CustomerFact, noFacts } from "../customers/fact.ts";
import { lockFacts } from "../customers/rows.server.ts";
import type { ConsentEntry } from "../consent/entry.ts";
import { noteOwners, numberStates } from "../consent/ledger-rows.server.ts";
import { appendEntries, type Said as Line } from "../consent/ledger.server.ts";
import { numberHasher } from "../consent/number.server.ts";
import type { NumberHash } from "../consent/number.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { clearPassedOn, type OptedOut, ownersOf, passOn } from "./platform-rows.server.ts";
import { askOptIn } from "./shopify-opt-in-rows.server.ts";
import { factOf, optInOf } from "./spread-consent.ts";

/** `phone`: E.164. `teller`: the connection that told us, which needs not be told. */
export type SaidConsent = { phone: string; customerId?: CustomerId; entry: ConsentEntry; trace?: Line["trace"]; teller?: number };

/**
 * In the caller's transaction, or its own. It takes the lock of the shop's facts before the numbers', so whoever holds
 * numbers already must not call it. Returns how many of them were news.
 */
export function sayConsent(world: World, shop: ShopId, said: readonly SaidConsent[], now: Date): Promise<number> {
  if (said.length === 0) return Promise.resolve(0);
  return transact(world, async (within) => {
    await lockFacts(within, shop);
    const hash = await numberHasher(within, shop);
    const lines = said.map((each) => ({ ...each, number: hash(each.phone) }));
    const news = new Set(await appendEntries(within, shop, lines, now));
    const fresh = lines.filter((line) => news.has(line));
    if (fresh.length > 0) await spread(within, shop, fresh, now);
    return fresh.length;
  });
}

type Fresh = SaidConsent & { number: NumberHash };

async function spread(world: World, shop: ShopId, fresh: readonly Fresh[], now: Date): Promise<void> {
  const states = await numberStates(world, shop, fresh.map(({ number }) => number));
  const owners = await ownersOf(world, shop, [...new Set(fresh.map(({ phone }) => phone))], []);
  await noteOwners(world, shop, fresh.flatMap(({ phone, number }) => (owners.get(phone) ?? []).map((customerId) => ({ customerId, number }))));
  const words = fresh.flatMap((line) => (owners.get(line.phone) ?? []).flatMap((customerId) => {
    const fact = factOf(customerId, line.entry, states.get(line.number)?.state ?? null, now);
    return fact ? [{ line, fact }] : [];
  }));
  if (words.length === 0) return;
  await writeFacts(world, shop, { ...noFacts(), customers: words.map(({ fact }) => fact) }, { now, live: true });
  const isIn = ({ fact }: { fact: CustomerFact }) => fact.smsState === "SUBSCRIBED";
  await clearPassedOn(world, shop, words.filter(isIn).map(({ fact }) => fact.customerId));
  await passOn(world, shop, words.filter((word) => !isIn(word)).map(({ line, fact }): OptedOut => ({ customerId: fact.customerId, channel: "sms", teller: line.teller ?? 0 })), now);
  await askOptIn(world, shop, words.flatMap(({ line, fact }) => optInOf(line.entry, fact)), now);
  await wake(world, shop, "evaluate");
}

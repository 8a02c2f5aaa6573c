// The one door for words on consent that come through us: replies, the opt-in form, the preference page, the merchant, a
// list of proofs. They become lines of the ledger; what the ledger agrees to holds for whoever has that phone, and is passed
// on (spread-consent.server.ts).
import { lockFacts } from "../customers/rows.server.ts";
import type { ConsentEntry } from "../consent/entry.ts";
import { tellHeldWords } from "../consent/held-word.server.ts";
import { noteOwners, numberStates } from "../consent/ledger-rows.server.ts";
import { appendEntries, type Said as Line } from "../consent/ledger.server.ts";
import { numberHasher } from "../consent/number.server.ts";
import type { NumberHash } from "../consent/number.ts";
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { ownersOf } from "./platform-rows.server.ts";
import { spreadWords } from "./spread-consent.server.ts";
import { factOf } from "./spread-consent.ts";

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
  await tellHeldWords(world, shop, fresh.map(({ phone }) => phone), now);
  const words = fresh.flatMap((line) => (owners.get(line.phone) ?? []).flatMap((customerId) => {
    const fact = factOf({ customerId, phone: line.phone }, line.entry, states.get(line.number)?.state ?? null, now);
    return fact ? [{ entry: line.entry, fact, teller: line.teller ?? 0 }] : [];
  }));
  if (words.length === 0) return;
  await spreadWords(world, shop, words, now);
  await wake(world, shop, "evaluate");
}

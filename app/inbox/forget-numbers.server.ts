// What was said to and by a person goes with them, under every number that is theirs alone. Their consent ends with a line of its own: whoever
// comes back has to say yes again.
import { Scope } from "../consent/grant.ts";
import { numberStates } from "../consent/ledger-rows.server.ts";
import { appendEntries } from "../consent/ledger.server.ts";
import { numberHasher } from "../consent/number.server.ts";
import { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { phoneOf } from "../platforms/people.ts";
import { eraseEvidence, eraseTexts, numbersShared, numbersUsed, phonesShared } from "../shops/forget-texts-rows.server.ts";

/** In the caller's transaction, while their rows are there; `words`: emails and phones. */
export async function forgetNumbers(world: World, shop: ShopId, customerIds: string[], words: string[], now: Date): Promise<void> {
  const phones = [...new Set(words.flatMap((phone) => phoneOf({ phone }) ?? []))];
  const hash = await numberHasher(world, shop);
  const ofOthers = await phonesShared(world, shop, phones, customerIds);
  const all = [...new Set([...phones.map(hash), ...(await numbersUsed(world, shop, customerIds)).map((number) => NumberHash.parse(number))])];
  const shared = new Set<string>([...[...ofOthers].map(hash), ...(await numbersShared(world, shop, all, customerIds))]);
  const numbers = all.filter((number) => !shared.has(number));
  await endConsent(world, shop, numbers, now);
  await eraseTexts(world, shop, customerIds, numbers);
  await eraseEvidence(world, shop, numbers);
}

async function endConsent(world: World, shop: ShopId, numbers: NumberHash[], now: Date): Promise<void> {
  const open = [...(await numberStates(world, shop, numbers)).values()].filter(({ entries, state: { consent } }) => entries > 0 && Object.values(consent).some(({ state }) => state !== "unsubscribed"));
  await appendEntries(world, shop, open.map(({ number }) => ({ number, entry: { kind: "optedOut", at: now.getTime(), source: "shopify", scopes: [...Scope.options], evidence: null } })), now);
}

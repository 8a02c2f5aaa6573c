// What carriers say of numbers: kept with the number for the gate, and told to segments with whoever has that phone.
import type { Reach } from "../customers/reach.ts";
import { tellReach } from "../customers/reach.server.ts";
import { reachesApart } from "../customers/reach-rows.server.ts";
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { lockNumbers, numberStates } from "./ledger-rows.server.ts";
import { setReach } from "./ledger.server.ts";
import type { NumberHash } from "./number.ts";
import { numberHasher } from "./number.server.ts";

/** `customerId`: to whom the text went. */
export type SaidReach = { number: NumberHash; customerId: string | null; reach: Reach };

/** In a transaction that holds no number, unless it holds the shop's facts. Of one number the last word holds. */
export async function noteReach(world: World, shop: ShopId, said: readonly SaidReach[], now: Date): Promise<void> {
  const last = new Map(said.map((each) => [each.number, each]));
  await tellOwners(world, shop, [...last.values()], now);
  const states = await numberStates(world, shop, [...last.keys()]);
  const changed = [...last.values()].filter(({ number, reach }) => (states.get(number)?.reach ?? "ok") !== reach);
  await lockNumbers(world, shop, changed.map(({ number }) => number));
  for (const { number, reach } of changed) await setReach(world, shop, number, reach, now);
}

/** Who has another phone by now is told nothing of this one. */
async function tellOwners(world: World, shop: ShopId, said: readonly SaidReach[], now: Date): Promise<void> {
  const people = new Map(said.flatMap(({ customerId, ...word }) => (customerId === null ? [] : [[customerId, { customerId, ...word }] as const])));
  if (people.size === 0) return;
  const apart = await reachesApart(world, shop, [...people.values()]);
  if (apart.length === 0) return;
  await lockFacts(world, shop);
  const hash = await numberHasher(world, shop);
  await tellReach(world, shop, apart.flatMap(({ customerId, phone }) => {
    const word = people.get(customerId);
    return word?.number === hash(phone) ? [{ phone, reach: word.reach }] : [];
  }), now);
}

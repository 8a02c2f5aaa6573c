// Somebody confirmed their sign-up from the phone itself. Whoever is a customer is told of to Shopify by the ledger's own
// road (say-consent.server.ts); whoever is not becomes one there, with their phone and their consent.
import type { NumberHash } from "../consent/number.ts";
import type { ShopId } from "../lib/ids.ts";
import { seconds } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { askCustomers } from "./opt-in-rows.server.ts";

export type ConfirmedOptIn = { number: NumberHash; at: Date; isCustomer: boolean };

/** Shopify keeps instants to the second: what it echoes is then the same word. */
const toSecond = (at: Date) => new Date(at.getTime() - (at.getTime() % seconds(1)));

/** In the caller's transaction, once their word stands in the ledger. */
export const confirmOptIns = (world: World, shop: ShopId, confirmed: readonly ConfirmedOptIn[], now: Date): Promise<void> =>
  askCustomers(world, shop, confirmed.flatMap(({ number, at, isCustomer }) => (isCustomer ? [] : [{ number, at: toSecond(at < now ? at : now), level: "CONFIRMED_OPT_IN" as const }])), now);

// Before the first text goes to somebody whose yes only Shopify told of, that yes becomes the first line of the ledger of
// their number: what a text rested on can be shown later, whatever Shopify says by then.
import type { ConsentEntry } from "../consent/entry.ts";
import { appendEntries } from "../consent/ledger.server.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import type { Decided } from "./text-decide.ts";

/** The caller holds the numbers. */
export async function noteShopifysWord(world: World, shop: ShopId, decided: readonly Decided[], now: Date): Promise<void> {
  const said = decided.flatMap(({ of: { row, person } }) => {
    const { state, since } = person.consent.marketing;
    const entry: ConsentEntry = { kind: "optedIn", at: Math.min(since ?? now.getTime(), now.getTime()), source: "shopify", evidence: null, scopes: ["marketing"], disclosure: null, basis: "express", proof: "none", expiresAt: null };
    return row.class === "marketing" && state === "subscribed" ? [[row.number, { number: row.number, entry }] as const] : [];
  });
  if (said.length > 0) await appendEntries(world, shop, [...new Map(said).values()], now);
}

// A merchant's own words on a number, on their way into the ledger and to everybody else who sends for the shop.
import { appendEntries } from "../../consent/ledger.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import type { World } from "../../lib/world.ts";
import { phoneNumber } from "../../lists/row.ts";
import { commonCountry } from "../../lists/rows.server.ts";
import { readCustomer } from "../../segments/timeline-rows.server.ts";
import { entryByHand, type Whose, type Word } from "./block.ts";

/** A problem stands beside the number. */
export async function phoneOf(world: World, shop: ShopId, whose: Exclude<Whose, { number: unknown }>): Promise<{ phone: string } | { problems: Problem[] }> {
  if ("customer" in whose) {
    const phone = (await readCustomer(world, shop, whose.customer))?.phone;
    return phone ? { phone } : { problems: [{ path: ["phone"], message: "This customer has no phone number." }] };
  }
  const phone = phoneNumber(whose.phone.trim(), await commonCountry(world, shop));
  return phone ? { phone } : { problems: [{ path: ["phone"], message: "This cannot be a phone number. Write it with its country code, such as +1 305 555 0142." }] };
}

export async function sayByHand(world: World, shop: ShopId, word: Word, whose: Whose, reason: string): Promise<Problem[]> {
  const now = world.now();
  const entry = entryByHand(word, reason, now.getTime());
  if ("number" in whose) {
    // Whoever opts somebody out tells Shopify and the platforms, and they know numbers by their digits alone.
    if (word !== "unblock") return [{ path: ["phone"], message: "Enter the number." }];
    await appendEntries(world, shop, [{ number: whose.number, entry }], now);
    return [];
  }
  const found = await phoneOf(world, shop, whose);
  if ("problems" in found) return found.problems;
  await sayConsent(world, shop, [{ phone: found.phone, entry, ...("customer" in whose ? { customerId: whose.customer } : {}) }], now);
  return [];
}

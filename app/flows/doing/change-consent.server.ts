// No more promotion, or no more texts at all. Consent is never given here. Both are about the number of the customer's phone.
import { Scope } from "../../consent/grant.ts";
import { tellHeldWords } from "../../consent/held-word.server.ts";
import { setRested } from "../../consent/ledger-rows.server.ts";
import { numberHasher } from "../../consent/number.server.ts";
import { sayConsent } from "../../inbox/say-consent.server.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { DONE, type Part, refused, type Told } from "./doing.ts";
import { phonesOf } from "./customer-rows.server.ts";

/** In the caller's transaction, which holds the shop's facts. */
export async function changeConsent(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  if (parts.length === 0) return [];
  const phones = await phonesOf(world, shop, parts.map(({ of }) => of.customer));
  const known = parts.flatMap((part) => {
    const phone = phones.get(part.of.customer);
    return phone === undefined || part.asked.kind !== "change" ? [] : [{ part, phone, what: part.asked.change.kind }];
  });
  await sayConsent(world, shop, known.filter(({ what }) => what === "unsubscribe").map(({ part: { of, flowName }, phone }) => ({
    phone, customerId: of.customer,
    entry: { kind: "optedOut" as const, scopes: [...Scope.options], at: now.getTime(), source: "flow" as const, evidence: { page: null, messageIds: [], order: null, note: `The flow “${flowName}”, step ${of.step}.` } },
  })), now);
  const resting = known.filter(({ what }) => what === "suppress");
  if (resting.length > 0) {
    const hash = await numberHasher(world, shop);
    await setRested(world, shop, resting.map(({ phone }) => hash(phone)), now);
    await tellHeldWords(world, shop, resting.map(({ phone }) => phone), now);
  }
  return parts.map((part) => ({ part, outcome: phones.has(part.of.customer) ? DONE : refused("This customer has no phone number, or is gone.") }));
}

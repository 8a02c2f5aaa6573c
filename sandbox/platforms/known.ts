// The demo's merchants have used their platforms before: whoever gave the shop a yes or a no to texts is known
// there, with it. Twilio knows nobody whom it has not texted.
import type { Shop } from "#sandbox/shopify/shop.ts";
import type { Platforms } from "./open.ts";
import { PLATFORMS } from "./platform.ts";

const STATES = { SUBSCRIBED: "subscribed", UNSUBSCRIBED: "unsubscribed" } as const;

/** Once: where a platform knows somebody already, nothing is done to it. */
export function knowCustomers(platforms: Platforms, shops: Iterable<Shop>) {
  const customers = [...shops].flatMap((shop) => [...shop.tables.Customer.values()]);
  for (const platform of PLATFORMS) {
    if (platform === "twilio" || platforms.account(platform).people.byId.size > 0) continue;
    const acts = customers.flatMap(({ phone, email, smsConsent: { state } }) => (phone && (state === "SUBSCRIBED" || state === "UNSUBSCRIBED") ? [{ act: "person" as const, phone, ...(email ? { email } : {}), sms: STATES[state] }] : []));
    platforms.control({ platform, acts });
  }
}

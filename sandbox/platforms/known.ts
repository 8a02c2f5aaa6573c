// The demo's merchants have used their platforms before: whoever gave the shop a yes or a no to texts is known
// there, with it. Twilio knows nobody whom it has not texted, and leaves STOP, START and HELP to whoever sends.
import type { Shop } from "#sandbox/shopify/shop.ts";
import type { Platforms } from "./open.ts";
import { PLATFORMS } from "./platform.ts";

const STATES = { SUBSCRIBED: "subscribed", UNSUBSCRIBED: "unsubscribed" } as const;

/** Once: where a platform knows somebody already, nothing is done to it. */
export function knowCustomers(platforms: Platforms, shops: Iterable<Shop>) {
  const customers = [...shops].flatMap((shop) => [...shop.tables.Customer.values()]);
  // Unless somebody has texted there already and may have chosen.
  if (platforms.account("twilio").messages.size === 0) platforms.control({ platform: "twilio", acts: [{ act: "optOuts", by: "off" }] });
  for (const platform of PLATFORMS) {
    if (platform === "twilio" || platforms.account(platform).people.byId.size > 0) continue;
    const acts = customers.flatMap(({ phone, email, smsConsent: { state } }) => (phone && (state === "SUBSCRIBED" || state === "UNSUBSCRIBED") ? [{ act: "person" as const, phone, ...(email ? { email } : {}), sms: STATES[state] }] : []));
    platforms.control({ platform, acts });
  }
}

// Marketing consent, with the refusals a real shop was seen to give.
import { localInstant } from "./payloads.ts";
import type { Consent, ConsentState, Customer, OptInLevel } from "./records.ts";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

export type Channel = "sms" | "email";
export type ConsentChange = { state: ConsentState; level?: OptInLevel | null; at?: number | null; from?: "OTHER" | "SHOPIFY" };

const WORDS = {
  sms: { path: ["input", "smsMarketingConsent"], need: "A phone number is required to set the SMS consent state." },
  email: { path: ["input", "emailMarketingConsent"], need: "An email address is required to set the marketing consent state." },
} as const;

export function setConsent(shop: Shop, customer: Customer, channel: Channel, change: ConsentChange): void {
  const { path, need } = WORDS[channel];
  const now = shop.now();
  if ((channel === "sms" ? customer.phone : customer.email) === null) throw new Refusal(need, [...path], "INVALID");
  if (change.state === "PENDING" && change.level !== "CONFIRMED_OPT_IN") {
    throw new Refusal("Marketing opt in level must be confirmed opt-in for pending consent state", [...path, "marketingOptInLevel"], "INVALID");
  }
  if (channel === "sms" && change.state === "SUBSCRIBED" && !change.level) {
    throw new Refusal("Marketing opt in level must be provided when subscribing", [...path, "marketingOptInLevel"], "MISSING_ARGUMENT");
  }
  if (change.at && change.at > shop.clock.ms()) throw new Refusal("Consent updated at must not be in the future", [...path, "consentUpdatedAt"], "INVALID");

  const held = channel === "sms" ? customer.smsConsent : customer.emailConsent;
  // A change that keeps the state is ignored and does not move the instant: real, and a trap.
  if (held.state === change.state) return;
  const consent: Consent = { state: change.state, level: change.level ?? held.level ?? null, at: change.at ?? now, from: change.from ?? "OTHER" };
  if (channel === "sms") customer.smsConsent = consent;
  else customer.emailConsent = consent;
  customer.updatedAt = now;
  shop.save(customer);
  tellConsent(shop, customer, channel);
}

function tellConsent(shop: Shop, customer: Customer, channel: Channel): void {
  const consent = channel === "sms" ? customer.smsConsent : customer.emailConsent;
  const said = { state: consent.state.toLowerCase(), opt_in_level: consent.level?.toLowerCase() ?? null, consent_updated_at: localInstant(shop, consent.at) };
  if (channel === "sms") {
    shop.emit("customers_marketing_consent/update", { id: customer.id, phone: customer.phone, sms_marketing_consent: { ...said, consent_collected_from: consent.from?.toLowerCase() ?? null } });
  } else {
    shop.emit("customers_email_marketing_consent/update", { customer_id: customer.id, email_address: customer.email, email_marketing_consent: said });
  }
}

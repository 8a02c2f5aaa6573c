// Consent as Shopify states it, in three spellings: webhooks say "not_subscribed" in lower case,
// GraphQL's new field NEVER_SUBSCRIBED, its email field NOT_SUBSCRIBED. One mapper, to the word that
// Shopify's admin, its mutations and its own segments have, so that merchants find who they ask for.
import { z } from "zod";
import type { Facts } from "../../customers/fact.ts";
import { Code, Digits, Stamp, Text } from "../values.ts";

export const CONSENT_STATES = ["NOT_SUBSCRIBED", "INVALID", "PENDING", "SUBSCRIBED", "UNSUBSCRIBED", "REDACTED"] as const;

/** Null where Shopify has no word, or one we do not know: unknown is never an opt-in. */
export function consentState(text: string | null | undefined): string | undefined {
  const state = text?.toUpperCase();
  if (state === "NEVER_SUBSCRIBED") return "NOT_SUBSCRIBED";
  return CONSENT_STATES.find((known) => known === state);
}

const Consent = z.object({ state: z.string().nullish(), opt_in_level: Code, consent_updated_at: Stamp.nullish(), consent_collected_from: Code });

export const SmsConsent = z.object({ id: Digits, phone: Text, sms_marketing_consent: Consent.nullish() }).transform((payload): Partial<Facts> => {
  const { id: customerId, phone, sms_marketing_consent: consent } = payload;
  const smsState = consentState(consent?.state);
  if (!consent || !smsState) return { customers: [{ customerId }] };
  return {
    customers: [{ customerId, smsState, smsOptInLevel: consent.opt_in_level, smsCollectedFrom: consent.consent_collected_from, smsUpdatedAt: consent.consent_updated_at ?? null, smsPhone: phone }],
  };
});

export const EmailConsent = z.object({ customer_id: Digits, email_marketing_consent: Consent.nullish() }).transform((payload): Partial<Facts> => {
  const { customer_id: customerId, email_marketing_consent: consent } = payload;
  const emailState = consentState(consent?.state);
  if (!consent || !emailState) return { customers: [{ customerId }] };
  return { customers: [{ customerId, emailState, emailOptInLevel: consent.opt_in_level, emailUpdatedAt: consent.consent_updated_at ?? null }] };
});

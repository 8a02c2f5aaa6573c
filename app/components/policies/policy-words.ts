// What groups, offers and hours are called on screen.
import { HOUR_OF } from "#app/messages/policies/persona.ts";
import { type Offer, OFFERS, type Persona, PERSONAS, RFM_GROUPS, type RfmGroup, SPEND_TIERS, type SpendTier } from "#app/messages/policies/policy.ts";

export type Choice = { value: string; label: string };

const GROUP_NAMES: Record<RfmGroup, string> = {
  CHAMPIONS: "Champions", LOYAL: "Loyal", ACTIVE: "Active", NEW: "New", PROMISING: "Promising", NEEDS_ATTENTION: "Needs attention", PREVIOUSLY_LOYAL: "Previously loyal", AT_RISK: "At risk",
  ALMOST_LOST: "Almost lost", DORMANT: "Dormant", PROSPECTS: "Prospects",
};
const TIER_NAMES: Record<SpendTier, string> = { HIGH: "High", MEDIUM: "Medium", LOW: "Low" };
export const OFFER_NAMES: Record<Offer, string> = { none: "No offer", access: "First pick", reward: "A reward", freeShipping: "Free shipping", bundle: "A bundle", percent: "Money off" };
export const PERSONA_NAMES: Record<Persona, string> = { earlyBird: "Early bird", midday: "Midday", afternoon: "Afternoon", evening: "Evening", nightOwl: "Night owl" };
export const OWN_HOUR = "Their own best hour";

export const GROUPS = RFM_GROUPS.map((key) => ({ key, label: GROUP_NAMES[key] }));
export const TIERS = SPEND_TIERS.map((key) => ({ key, label: TIER_NAMES[key] }));
export const OFFER_CHOICES: Choice[] = OFFERS.map((value) => ({ value, label: OFFER_NAMES[value] }));
export const HOUR_CHOICES: Choice[] = [{ value: "", label: OWN_HOUR }, ...PERSONAS.map((value) => ({ value, label: `${PERSONA_NAMES[value]}, ${HOUR_OF[value]}` }))];

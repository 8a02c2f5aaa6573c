// What is good practice with a kind of customer: how many promotional texts at most, what they are about, what they offer and
// at what hour they go. The limit is held by the gate; the rest is what the editor proposes.
import { z } from "zod";

export const THEMES_MAX = 10;
/** Of a limit: texts, and the days of its span. */
export const TEXTS_MAX = 1_000;
export const DAYS_MAX = 365;

/** As Shopify counts them anew every day. */
export const RFM_GROUPS = ["CHAMPIONS", "LOYAL", "ACTIVE", "NEW", "PROMISING", "NEEDS_ATTENTION", "PREVIOUSLY_LOYAL", "AT_RISK", "ALMOST_LOST", "DORMANT", "PROSPECTS"] as const;
export const RfmGroup = z.enum(RFM_GROUPS);
export type RfmGroup = z.infer<typeof RfmGroup>;
export const SPEND_TIERS = ["HIGH", "MEDIUM", "LOW"] as const;
export const SpendTier = z.enum(SPEND_TIERS);
export type SpendTier = z.infer<typeof SpendTier>;

/** none: no offer at all. access: first pick, before everybody else. reward: points or a gift for coming back. */
export const OFFERS = ["none", "access", "reward", "freeShipping", "bundle", "percent"] as const;
export const Offer = z.enum(OFFERS);
export type Offer = z.infer<typeof Offer>;

/** Of the day alone: what somebody does for a living is never guessed. */
export const PERSONAS = ["earlyBird", "midday", "afternoon", "evening", "nightOwl"] as const;
export const Persona = z.enum(PERSONAS);
export type Persona = z.infer<typeof Persona>;

/** `persona` null: at the hour at which each of them answers best. */
export const Play = z.strictObject({ themes: z.array(z.string().trim().min(1).max(60)).max(THEMES_MAX), offer: Offer, persona: Persona.nullable() });
export type Play = z.infer<typeof Play>;

export const PolicyName = z.string().min(1).max(40);

/** Whom policies hold for besides segments' members. */
export const GroupPolicies = z.partialRecord(RfmGroup, PolicyName);
export type GroupPolicies = z.infer<typeof GroupPolicies>;
export const TierPolicies = z.partialRecord(SpendTier, PolicyName);
export type TierPolicies = z.infer<typeof TierPolicies>;

export type PoliciesFor = { segmentPolicies: Readonly<Record<string, string>>; rfmPolicies: GroupPolicies; tierPolicies: TierPolicies };

/** All that hold for somebody, by name; of these the strictest limit wins by itself. */
export function policiesFor({ segmentPolicies, rfmPolicies, tierPolicies }: PoliciesFor, { segments, rfmGroup, spendTier }: { segments: readonly number[]; rfmGroup: string | null; spendTier: string | null }): string[] {
  const [group, tier] = [RfmGroup.safeParse(rfmGroup).data, SpendTier.safeParse(spendTier).data];
  const names = [...segments.map((segment) => segmentPolicies[String(segment)]), group && rfmPolicies[group], tier && tierPolicies[tier]];
  return [...new Set(names.flatMap((name) => name ?? []))].sort();
}

// The policies that come with Segue. Their limits stand in the rule book (consent/rules/compliance-rules.json); here stands what
// they propose, and whom they are meant for. A shop's own changes lie over them.
import type { GroupPolicies, Play, TierPolicies } from "./policy.ts";

export type Shipped = Play & { title: string };

export const SHIPPED: Readonly<Record<string, Shipped>> = {
  champions: { title: "Champions", themes: ["First pick of what is new", "Behind the scenes", "Asking for a review"], offer: "access", persona: "evening" },
  vip: { title: "VIP", themes: ["First pick of what is new", "Thanks", "A gift"], offer: "access", persona: "evening" },
  loyal: { title: "Loyal", themes: ["Rewards", "What goes with it", "Bring a friend"], offer: "reward", persona: "evening" },
  potentialLoyalist: { title: "Potential loyalists", themes: ["Getting more out of it", "What others love", "What goes with it"], offer: "bundle", persona: "midday" },
  newSubscriberWelcome: { title: "New subscribers, welcome", themes: ["Welcome", "What others love", "How it is made"], offer: "percent", persona: "midday" },
  atRiskOrReengagement: { title: "At risk, and re-engagement", themes: ["We miss you", "What is new since", "Choose what you hear from us"], offer: "percent", persona: null },
  dormant: { title: "Dormant", themes: ["One last hello", "Choose what you hear from us"], offer: "percent", persona: null },
  highValue: { title: "High value", themes: ["First pick of what is new", "Personal advice"], offer: "access", persona: "evening" },
  middleValue: { title: "Middle value", themes: ["What goes with it", "Bundles", "Rewards"], offer: "bundle", persona: "evening" },
  lowValue: { title: "Low value", themes: ["Favourites", "Good value"], offer: "freeShipping", persona: "midday" },
  minimalValue: { title: "Minimal value", themes: ["Sales", "Good value"], offer: "percent", persona: null },
};

/** Whom each is meant for. Nothing of it holds until a merchant says so. */
export const MEANT_FOR: { rfm: GroupPolicies; tiers: TierPolicies } = {
  rfm: {
    CHAMPIONS: "champions", LOYAL: "loyal", ACTIVE: "loyal", NEW: "potentialLoyalist", PROMISING: "potentialLoyalist", NEEDS_ATTENTION: "atRiskOrReengagement",
    PREVIOUSLY_LOYAL: "atRiskOrReengagement", AT_RISK: "atRiskOrReengagement", ALMOST_LOST: "atRiskOrReengagement", DORMANT: "dormant",
  },
  tiers: { HIGH: "highValue", MEDIUM: "middleValue", LOW: "lowValue" },
};

/** Of a policy that is the shop's own. */
export const PLAIN: Play = { themes: [], offer: "none", persona: null };

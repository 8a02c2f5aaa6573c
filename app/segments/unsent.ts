// Why a text of a campaign or a flow did not go, or not yet, as a segment can ask for it. The gate says the same in full
// (messages/gate/reasons.ts); what concerns the whole campaign and nobody in particular, or answers alone, is not among these.
export const UNSENT = {
  personGone: "Customer deleted or merged",
  stopped: "Asked for texts to stop",
  suppressed: "Number blocked",
  underReview: "A reply is under review",
  noConsent: "No consent",
  unsubscribed: "Consent withdrawn",
  consentPending: "Consent not confirmed yet",
  consentExpired: "Consent expired",
  basisNotEnough: "Consent not of the kind the law asks for",
  noProof: "No written proof of consent",
  minor: "Under 18",
  noNumber: "No phone number",
  numberInvalid: "Phone number cannot exist",
  numberUnreachable: "Texts do not reach the number",
  countryOff: "Country switched off",
  missingValue: "A gap in the text that nothing fills",
  exited: "Left the flow",
  leftSegment: "No longer in the segment",
  filteredOut: "Left out by a filter",
  control: "In the control group",
  cartOrdered: "Ordered since",
  cartTold: "Reminded of this cart before",
  cartTooOld: "Cart too old",
  cartNotDouble: "No confirmed opt-in to cart reminders",
  topicDeclined: "Topic not wanted",
  expired: "Could not go in time",
  neverOpen: "No hour suits every place",
  limitNone: "No texts allowed by a policy or a rest",
  lawLimit: "Limit of the law reached",
  brandLimit: "Your own limit reached",
  policyLimit: "Limit of a segment's policy reached",
  ownLimit: "Their own limit reached",
  banned: "Texts banned in their state",
  emergency: "Texts banned in their state for now",
  holiday: "Holiday",
  lawHours: "Outside legal hours",
  merchantHours: "Outside your sending hours",
  ownHours: "Outside the hours they chose",
  budget: "Spending limit reached",
  senderCannotReach: "Sender cannot reach their country",
} as const satisfies Record<string, string>;

const WORDS: Readonly<Record<string, string>> = UNSENT;
/** Whoever else tells of texts may have reasons of their own. */
export const unsentWords = (reason: string): string => lowered(WORDS[reason] ?? reason);

const lowered = (words: string) => words.charAt(0).toLowerCase() + words.slice(1);

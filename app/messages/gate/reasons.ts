// Every answer the gate can give, in the order in which they are looked for: the first that holds is the answer. Each
// says what happened, in words for the merchant, and what to do about it.

type Answer = { verdict: "send" | "defer" | "skip" | "halt"; says: string; remedy: string };

const NOTHING = "Nothing to do.";

export const REASONS = {
  personGone: { verdict: "skip", says: "This customer was deleted or merged into another.", remedy: NOTHING },
  stopped: { verdict: "skip", says: "They asked for texts to stop.", remedy: "Never text them again. They can come back only by opting in themselves." },
  suppressed: { verdict: "skip", says: "Their number is blocked for texts (complaint, carrier, or your own block list).", remedy: "Look at the entry under Compliance before you change anything." },
  nothingToConfirm: { verdict: "skip", says: "A confirmation of STOP was due, but they did not ask to stop.", remedy: NOTHING },
  confirmedAlready: { verdict: "skip", says: "Their STOP was confirmed before; one confirmation is all that is allowed.", remedy: NOTHING },
  confirmationTooLate: { verdict: "skip", says: "The confirmation of a STOP must follow within five minutes.", remedy: "They stay opted out. Nothing more may be sent." },
  replyTooLate: { verdict: "skip", says: "The answer comes too long after what they wrote.", remedy: "Wait until they write again." },
  answeredAlready: { verdict: "skip", says: "What they wrote was answered before.", remedy: NOTHING },
  underReview: { verdict: "skip", says: "They wrote something that may mean stop.", remedy: "Read it in the review queue and decide." },
  noConsent: { verdict: "skip", says: "They have not agreed to texts of this kind.", remedy: "Ask for their consent with an opt-in form." },
  unsubscribed: { verdict: "skip", says: "They withdrew their consent to texts of this kind.", remedy: "They can opt in again themselves." },
  consentPending: { verdict: "skip", says: "They asked for texts but have not confirmed it yet.", remedy: "Wait for their confirmation." },
  consentExpired: { verdict: "skip", says: "Their consent was implied, and the law ends it after a time.", remedy: "Ask for express consent before it ends." },
  basisNotEnough: { verdict: "skip", says: "Their consent is not of the kind that the law where they may be asks for.", remedy: "Ask for express consent." },
  noProof: { verdict: "skip", says: "There is no written proof of their consent.", remedy: "Import the proof, or ask them again with your opt-in form." },
  minor: { verdict: "skip", says: "They are under 18; we send them no marketing.", remedy: NOTHING },
  noNumber: { verdict: "skip", says: "They have no phone number.", remedy: NOTHING },
  numberInvalid: { verdict: "skip", says: "Their phone number cannot exist.", remedy: "Correct it on the customer in Shopify." },
  numberUnreachable: { verdict: "skip", says: "Texts do not reach their number.", remedy: "Ask for a mobile number." },
  countryOff: { verdict: "skip", says: "Texts to a country where they may be are switched off.", remedy: "Confirm that country's rules under Compliance, then switch it on." },
  missingValue: { verdict: "skip", says: "The text has a gap that nothing fills for this person.", remedy: "Give the variable a fallback." },
  wrongClass: { verdict: "halt", says: "A text that is marked as service holds promotion.", remedy: "Mark it as marketing, or take the promotion out." },
  contentForbidden: { verdict: "halt", says: "Carriers forbid something in this text.", remedy: "See the findings on the message, and change it." },
  brandMissing: { verdict: "halt", says: "The text does not say who sends it, or how to stop, where it must.", remedy: "Add your brand at the start and the opt-out words." },
  tooLong: { verdict: "halt", says: "The text is longer than a carrier takes.", remedy: "Shorten it." },
  exited: { verdict: "skip", says: "They have left the flow.", remedy: NOTHING },
  leftSegment: { verdict: "skip", says: "They are no longer in the segment.", remedy: NOTHING },
  filteredOut: { verdict: "skip", says: "A filter of this step leaves them out.", remedy: NOTHING },
  control: { verdict: "skip", says: "They are in the control group.", remedy: NOTHING },
  cartUnknown: { verdict: "halt", says: "A cart reminder does not say which cart it is about.", remedy: "Start the flow by a cart or a checkout." },
  cartOrdered: { verdict: "skip", says: "They have ordered.", remedy: NOTHING },
  cartTold: { verdict: "skip", says: "They were reminded of this cart before; carriers allow one text for each.", remedy: NOTHING },
  cartTooOld: { verdict: "skip", says: "The cart was left more than 48 hours ago.", remedy: "Send the reminder earlier." },
  cartNotDouble: { verdict: "skip", says: "Cart reminders need an opt-in that was confirmed by text and names them.", remedy: "Switch double opt-in on." },
  topicDeclined: { verdict: "skip", says: "They do not want texts on this topic.", remedy: NOTHING },
  expired: { verdict: "skip", says: "The text could not go in time.", remedy: "Give it more time, or send it earlier." },
  neverOpen: { verdict: "skip", says: "No hour suits every place where they may be.", remedy: "Ask for their address or their time zone." },
  limitNone: { verdict: "skip", says: "A limit of nought texts holds for them: a segment's policy, or a flow that lets them rest.", remedy: "Look at the policy, or at their page; a new opt-in ends a rest." },
  lawLimit: { verdict: "defer", says: "The law of a place where they may be allows no more texts for now.", remedy: "It goes when the law allows it." },
  brandLimit: { verdict: "defer", says: "Your own limit of texts for each person is reached.", remedy: "It goes when the limit allows it." },
  policyLimit: { verdict: "defer", says: "The policy of a segment they are in allows no more texts for now.", remedy: "It goes when the policy allows it." },
  ownLimit: { verdict: "defer", says: "They asked for fewer texts.", remedy: "It goes when their own limit allows it." },
  banned: { verdict: "skip", says: "A state where they may be has banned such texts until further notice.", remedy: "End the ban under Compliance when it is over." },
  emergency: { verdict: "defer", says: "A state where they may be has banned such texts for now.", remedy: "It goes when the ban is over." },
  calendarEnded: { verdict: "halt", says: "The table of holidays does not reach this far.", remedy: "Update Segue." },
  holiday: { verdict: "defer", says: "It is a holiday where they may be, and the law bans texts on it.", remedy: "It goes on the next day that allows it." },
  lawHours: { verdict: "defer", says: "It is outside the legal hours of a place where they may be.", remedy: "It goes when it is within them everywhere." },
  merchantHours: { verdict: "defer", says: "It is outside your own sending hours.", remedy: "It goes when they begin." },
  ownHours: { verdict: "defer", says: "They do not want texts at this hour.", remedy: "It goes at an hour they chose." },
  budget: { verdict: "defer", says: "Your spending limit is reached.", remedy: "It goes when the limit renews, or raise it." },
  senderPaused: { verdict: "halt", says: "Sending is paused.", remedy: "Resume it when you are ready." },
  senderUnregistered: { verdict: "halt", says: "Your sender is not registered with the carriers.", remedy: "Finish the registration under Connections." },
  senderCannotReach: { verdict: "skip", says: "Your sender cannot reach their country.", remedy: "Add a sender for it under Connections." },
  allowed: { verdict: "send", says: "Everything allows it.", remedy: NOTHING },
} as const satisfies Record<string, Answer>;

export type Reason = keyof typeof REASONS;
export type Verdict = (typeof REASONS)[Reason]["verdict"];

/** Only what answers somebody ends so: a confirmation of STOP, a reply, a conversation. */
export const OF_ANSWERS: ReadonlySet<string> = new Set<Reason>(["nothingToConfirm", "confirmedAlready", "confirmationTooLate", "replyTooLate", "answeredAlready"]);

export const reasonOf = (reason: Reason): Answer => REASONS[reason];
/** Null: there is nothing to do. */
export const remedyOf = (reason: Reason): string | null => (REASONS[reason].remedy === NOTHING ? null : REASONS[reason].remedy);
export const isReason = (name: string): name is Reason => name in REASONS;

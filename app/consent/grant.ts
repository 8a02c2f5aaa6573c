// What somebody agreed to, as the ledger adds up to it: one grant for each scope, and what stands against all of them.
import { z } from "zod";

const Instant = z.int();

/** What a consent rests on. Which of them is enough, the law of each plausible country says. */
export const Basis = z.enum(["express", "softOptIn", "impliedPurchase", "impliedInquiry"]);
export type Basis = z.infer<typeof Basis>;

export const Scope = z.enum(["marketing", "cartReminders", "transactional"]);
export type Scope = z.infer<typeof Scope>;

export const Proof = z.enum(["written", "oral", "none"]);

/** `since`: of the state; a consent is none before it. `isDouble`: confirmed by a text of their own. */
export const Grant = z.strictObject({ state: z.enum(["subscribed", "pending", "unsubscribed", "none"]), since: Instant.nullable(), basis: Basis, expiresAt: Instant.nullable(), isDouble: z.boolean(), proof: Proof });
export type Grant = z.infer<typeof Grant>;

export const StoppedBy = z.enum(["reply", "complaint", "provider", "merchant", "litigator"]);

export const ConsentState = z.strictObject({
  consent: z.strictObject({ marketing: Grant, cartReminders: Grant, transactional: Grant }),
  /** Of every text of the brand. */
  stop: z.strictObject({ at: Instant, by: StoppedBy }).nullable(),
  /** Since when a reply that may mean stop waits to be read by a person. */
  suspectedAt: Instant.nullable(),
});
export type ConsentState = z.infer<typeof ConsentState>;

export const NO_GRANT: Grant = { state: "none", since: null, basis: "express", expiresAt: null, isDouble: false, proof: "none" };
export const NO_CONSENT: ConsentState = { consent: { marketing: NO_GRANT, cartReminders: NO_GRANT, transactional: NO_GRANT }, stop: null, suspectedAt: null };

/** Two words on one person: the more restrictive holds, in each thing by itself. Whose word comes first makes no difference. */
export const strictest = (one: ConsentState, other: ConsentState): ConsentState => ({
  consent: {
    marketing: stricterGrant(one.consent.marketing, other.consent.marketing),
    cartReminders: stricterGrant(one.consent.cartReminders, other.consent.cartReminders),
    transactional: stricterGrant(one.consent.transactional, other.consent.transactional),
  },
  stop: stricterStop(one.stop, other.stop),
  suspectedAt: one.suspectedAt === null || other.suspectedAt === null ? (one.suspectedAt ?? other.suspectedAt) : Math.min(one.suspectedAt, other.suspectedAt),
});

/** Never having been asked is no word against a yes. */
const STATES = ["none", "subscribed", "pending", "unsubscribed"] as const;
const BASES = Basis.options;
const PROOFS = Proof.options;
/** Of two who blocked a number the one that is harder to lift. */
const STOPPERS = ["reply", "provider", "merchant", "complaint", "litigator"] as const;

function stricterGrant(one: Grant, other: Grant): Grant {
  if (one.state !== other.state) return STATES.indexOf(one.state) > STATES.indexOf(other.state) ? one : other;
  return {
    state: one.state,
    since: one.since === null || other.since === null ? null : Math.max(one.since, other.since),
    basis: BASES[Math.max(BASES.indexOf(one.basis), BASES.indexOf(other.basis))] ?? one.basis,
    expiresAt: one.expiresAt === null || other.expiresAt === null ? (one.expiresAt ?? other.expiresAt) : Math.min(one.expiresAt, other.expiresAt),
    isDouble: one.isDouble && other.isDouble,
    proof: PROOFS[Math.max(PROOFS.indexOf(one.proof), PROOFS.indexOf(other.proof))] ?? one.proof,
  };
}

function stricterStop(one: ConsentState["stop"], other: ConsentState["stop"]): ConsentState["stop"] {
  if (!one || !other) return one ?? other;
  if (one.by !== other.by) return STOPPERS.indexOf(one.by) > STOPPERS.indexOf(other.by) ? one : other;
  return one.at >= other.at ? one : other;
}

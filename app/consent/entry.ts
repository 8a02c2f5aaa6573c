// One line of the consent ledger: something that was said about texting a number, with its evidence. Lines are only
// ever added. The table (`consent_entry`) has one row for each: shop, the number's keyed hash (never the number), seq
// from 1, the entry as JSON, its evidence apart, and its hash, which holds the one before it (chain.ts). Consent is
// about a number, not a customer: who takes over a number takes over no consent, and one number of two customers has one.
import { z } from "zod";
import { Basis, Proof, Scope, StoppedBy } from "./grant.ts";

/** The words as they stood on the screen. Their version is what a form names; the text is kept whole. */
export const Disclosure = z.strictObject({ version: z.string().max(64), text: z.string().min(1).max(5_000), locale: z.string().max(35) });
export type Disclosure = z.infer<typeof Disclosure>;

/** Where it can be seen again. It is erased with the person. The address and browser it came from lie in `consent_trace`, for 90 days. */
export const Evidence = z.strictObject({
  page: z.url().max(2_000).nullable(),
  /** Of the provider's messages that asked and answered. */
  messageIds: z.array(z.string().max(64)).max(10),
  order: z.string().max(32).nullable(),
  note: z.string().max(1_000).nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

/** Shapes are the same for what is said and for what the chain holds of it; only the evidence differs. */
function entryWith<Shape extends z.ZodType>(evidence: Shape) {
  const said = { at: z.int(), source: z.enum(["form", "checkout", "keyword", "api", "import", "shopify", "platform", "provider", "merchant", "flow"]), evidence };
  const yes = { ...said, scopes: z.array(Scope).min(1), disclosure: Disclosure.nullable() };
  return z.discriminatedUnion("kind", [
    /** They asked for texts, and are to confirm it by one of their own. */
    z.strictObject({ kind: z.literal("asked"), ...yes }),
    /** They confirmed it, from the phone itself. */
    z.strictObject({ kind: z.literal("confirmed"), ...yes }),
    z.strictObject({ kind: z.literal("optedIn"), ...yes, basis: Basis, proof: Proof, expiresAt: z.int().nullable() }),
    /** Of some scopes, on the preference page or elsewhere. */
    z.strictObject({ kind: z.literal("optedOut"), ...said, scopes: z.array(Scope).min(1) }),
    /** Of everything. */
    z.strictObject({ kind: z.literal("stopped"), ...said, by: StoppedBy }),
    /** What they wrote may mean stop; and a person's verdict that it does not. */
    z.strictObject({ kind: z.literal("suspected"), ...said }),
    z.strictObject({ kind: z.literal("cleared"), ...said }),
    /** A block by complaint, merchant or litigator was lifted by a person, with a reason. */
    z.strictObject({ kind: z.literal("unblocked"), ...said }),
  ]);
}

export const ConsentEntry = entryWith(Evidence.nullable());
export type ConsentEntry = z.infer<typeof ConsentEntry>;

/** As the chain and its row hold it: in place of the evidence stands the evidence's digest (chain.ts), null where there never was any. */
export const BareEntry = entryWith(z.string().regex(/^[0-9a-f]{64}$/).nullable());
export type BareEntry = z.infer<typeof BareEntry>;

// One line of the consent ledger: something that was said about texting a number, with its evidence. Lines are only
// ever added. The table (`consent_entry`) will have one row for each: shop, the number's keyed hash (never the number),
// seq from 1, the entry as JSON, its hash and the hash before it (chain.ts). Consent is about a number, not a customer:
// who takes over a number takes over no consent, and one number of two customers has one.
import { z } from "zod";
import { Basis, Proof, Scope, StoppedBy } from "./grant.ts";

/** The words as they stood on the screen. Their version is what a form names; the text is kept whole. */
export const Disclosure = z.strictObject({ version: z.string().max(64), text: z.string().min(1).max(5_000), locale: z.string().max(35) });

/** Where it can be seen again. The address and browser it came from are cut short after 90 days, elsewhere. */
export const Evidence = z.strictObject({
  page: z.url().max(2_000).nullable(),
  /** Of the provider's messages that asked and answered. */
  messageIds: z.array(z.string().max(64)).max(10),
  order: z.string().max(32).nullable(),
  note: z.string().max(1_000).nullable(),
});

const Said = { at: z.int(), source: z.enum(["form", "checkout", "keyword", "api", "import", "shopify", "platform", "provider", "merchant"]), evidence: Evidence.nullable() };
const Yes = { ...Said, scopes: z.array(Scope).min(1), disclosure: Disclosure.nullable() };

export const ConsentEntry = z.discriminatedUnion("kind", [
  /** They asked for texts, and are to confirm it by one of their own. */
  z.strictObject({ kind: z.literal("asked"), ...Yes }),
  /** They confirmed it, from the phone itself. */
  z.strictObject({ kind: z.literal("confirmed"), ...Yes }),
  z.strictObject({ kind: z.literal("optedIn"), ...Yes, basis: Basis, proof: Proof, expiresAt: z.int().nullable() }),
  /** Of some scopes, on the preference page or elsewhere. */
  z.strictObject({ kind: z.literal("optedOut"), ...Said, scopes: z.array(Scope).min(1) }),
  /** Of everything. */
  z.strictObject({ kind: z.literal("stopped"), ...Said, by: StoppedBy }),
  /** What they wrote may mean stop; and a person's verdict that it does not. */
  z.strictObject({ kind: z.literal("suspected"), ...Said }),
  z.strictObject({ kind: z.literal("cleared"), ...Said }),
  /** A block by complaint, merchant or litigator was lifted by a person, with a reason. */
  z.strictObject({ kind: z.literal("unblocked"), ...Said }),
]);
export type ConsentEntry = z.infer<typeof ConsentEntry>;

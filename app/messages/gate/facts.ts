// What the gate is told, and all that it knows: a person, a message, what was sent to them before. Instants are
// milliseconds of the epoch. No name, number, address or wording is among it, so a decision's record holds none.
//
// people.server.ts hands these over: `Grant` and `stop` are the projection of the consent ledger with Shopify's word
// (consent/held.ts); `Sent` is the ledger of texts, one row for each, written before the provider's call; `regions` and
// `zones` come from region.ts at the instant of the decision and are kept on its record.
import { z } from "zod";
import { ConsentState } from "#app/consent/grant.ts";
import type { Week } from "#app/consent/week.ts";

const Instant = z.int();

/** At most so many counted texts in any rolling span of so many milliseconds. */
export const Limit = z.strictObject({ max: z.int().min(0), windowMs: z.int().positive() });
export type Limit = z.infer<typeof Limit>;

export const Spans: z.ZodType<Week> = z.array(z.tuple([z.int().min(0), z.int()]).readonly()).readonly();

export const Person = z.strictObject({
  isGone: z.boolean(),
  isMinor: z.boolean(),
  number: z.strictObject({ validity: z.enum(["valid", "possible", "invalid"]), reach: z.enum(["ok", "unreachable", "landline"]) }).nullable(),
  regions: z.array(z.string()).min(1),
  zones: z.array(z.string()).min(1),
  ...ConsentState.shape,
  lastWroteAt: Instant.nullable(),
  /** `hours`: local, when they want texts. `declined`: topics. */
  preference: z.strictObject({ hours: Spans.nullable(), limit: Limit.nullable(), declined: z.array(z.string()) }),
  /** Names of the policies of the segments they are in (the rule book's, or the shop's own). */
  policies: z.array(z.string()),
});
export type Person = z.infer<typeof Person>;

export const MessageClass = z.enum(["marketing", "transactional", "conversational", "reply"]);
export type MessageClass = z.infer<typeof MessageClass>;

/** What reading the finished text found. */
export const Fault = z.enum(["missingValue", "marketingWords", "forbidden", "publicShortener", "noBrand", "noOptOutWords", "tooLong"]);
export type Fault = z.infer<typeof Fault>;

export const Message = z.strictObject({
  class: MessageClass,
  /** Of a marketing text: which of the scopes it needs. */
  scope: z.enum(["marketing", "cartReminders"]),
  /** Of a reply: what it answers, and when that came in. */
  reply: z.strictObject({ kind: z.enum(["stop", "help", "optIn"]), to: Instant }).nullable(),
  topic: z.string().nullable(),
  /** The subject that some laws count by; null counts with every other. */
  subject: z.string().nullable(),
  cart: z.strictObject({ key: z.string(), leftAt: Instant, isOrdered: z.boolean() }).nullable(),
  /** What the flow or campaign knows at this instant of the person's place in it. */
  place: z.enum(["in", "exited", "left", "filtered", "control"]),
  faults: z.array(Fault),
  sender: z.enum(["ready", "unregistered", "paused", "cannotReach"]),
  /** When the budget allows the next text; null: now. */
  budgetAt: Instant.nullable(),
  /** It goes before this instant or not at all. */
  expiresAt: Instant.nullable(),
  /** Of the step of a flow that asks for it, besides all others. */
  limit: Limit.nullable().optional(),
});
export type Message = z.infer<typeof Message>;

/** Every text that was accepted, or may have been. Only what surely failed does not count. */
export const Sent = z.strictObject({
  at: Instant,
  class: MessageClass,
  reply: z.enum(["stop", "help", "optIn"]).nullable(),
  subject: z.string().nullable(),
  cart: z.string().nullable(),
  outcome: z.enum(["accepted", "uncertain", "failed"]),
});
export type Sent = z.infer<typeof Sent>;

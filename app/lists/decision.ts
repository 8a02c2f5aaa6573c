// A request from outside to put one person on a list: by phone, from systems that know no more of them
// (POST /api/v1/sms/segment), or by Shopify Flow. It is decided at once and can be read back.
import { z } from "zod";
import { WHOLE_TEXT } from "../lib/whole-text.ts";

const Name = z.string().trim().min(1).max(200).regex(WHOLE_TEXT, "must be whole Unicode characters and no NUL");

export const SmsSegment = z.object({
  phone: z.string().regex(/^\+[1-9][0-9]{6,14}$/, "must be in E.164, such as +12125550123").meta({ description: "E.164.", examples: ["+12125550123"] }),
  segment: z.union([z.number().int().positive().max(999_999_999), Name]).meta({ description: "A list's number, or its name without regard to case. Who is in a segment, its question alone decides." }),
  timestamp: z.unknown().optional().meta({ description: "Taken and not used: the server's own time counts." }),
});
export type SmsSegment = z.output<typeof SmsSegment>;

/** added: they are on the list since now; already: they were before; unknown: the shop has no customer with this phone, and none was made. */
export const Outcome = z.enum(["added", "already", "unknown"]);
export type Outcome = z.infer<typeof Outcome>;

export const PublishedDecision = z.object({
  decisionId: z.uuid(),
  outcome: Outcome.meta({ description: "added: on the list since now; already: was on it before; unknown: no customer of the shop has this phone, and none was made." }),
  listId: z.number().int(),
  customerId: z.string().nullable(),
  at: z.iso.datetime(),
});
export type PublishedDecision = z.infer<typeof PublishedDecision>;

/** Of the header Idempotency-Key. */
export const KEY_CHARS_MAX = 200;
export const Key = z.string().min(1).max(KEY_CHARS_MAX).regex(/^[\x21-\x7e]+$/, "must be visible ASCII characters");

export const published = ({ decisionId, outcome, listId, customerId, at }: Omit<PublishedDecision, "at"> & { at: Date }): PublishedDecision =>
  ({ decisionId, outcome, listId, customerId, at: at.toISOString() });

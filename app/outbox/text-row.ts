// A text to one person as the pump `text` takes it up.
import { z } from "zod";
import { NumberHash } from "../consent/number.ts";
import { CustomerId } from "../lib/ids.ts";
import { Count, Id } from "../lib/sql.ts";
import { Limit, MessageClass } from "../messages/gate/facts.ts";
import { Cart, REPLY_KINDS, TEXT_SOURCES } from "../messages/person-text.ts";
import { ConnectionId } from "../platforms/connection.ts";

const Maybe = z.string().nullable();

export const TextRow = z.object({
  textId: Id, key: z.string(), source: z.enum(TEXT_SOURCES), customerId: CustomerId.nullable(), number: NumberHash, campaignId: z.number().nullable(), messageId: z.number().nullable(), messageVersion: z.number().nullable(),
  class: MessageClass, scope: z.enum(["marketing", "cartReminders"]), topic: Maybe, subject: Maybe, cart: Cart.nullable(), replyKind: z.enum(REPLY_KINDS).nullable(), replyTo: z.date().nullable(),
  expiresAt: z.date().nullable(), body: Maybe, media: Maybe, attempts: z.number(), fence: Id,
  /** Whose run asked for it, at which step and for the how manieth time; the step's own limit, and what the flow may spend in a day. */
  flowId: z.number().nullable(), runId: Id.nullable(), asked: z.number().nullable(), flowLimit: Limit.nullable(), flowDayMicros: Count.nullable(),
  connectionId: ConnectionId.nullable(), progress: z.unknown(), sentAt: z.date().nullable(), parts: z.number().nullable(), micros: Count.nullable(),
});
export type TextRow = z.infer<typeof TextRow>;

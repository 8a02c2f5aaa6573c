// A text to one person, as whoever wants it sent writes it down: a campaign, an answer, the opt-in form. Whether and when
// it goes, the gate says (outbox/text.server.ts).
import { z } from "zod";
import { NumberHash } from "../consent/number.ts";
import { CustomerId } from "../lib/ids.ts";
import { minutes } from "../lib/time.ts";
import { Limit, Message, MessageClass } from "./gate/facts.ts";

export const TEXT_SOURCES = ["campaign", "reply", "optIn", "inbox", "test", "flow"] as const;
export const TEXT_STATES = ["due", "leased", "sent", "delivered", "undelivered", "failed", "skipped", "halted", "doubt", "cancelled"] as const;
export type TextState = (typeof TEXT_STATES)[number];

export const REPLY_KINDS = ["stop", "help", "optIn"] as const;

/** Of a cart reminder: which cart, and since when it lies there. */
export const Cart = Message.shape.cart.unwrap();

/** `limit`: of the step, besides all others. `dayMicros`: what the flow may spend in a day, in millionths of a US dollar. */
export const FlowAsks = z.object({ flow: z.int().positive(), run: z.string(), step: z.string(), asked: z.int().positive(), limit: Limit.nullable().optional(), dayMicros: z.int().nullable().optional() });
export type FlowAsks = z.infer<typeof FlowAsks>;

export const NewText = z.object({
  /** What makes twice once. */
  key: z.string().min(1).max(200),
  source: z.enum(TEXT_SOURCES),
  customerId: CustomerId.nullable(),
  number: NumberHash,
  campaignId: z.int().positive().nullable(),
  message: z.object({ id: z.int().positive(), version: z.int().positive() }).nullable(),
  /** The text as it goes; null: it is composed from the message then. */
  body: z.string().nullable(),
  media: z.string().nullable(),
  class: MessageClass,
  scope: z.enum(["marketing", "cartReminders"]),
  topic: z.string().nullable(),
  subject: z.string().nullable(),
  cart: Cart.nullable(),
  reply: z.object({ kind: z.enum(REPLY_KINDS), to: z.date() }).nullable(),
  dueAt: z.date(),
  expiresAt: z.date().nullable(),
  /** Whose run of which flow asks for it; `asked`: for the how manieth time, in its own count (flows/ledger.ts). */
  flow: FlowAsks.nullable().optional(),
});
export type NewText = z.infer<typeof NewText>;

/** Between the instant that a text counts from (`sent_at`) and its last chance to be handed over. Of one of which nobody knows, the latest holds. */
export const HANDED_WITHIN_MS = minutes(4);

/** What goes first: answers, service, promotion. */
export const rankOf = ({ class: kind }: Pick<NewText, "class">): number => ({ reply: 0, conversational: 1, transactional: 1, marketing: 2 })[kind];

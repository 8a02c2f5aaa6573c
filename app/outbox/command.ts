// Everything we ever ask the outside to do. A command is a row of the outbox: its kind in one column,
// the rest as JSON, parsed when read, because a row outlives a deploy.
import { z } from "zod";
import { NumberHash } from "../consent/number.ts";
import { CustomerId, SegmentId } from "../lib/ids.ts";

/** Shopify's limits: 255 characters; a comma would split one tag into two. */
export const TAG_LENGTH_MAX = 255;
export const Tag = z.string().min(1).max(TAG_LENGTH_MAX).regex(/^[^,]+$/, "must not contain a comma");

const tagChange = { customerId: CustomerId, segmentId: SegmentId, tag: Tag };

export const TagCommand = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("tagsAdd"), ...tagChange }),
  z.object({ kind: z.literal("tagsRemove"), ...tagChange }),
]);
export type TagCommand = z.infer<typeof TagCommand>;

/** One tag, many people (outbox_person): a bulk mutation. */
export const BulkTags = z.object({ kind: z.literal("bulkTags"), op: z.enum(["add", "remove"]), segmentId: SegmentId, tag: Tag });
export type BulkTags = z.infer<typeof BulkTags>;

/** To be told to an address of the merchant's own: one change of membership, or that a flow came to a step that tells. */
export const HookCall = z.object({
  kind: z.literal("hookCall"), hookId: z.number().int(), changeId: z.string(), at: z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString()), customerId: CustomerId,
  change: z.enum(["entered", "left"]).optional(), segmentId: SegmentId.optional(),
  event: z.object({ name: z.string(), flow: z.number().int(), flowName: z.string(), step: z.string() }).optional(),
});
export type HookCall = z.infer<typeof HookCall>;

/** A workflow of the merchant's in Shopify Flow is started. */
export const FlowTrigger = z.object({
  kind: z.literal("flowTrigger"), handle: z.string(), changeId: z.string(), at: z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString()),
  customerId: CustomerId, segmentId: SegmentId, segmentName: z.string(),
});
export type FlowTrigger = z.infer<typeof FlowTrigger>;

/** A tag that a flow puts on somebody or takes away; those of segments are the mirror's alone. */
const personTag = { customerId: CustomerId, tag: Tag };
export const PersonTag = z.discriminatedUnion("kind", [z.object({ kind: z.literal("personTagAdd"), ...personTag }), z.object({ kind: z.literal("personTagRemove"), ...personTag })]);

export const MetafieldSet = z.object({ kind: z.literal("metafieldSet"), customerId: CustomerId, namespace: z.string(), key: z.string(), type: z.string(), value: z.string() });
export type MetafieldSet = z.infer<typeof MetafieldSet>;

/** Shopify Flow is told that somebody came to a step of a flow of ours. */
export const FlowEvent = z.object({
  kind: z.literal("flowEvent"), customerId: CustomerId, event: z.string(), flow: z.string(), at: z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString()),
});
export type FlowEvent = z.infer<typeof FlowEvent>;

const saidAt = { customerId: CustomerId, /** When they said so. */ at: z.iso.datetime({ offset: true }).transform((at) => new Date(at).toISOString()) };

/** What somebody really said to us, with its proof; of emails there is no such thing: consent is given to whoever asked for it. */
export const SmsOptIn = z.object({ kind: z.literal("smsOptIn"), ...saidAt, level: z.enum(["CONFIRMED_OPT_IN", "SINGLE_OPT_IN"]) });
export type SmsOptIn = z.infer<typeof SmsOptIn>;

/** Somebody who signed up and confirmed it becomes a customer; their phone stays sealed with the sign-up (opt_in). */
export const CustomerCreate = z.object({ kind: z.literal("customerCreate"), number: NumberHash, at: saidAt.at, level: SmsOptIn.shape.level });
export type CustomerCreate = z.infer<typeof CustomerCreate>;

/** What several of go to Shopify in one request (mutations.ts). */
export const SmallCommand = z.discriminatedUnion("kind", [
  ...TagCommand.options, ...PersonTag.options, MetafieldSet, FlowEvent, FlowTrigger, SmsOptIn, CustomerCreate, z.object({ kind: z.literal("smsOptOut"), ...saidAt }), z.object({ kind: z.literal("emailOptOut"), ...saidAt }),
]);
export type SmallCommand = z.infer<typeof SmallCommand>;

export const Command = z.discriminatedUnion("kind", [...SmallCommand.options, BulkTags, HookCall]);
export type Command = z.infer<typeof Command>;

/** May it be carried out twice? Adding or removing a tag twice is adding or removing it once. */
export const isIdempotent = (command: Command): boolean => {
  switch (command.kind) {
    case "tagsAdd":
    case "tagsRemove":
    case "bulkTags":
    case "personTagAdd":
    case "personTagRemove":
    case "metafieldSet":
    // Their instant goes with them.
    case "smsOptIn":
    case "smsOptOut":
    case "emailOptOut":
    // No two customers have one phone.
    case "customerCreate":
    // Its change has a number, by which whoever is told knows it again.
    case "hookCall":
      return true;
    // A workflow would run twice.
    case "flowTrigger":
    case "flowEvent":
      return false;
    default:
      return command satisfies never;
  }
};

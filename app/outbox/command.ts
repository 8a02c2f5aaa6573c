// Everything we ever ask the outside to do. A command is a row of the outbox: its kind in one column,
// the rest as JSON, parsed when read, because a row outlives a deploy.
import { z } from "zod";
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

export const Command = z.discriminatedUnion("kind", [...TagCommand.options, BulkTags]);
export type Command = z.infer<typeof Command>;

/** May it be carried out twice? Adding or removing a tag twice is adding or removing it once. */
export const isIdempotent = (command: Command): boolean => {
  switch (command.kind) {
    case "tagsAdd":
    case "tagsRemove":
    case "bulkTags":
      return true;
    default:
      return command satisfies never;
  }
};

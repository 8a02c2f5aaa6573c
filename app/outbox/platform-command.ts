// What we ask of a platform, as rows of the outbox: who is named by number, and looked up when the command is
// carried out, so that no phone and no email waits in the outbox (of somebody who is being erased: sealed).
import { z } from "zod";
import { CustomerId, SegmentId } from "../lib/ids.ts";

const instant = z.iso.datetime();
const about = { customerId: CustomerId };

export const PlatformCommand = z.discriminatedUnion("kind", [
  /** Make the segment's place. */
  z.object({ kind: z.literal("platformPlace"), segmentId: SegmentId }),
  /** The people are rows of outbox_person. `customerId` where it is one, whose changes go one after the other. */
  z.object({ kind: z.literal("platformChange"), segmentId: SegmentId, op: z.enum(["add", "remove"]), customerId: CustomerId.nullable() }),
  /** The segment's place goes, and with it whoever is in it. */
  z.object({ kind: z.literal("platformDrop"), segmentId: SegmentId }),
  /** Who is in the place: read page by page into outbox_person. */
  z.object({ kind: z.literal("platformMembers"), segmentId: SegmentId }),
  z.object({ kind: z.literal("platformTrack"), segmentId: SegmentId, ...about, event: z.enum(["Segment Entered", "Segment Exited"]), moves: z.number().int(), at: instant }),
  z.object({ kind: z.literal("platformOptOut"), ...about, at: instant, source: z.string() }),
  z.object({ kind: z.literal("platformProperty"), ...about, name: z.string(), value: z.string() }),
  /** `ledgerKey` makes twice once, where the platform can; `at`: since when a text whose answer was lost is looked for. */
  z.object({ kind: z.literal("platformSend"), ...about, at: instant, ledgerKey: z.string(), body: z.string(), category: z.enum(["promotional", "transactional"]), callback: z.string().nullable() }),
  z.object({ kind: z.literal("platformHookUp"), address: z.url() }),
  z.object({ kind: z.literal("platformUnhook"), refs: z.array(z.string()) }),
  /** The only command with a person's words in it (platforms/erasing.ts): nothing else of them is left. They go once it is done. */
  z.object({ kind: z.literal("platformErase"), sealed: z.string() }),
]);
export type PlatformCommand = z.infer<typeof PlatformCommand>;
export type PlatformKind = PlatformCommand["kind"];

export const PLATFORM_KINDS: readonly PlatformKind[] = PlatformCommand.options.map((option) => option.shape.kind.value);

export const segmentOf = (command: PlatformCommand): SegmentId | null => ("segmentId" in command ? command.segmentId : null);
export const customerOf = (command: PlatformCommand): CustomerId | null => ("customerId" in command ? command.customerId : null);

/** Carried out while the connection is being ended; everything else is for nothing by then. */
export const ENDING_KINDS: readonly PlatformKind[] = ["platformChange", "platformDrop", "platformHookUp", "platformUnhook", "platformErase"];

/** How many of a kind are taken at once. A change of many people is large, and one of a single person is small. */
export function takenAtOnce(kind: PlatformKind, isOneByOne: boolean): number {
  switch (kind) {
    case "platformTrack":
      return 100;
    case "platformChange":
      return isOneByOne ? 20 : 4;
    case "platformOptOut":
    case "platformProperty":
    case "platformSend":
      return 10;
    default:
      return 2;
  }
}

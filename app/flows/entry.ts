// Who may enter a flow, how often, and beside whom: what enter.ts decides by.
import { z } from "zod";
import { Node } from "../segments/definition.ts";
import { Wait } from "./span.ts";

export const CONTROL_MAX = 50;
export const ENTRIES_MAX = 10_000_000;
export const PRIORITY_MAX = 100;
const Limit = z.int().min(1).max(ENTRIES_MAX).nullable().default(null);

export const ReEntry = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["never", "always"]) }),
  z.strictObject({ kind: z.enum(["sinceEntry", "sinceExit"]), span: Wait }),
  /** They left the trigger's segment since they entered the flow, and came back. */
  z.strictObject({ kind: z.literal("rematch") }),
  /** At most so often; in any such span, or ever. */
  z.strictObject({ kind: z.literal("times"), times: z.int().min(1).max(1_000), within: Wait.nullable().default(null) }),
]);
export type ReEntry = z.infer<typeof ReEntry>;

/** What a run is about: two runs of one person stand side by side only where this differs (or `again` lets them). */
export const RunKey = z.enum(["person", "order", "checkout", "product", "subscription"]);
export type RunKey = z.infer<typeof RunKey>;

export const Entry = z.strictObject({
  /** Asked once, of the person as they are at entry. */
  when: Node.optional(),
  /** Is `when` asked again before each text, or does it end the run as soon as it no longer holds? */
  recheck: z.enum(["never", "send", "always"]).default("never"),
  reentry: ReEntry,
  key: RunKey.default("person"),
  /** A second entry with the same key while the first still runs. */
  again: z.enum(["ignore", "restart", "beside"]).default("ignore"),
  /** Percent of people who go through it without a text, to compare with. */
  control: z.int().min(0).max(CONTROL_MAX).default(0),
  /** At most one run of a group and person; a higher number pauses or ends a lower one. */
  group: z.string().trim().min(1).max(40).nullable().default(null),
  priority: z.int().min(0).max(PRIORITY_MAX).default(50),
  over: z.enum(["pause", "end"]).default("end"),
  perHour: Limit,
  perDay: Limit,
  total: Limit,
  /** In cents of US dollars, in which texts are priced whatever the shop sells in; beyond it texts wait for the next day. */
  spendPerDay: Limit,
  /** Days in the shop's zone, both included. */
  from: z.iso.date().nullable().default(null),
  until: z.iso.date().nullable().default(null),
  /** What those who are in it do after the last day. */
  then: z.enum(["finish", "stop"]).default("finish"),
});
export type Entry = z.infer<typeof Entry>;

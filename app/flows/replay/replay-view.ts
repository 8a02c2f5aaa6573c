// A replay as its page shows it: how far it is, or what it came to.
import { z } from "zod";
import { Count, Id, Instant } from "../../lib/sql.ts";
import { ReplayResult } from "./result.ts";

export const ReplayState = z.enum(["running", "done", "cancelled", "failed"]);
export type ReplayState = z.infer<typeof ReplayState>;

export const ReplayView = z.object({
  replayId: Id, days: Count, until: Instant, state: ReplayState, people: Count, total: Count.nullable(), result: ReplayResult, problem: z.string().nullable(), startedAt: Instant, doneAt: Instant.nullable(), seenAt: Instant.nullable(),
});
export type ReplayView = z.infer<typeof ReplayView>;

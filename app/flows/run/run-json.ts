// The state of a run as its row keeps it (flows/fold.ts), read back with care.
import { z } from "zod";
import type { Run } from "../fold.ts";
import { About } from "../ledger.ts";
import { Became } from "../branch.ts";

const Instant = z.int();
const Count = z.int().min(0);
const Instants = z.record(z.string(), Instant);
const Counts = z.record(z.string(), Count);
const timer = { until: Instant, fence: z.int().min(1) };

const Blocked = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("wait"), ...timer }),
  z.strictObject({ kind: z.literal("ask"), key: z.string(), first: Instant, expires: Instant, ...timer, halted: z.boolean() }),
  z.strictObject({ kind: z.literal("approval"), key: z.string(), ...timer }),
]);

const TextOf = z.strictObject({ key: z.string(), round: Count, sentAt: Instant.nullable(), skipped: z.string().nullable(), became: z.partialRecord(Became, Instant) });

export const RunJson: z.ZodType<Run> = z.strictObject({
  person: z.string(), trigger: Count, since: Instant, enteredAt: Instant, about: About, control: z.boolean(), isControl: z.boolean(), arms: z.record(z.string(), z.int()),
  place: z.strictObject({ step: z.string(), pass: z.int().min(1) }).nullable(), base: Instant, lag: Count, blocked: Blocked.nullable(), fence: Count,
  passes: Counts, backs: Counts, texts: z.record(z.string(), TextOf), sent: Instants, done: z.array(z.string()), heard: z.array(z.string()), late: z.array(z.string()),
  goals: z.record(z.string(), Instant), exits: z.array(Count), isPaused: z.boolean(), expire: z.boolean(),
  ended: z.strictObject({ reason: z.string(), label: z.string().nullable(), at: Instant }).nullable(),
});

export type RunState = "running" | "paused" | "ended" | "parked";

/** What the columns of its row say of it. */
export function columnsOf(run: Run): { state: RunState; step: string | null; waits: string | null; fence: number; dueAt: number | null; endedAt: number | null; reason: string | null; label: string | null } {
  const { place, blocked, ended, isPaused } = run;
  return {
    state: ended ? "ended" : isPaused ? "paused" : "running", step: place?.step ?? null, waits: blocked === null ? null : blocked.kind === "ask" && blocked.halted ? "halted" : blocked.kind,
    fence: run.fence, dueAt: ended || isPaused ? null : (blocked?.until ?? null), endedAt: ended?.at ?? null, reason: ended?.reason ?? null, label: ended?.label ?? null,
  };
}

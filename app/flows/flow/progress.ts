// What is under way for a flow as a whole, stage by stage: who is let in by an activation, and what those who are in it are
// told. Kept on the flow's row; activate.server.ts and tell-runs.server.ts work it off.
import { z } from "zod";
import { StepId } from "../step-id.ts";

export const PER_HOUR_MIN = 1;
export const PER_HOUR_MAX = 1_000_000;
export const SAMPLE_MAX = 10_000_000;

const PerHour = z.int().min(PER_HOUR_MIN, "At least one an hour.").max(PER_HOUR_MAX).nullable();
const Digits = z.string().regex(/^\d{1,19}$/);
const Instant = z.int();

/** Who is let in when a flow goes live, besides those for whom something happens from then on. `perHour` null: all at once. */
export const Enters = z.discriminatedUnion("how", [
  z.strictObject({ how: z.literal("none") }),
  /** Everybody who matches now, from the first step. */
  z.strictObject({ how: z.literal("now"), perHour: PerHour }),
  /** Each where they would stand had the flow been live: what should have been sent before is not sent. */
  z.strictObject({ how: z.literal("timeline"), perHour: PerHour }),
  /** Some of those who match now, drawn by lot; the rest can be let in later. */
  z.strictObject({ how: z.literal("sample"), perHour: PerHour, people: z.int().min(1).max(SAMPLE_MAX).nullable(), percent: z.number().gt(0).max(100).nullable() })
    .refine(({ people, percent }) => (people === null) !== (percent === null), { path: ["people"], message: "Choose a number of people, or a share of them." }),
]);
export type Enters = z.infer<typeof Enters>;

/** `since`: as of when it is asked who matches; `from`: what happened since then takes part, else as many days as `days` says; `seen`: customers looked at; `let`: who were let in, or have their turn; `late`: for whom it is too late; `held`: who match and were not drawn. */
export const Activation = z.strictObject({
  id: z.int().min(1), version: z.int().min(1), enters: Enters, since: Instant, from: Instant.optional(), days: z.int().min(1), cursor: Digits, seen: z.int().min(0), let: z.int().min(0), late: z.int().min(0), held: z.int().min(0), isDone: z.boolean(),
});
export type Activation = z.infer<typeof Activation>;

/** Said to every run that has not ended and has an older version than `below` (null: of all); `cursor`: as far as they were told. */
const told = { below: z.int().min(1).nullable(), cursor: Digits, told: z.int().min(0), perHour: PerHour };
export const Telling = z.discriminatedUnion("say", [
  z.strictObject({ ...told, say: z.literal("pause") }),
  z.strictObject({ ...told, say: z.literal("resume"), overdue: z.enum(["go", "expire"]), from: Instant }),
  /** Step of theirs → step of `to`, null: out. A step that is not named: out. */
  z.strictObject({ ...told, say: z.literal("move"), to: z.int().min(1), map: z.record(StepId, StepId.nullable()) }),
  z.strictObject({ ...told, say: z.literal("stop") }),
]);
export type Telling = z.infer<typeof Telling>;

export const Progress = z.strictObject({
  tellings: z.array(Telling).max(100).default([]),
  activation: Activation.nullable().default(null),
  activations: z.int().min(0).default(0),
  /** Of a flow that was ended: goals may still be reached until then. */
  deafAt: Instant.nullable().default(null),
});
export type Progress = z.infer<typeof Progress>;

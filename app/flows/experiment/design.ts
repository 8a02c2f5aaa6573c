// What an experiment compares, by what, and over what time: all that must not change while it runs, or what was counted before
// would speak of something else. A step that is published with another one begins anew; the texts of its arms are not part of it.
import { createHash } from "node:crypto";
import { z } from "zod";
import { Metric, type Step, type StepOf } from "../step.ts";
import { aboutMs, Wait } from "../span.ts";

export const Design = z.object({
  salt: z.string(), arms: z.array(z.object({ name: z.string(), weight: z.int().min(1), hold: z.boolean() })).min(2),
  metric: Metric, effect: z.number().positive(), within: Wait, bandit: z.boolean(),
});
export type Design = z.infer<typeof Design>;

export const designOf = ({ salt, arms, metric, effect, within, bandit }: StepOf<"experiment">): Design => ({
  salt, arms: arms.map(({ name, weight, hold }) => ({ name, weight, hold })), metric, effect, within: { n: within.n, unit: within.unit }, bandit,
});

/** Tells one design from every other. */
export const nameOf = (design: Design): string => createHash("sha256").update(JSON.stringify(design)).digest("hex").slice(0, 16);

export const withinMs = ({ within }: Pick<Design, "within">): number => aboutMs(within);

export const experimentsIn = (steps: readonly Step[]): StepOf<"experiment">[] => steps.flatMap((step) => (step.kind === "experiment" ? [step] : []));

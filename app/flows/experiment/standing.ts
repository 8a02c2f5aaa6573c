// Where an experiment stands, and where a look at it, or a merchant, takes it.
import { z } from "zod";
import type { StepOf } from "../step.ts";
import type { Design } from "./design.ts";
import { Figure } from "./figure.ts";
import { type Is, type Verdict, VerdictJson } from "./judge.ts";
import { shifted } from "./shift.ts";

/** asked: which arm it shall be. byHand: somebody said that it goes on, and is asked no more. decided: nobody is drawn any more. */
export const ExperimentState = z.enum(["running", "asked", "byHand", "decided"]);
export type ExperimentState = z.infer<typeof ExperimentState>;

/** What its history tells: people were counted, shares of arms changed, it was decided by itself, a person was asked, chose an arm, or let it go on. */
export const LookWhat = z.enum(["counted", "shifted", "decided", "asked", "chosen", "wentOn"]);
export type LookWhat = z.infer<typeof LookWhat>;

export const Weights = z.array(z.number().min(0));

/** A line of its history: what was known then, and what became of it. `by`: whoever decided. */
export const Look = z.object({ seq: z.int(), at: z.date(), what: LookWhat, figures: z.array(Figure), verdict: VerdictJson, weights: Weights.nullable(), winner: z.int().nullable(), by: z.string().nullable() });
export type Look = z.infer<typeof Look>;

/** `winner`: the arm that everybody takes who comes from now on. `weights`: those in place of the written ones. */
export type Standing = { state: ExperimentState; winner: number | null; weights: number[] | null };

/** What a look found. */
export type Found = { design: Design; figures: readonly Figure[]; areSharesOff: boolean };

export type Rule = Pick<StepOf<"experiment">, "stop" | "winner">;

/**
 * `rule`: as the version says that people enter now; null: it has this experiment no more, and nothing is decided. Where arms did not get their
 * shares nothing is decided by itself, whatever the rule says: the merchant is asked.
 */
export function afterLook(before: Standing, { design, figures, areSharesOff }: Found, verdict: Pick<Verdict, "is" | "arm">, rule: Rule | null, isNewDay: boolean): { after: Standing; what: LookWhat | null } {
  const counted = isNewDay ? ("counted" as const) : null;
  if (before.state === "decided" || rule === null) return { after: before, what: counted };
  if (rule.stop === "decided" && before.state === "running" && isOver(verdict.is)) {
    return rule.winner === "stays" && !areSharesOff
      ? { after: { state: "decided", winner: verdict.arm, weights: before.weights }, what: "decided" }
      : { after: { ...before, state: "asked" }, what: "asked" };
  }
  const weights = design.bandit && isNewDay ? shifted(design, figures) : null;
  return weights && String(weights) !== String(before.weights) ? { after: { ...before, weights }, what: "shifted" } : { after: before, what: counted };
}

const isOver = (is: Is): boolean => is === "better" || is === "even";

/** Of somebody new: all of one arm, shares that shifted, or null for those that are written. */
export const weightsNow = ({ winner, weights }: Omit<Standing, "state">, arms: number): number[] | null => (winner === null ? weights : onlyArm(winner, arms));

export const onlyArm = (arm: number, arms: number): number[] => Array.from({ length: arms }, (_, index) => (index === arm ? 1 : 0));

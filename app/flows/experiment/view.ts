// An experiment as the flow's report shows it.
import type { Design } from "./design.ts";
import type { Figure } from "./figure.ts";
import type { Verdict } from "./judge.ts";
import type { SharesCheck } from "./shares.ts";
import type { Look, Rule, Standing } from "./standing.ts";

/** `drew`: of each arm. `waiting`: who are not counted yet. `perDay`: who were drawn of late. `rule` null: the version that people enter by has it no more. `looks`: newest first. */
export type ExperimentView = Standing & {
  step: string; key: string; design: Design; rule: Rule | null; figures: Figure[]; verdict: Verdict; shares: SharesCheck; drew: number[]; waiting: number; perDay: number;
  begunAt: Date; decidedAt: Date | null; decidedBy: string | null; looks: Look[];
};

/** A question that waits for the merchant. */
export type AskedExperiment = { flowId: number; flowName: string; step: string; since: Date };

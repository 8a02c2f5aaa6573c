// The five ways to branch. Each has an `otherwise`: whoever fits nowhere has a way, too.
import { z } from "zod";
import { Node } from "../segments/definition.ts";
import { Told } from "./happening.ts";
import { Wait } from "./span.ts";
import { StepId } from "./step-id.ts";

export const PATHS_MAX = 20;
export const REPLY_WORDS_MAX = 20;

const to = { next: StepId.nullable().default(null) };
/** It must be said where everybody else goes, even if that is out. */
const otherwise = { otherwise: StepId.nullable() };
const paths = <Shape extends z.ZodRawShape>(shape: Shape) => z.array(z.strictObject({ ...shape, ...to })).min(1).max(PATHS_MAX, `At most ${PATHS_MAX} paths.`);

/** What became of a text of the run. `ordered`: since it went. */
export const Became = z.enum(["delivered", "failed", "skipped", "clicked", "replied", "ordered"]);
export type Became = z.infer<typeof Became>;

type Base = { id: typeof StepId; note: z.ZodType<string | null>; next: z.ZodType<null> };

export function branchShapes<Shape extends Base>(step: Shape) {
  const branch = <Kind extends string, Own extends z.ZodRawShape>(by: Kind, own: Own) => z.strictObject({ ...step, kind: z.literal("branch"), by: z.literal(by), ...own });
  return [z.discriminatedUnion("by", [
    branch("yesNo", { when: Node, yes: StepId.nullable().default(null), ...otherwise }),
    /** The first that holds. */
    branch("ordered", { paths: paths({ when: Node }), ...otherwise }),
    /** What happens first within the span; `ranked`: at its end, the first of these that happened. */
    branch("first", { paths: paths({ on: Told }), within: Wait, ranked: z.boolean().default(false), ...otherwise }),
    /** What they answer within the span. */
    branch("reply", { paths: paths({ words: z.array(z.string().trim().min(1).max(100)).min(1).max(REPLY_WORDS_MAX), match: z.enum(["is", "starts", "contains"]).default("contains") }), within: Wait, ...otherwise }),
    /** What became of the text of a former step; of what may still come, within the span since it went. */
    branch("outcome", { of: StepId, paths: paths({ is: Became, reason: z.string().max(40).nullable().default(null) }), within: Wait.nullable().default(null), ...otherwise }),
  ])] as const;
}

// A flow, as JSON: what starts it, who may enter, a graph of steps, what ends it, and what it is for. What is saved is kept
// whole in every version, and a version never changes. This file is the shape; check.ts says what makes sense, advance.ts
// what it means, checker.ts what a merchant should know before it goes live.
import { z } from "zod";
import { NAME_MAX } from "../lib/name.ts";
import { type Problem, problemsOf } from "../lib/problem.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { Node } from "../segments/definition.ts";
import { Entry } from "./entry.ts";
import { Told } from "./happening.ts";
import { Wait } from "./span.ts";
import { Step } from "./step.ts";
import { StepId } from "./step-id.ts";
import { Trigger, TRIGGERS_MAX } from "./trigger.ts";

export const STEPS_MAX = 200;
export const EXITS_MAX = 20;
export const GOALS_MAX = 10;
/** JSON deeper than conditions and steps can be is refused before anything recurses into it. */
const DEPTH_MAX = 80;

const Label = z.string().trim().min(1).max(60).regex(WHOLE_TEXT, "Use whole characters.");

/** Acts in the moment in which its fact arrives, and again before every text. Of an event or of a condition. */
export const Exit = z.strictObject({
  label: Label,
  on: Told.nullable().default(null),
  when: Node.optional(),
  /** Only while they stand at one of these steps; none: anywhere. */
  at: z.array(StepId).max(STEPS_MAX).default([]),
  /** Where they go on (a thank-you); null: out. */
  to: StepId.nullable().default(null),
  /** A flow that they enter instead. */
  starts: Label.nullable().default(null),
});
export type Exit = z.infer<typeof Exit>;

/** Counted for those with texts and for those without alike. */
export const Goal = z.strictObject({ label: Label, on: Told, within: Wait, since: z.enum(["entry", "exit"]).default("entry"), exits: z.boolean().default(false) });
export type Goal = z.infer<typeof Goal>;

export const FlowDefinition = z.strictObject({
  version: z.literal(1),
  triggers: z.array(Trigger).min(1, "A flow needs something that starts it.").max(TRIGGERS_MAX, `At most ${TRIGGERS_MAX} triggers.`),
  /** A fact that is told later than this starts nobody and moves no wait; it still exits. */
  maxAge: Wait.default({ n: 12, unit: "hour" }),
  entry: Entry,
  /** Of the segments' policies whose members this flow is for: the checker counts against them. */
  policies: z.array(z.string().min(1).max(60)).max(10).default([]),
  first: StepId,
  steps: z.array(Step).min(1, "A flow needs a step.").max(STEPS_MAX, `At most ${STEPS_MAX} steps.`),
  exits: z.array(Exit).max(EXITS_MAX, `At most ${EXITS_MAX} exits.`).default([]),
  goals: z.array(Goal).max(GOALS_MAX, `At most ${GOALS_MAX} goals.`).default([]),
  /** The longest that anybody may be in it. */
  longest: Wait.default({ n: 365, unit: "day" }),
});
export type FlowDefinition = z.infer<typeof FlowDefinition>;
/** As it may be written: what goes without saying left out. */
export type FlowWritten = z.input<typeof FlowDefinition>;

export const FlowDraft = z.strictObject({ name: z.string().trim().min(1, "Give the flow a name.").max(NAME_MAX).regex(WHOLE_TEXT, "Use whole characters."), definition: FlowDefinition });
export type FlowDraft = z.infer<typeof FlowDraft>;

export function readFlow(json: unknown): { definition: FlowDefinition } | { problems: Problem[] } {
  if (isDeep(json)) return { problems: [{ path: [], message: "The flow is nested too deep." }] };
  const read = FlowDefinition.safeParse(json);
  return read.success ? { definition: read.data } : { problems: problemsOf(read.error) };
}

function isDeep(json: unknown): boolean {
  let level = [json];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEPTH_MAX) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}

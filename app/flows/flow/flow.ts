// A flow as a merchant keeps it: a draft that is worked on, versions that were published and never change, and a state.
import { z } from "zod";
import { type FlowDefinition, FlowDraft } from "../definition.ts";

export const FlowId = z.int().positive().max(2_147_483_647).brand<"FlowId">();
export type FlowId = z.infer<typeof FlowId>;

export const RunId = z.string().regex(/^[1-9]\d{0,18}$/, "must be a number").brand<"RunId">();
export type RunId = z.infer<typeof RunId>;

export const FLOWS_MAX = 500;
export const VERSIONS_MAX = 10_000;

/**
 * shadow: people enter and walk through it without a text or a change, as the control group does. paused: nobody enters and
 * everybody stands still. ended: for good; what it did stays to be read. archived: out of sight as well.
 */
export const FLOW_STATES = ["draft", "shadow", "live", "paused", "ended", "archived"] as const;
export const FlowState = z.enum(FLOW_STATES);
export type FlowState = z.infer<typeof FlowState>;

/** In these it has a published version whose people are told what happens. */
export const RUNNING_STATES = ["shadow", "live", "paused"] as const satisfies readonly FlowState[];
export const isRunning = (state: FlowState): boolean => RUNNING_STATES.some((each) => each === state);

/** `draftRev`: of the draft that was looked at; somebody else's later one is not overwritten. Null: a flow that is new. */
export const SavedFlow = FlowDraft.extend({ draftRev: z.int().min(1).nullable() });
export type SavedFlow = z.infer<typeof SavedFlow>;

/** Where somebody begins who takes no template: started by an order, and over at once. */
export const EMPTY_FLOW: FlowDefinition = FlowDraft.shape.definition.parse({
  version: 1, triggers: [{ kind: "event", event: "order" }], entry: { reentry: { kind: "never" } }, first: "end-1", steps: [{ id: "end-1", kind: "end" }],
});

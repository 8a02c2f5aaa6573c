// The steps of a flow. `next` is the step that follows; where it is absent the run ends there. Which steps a step may lead
// to is in graph.ts, what it does in advance.ts.
import { z } from "zod";
import { TOPIC_MAX } from "../messages/campaigns/campaign.ts";
import { TEMPLATE_MAX } from "../messages/text/read-template.ts";
import { LANGUAGES } from "../messages/text/wording.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";
import { Limit } from "../messages/gate/facts.ts";
import { branchShapes } from "./branch.ts";
import { StepId } from "./step-id.ts";
import { Wait as WaitSpan } from "./span.ts";
import { pauseShapes } from "./pause.ts";

export const ARMS_MAX = 10;
export const NOTE_MAX = 1_000;
export const CHANGES_MAX = 10;
export const TIMES_MAX = 20;

const Words = (max: number) => z.string().trim().min(1).max(max).regex(WHOLE_TEXT, "Use whole characters.");
const step = { id: StepId, note: Words(NOTE_MAX).nullable().default(null), next: StepId.nullable().default(null) };
const number = z.int().positive().max(2_147_483_647);

/** A saved message (of its newest version, or of one), or a text of this step alone. */
export const FlowMessage = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("saved"), id: number, version: number.nullable().default(null) }),
  z.strictObject({
    kind: z.literal("own"), class: z.enum(["marketing", "transactional"]).default("marketing"), scope: z.enum(["marketing", "cartReminders"]).default("marketing"),
    topic: Words(TOPIC_MAX).nullable().default(null), language: z.enum(LANGUAGES).default("en"), text: z.string().trim().min(1, "Write a text.").max(TEMPLATE_MAX).regex(WHOLE_TEXT, "Use whole characters."),
  }),
]);
export type FlowMessage = z.infer<typeof FlowMessage>;

export const Send = z.strictObject({
  ...step, kind: z.literal("send"), message: FlowMessage,
  to: z.enum(["person", "staff"]).default("person"),
  /** How long it may wait for an hour or a limit that suits it. */
  expires: WaitSpan.default({ n: 24, unit: "hour" }),
  /** Where the text will never go: on with the flow, out of it, or to a step. */
  onSkip: z.enum(["goOn", "exit", "go"]).default("goOn"), skipTo: StepId.nullable().default(null),
  /** After a delay: waits keep their length and count from the text, or the days of the calendar stay. */
  spacing: z.enum(["kept", "calendar"]).default("kept"),
  /** Stricter than all other limits, never laxer. */
  limit: Limit.nullable().default(null),
  /** Skipped if the products picked for them are fewer. */
  picks: z.int().min(0).max(10).default(0),
});
export type Send = z.infer<typeof Send>;

export const Arm = z.strictObject({ name: Words(40), weight: z.int().min(1).max(10_000), next: StepId.nullable().default(null), hold: z.boolean().default(false) });
export type Arm = z.infer<typeof Arm>;
const Arms = z.array(Arm).min(2, "At least two arms.").max(ARMS_MAX, `At most ${ARMS_MAX} arms.`);

/** By what arms are compared. */
export const Metric = z.enum(["clicked", "replied", "ordered", "revenue", "optedOut"]);
export type Metric = z.infer<typeof Metric>;

/** `salt` decides who falls into which arm, in all versions alike. */
const Split = z.strictObject({ ...step, next: z.null().default(null), kind: z.literal("split"), salt: Words(40), arms: Arms });
const Experiment = z.strictObject({
  ...step, next: z.null().default(null), kind: z.literal("experiment"), salt: Words(40), arms: Arms,
  metric: Metric, /** In percent of the first arm's figure. */ effect: z.number().min(0.1).max(1_000).default(10), /** What people do so long after their draw counts. */ within: WaitSpan.default({ n: 7, unit: "day" }),
  stop: z.enum(["decided", "byHand"]).default("decided"), winner: z.enum(["stays", "asked"]).default("asked"), bandit: z.boolean().default(false),
});

const Name = Words(200);
/** Consent is never given here, only ended. `suppress`: no more promotion from us, while their consent stays what it is. */
export const Change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["tag", "untag"]), tag: Words(255) }),
  z.strictObject({ kind: z.literal("metafield"), field: Name, value: Words(500) }),
  z.strictObject({ kind: z.enum(["listAdd", "listRemove"]), list: number }),
  z.strictObject({ kind: z.literal("property"), name: Name, value: Words(500) }),
  z.strictObject({ kind: z.enum(["suppress", "unsubscribe"]) }),
]);
export type Change = z.infer<typeof Change>;

/** A saved coupon's number; null: one of this offer's kind has to be made before the flow goes live. */
const Coupon = z.strictObject({
  ...step, kind: z.literal("coupon"), coupon: number.nullable().default(null),
  saving: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("percent"), percent: z.int().min(1).max(100) }), z.strictObject({ kind: z.literal("amount"), minor: z.int().positive().max(1e11) }),
    z.strictObject({ kind: z.literal("freeShipping") }), z.strictObject({ kind: z.literal("product"), product: Name }),
  ]),
  once: z.boolean().default(true), ends: WaitSpan.nullable().default(null),
});

export const Call = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["listIn", "listOut"]), target: number }),
  z.strictObject({ kind: z.literal("webhook"), url: z.url({ protocol: /^https$/ }).max(1_000).nullable().default(null), event: Words(64) }),
  z.strictObject({ kind: z.literal("shopifyFlow"), event: Words(64) }),
  z.strictObject({ kind: z.enum(["startFlow", "stopFlow"]), flow: number.nullable().default(null), name: Words(100) }),
]);
export type Call = z.infer<typeof Call>;

export const Step = z.discriminatedUnion("kind", [
  Send, Split, Experiment, Coupon, ...pauseShapes(step), ...branchShapes({ ...step, next: z.null().default(null) }),
  z.strictObject({ ...step, kind: z.literal("update"), changes: z.array(Change).min(1).max(CHANGES_MAX) }),
  z.strictObject({ ...step, kind: z.literal("call"), call: Call }),
  z.strictObject({ ...step, kind: z.literal("alert"), says: Words(500) }),
  /** Held until somebody says yes; no, or nobody in time, goes to `otherwise`. */
  z.strictObject({ ...step, kind: z.literal("approval"), says: Words(500), within: WaitSpan, otherwise: StepId.nullable().default(null) }),
  z.strictObject({ ...step, kind: z.literal("join") }),
  /** Back to a step at most so many times for each run, then on. */
  z.strictObject({ ...step, kind: z.literal("goTo"), to: StepId, times: z.int().min(1).max(TIMES_MAX) }),
  z.strictObject({ ...step, next: z.null().default(null), kind: z.literal("end"), label: Words(60).nullable().default(null) }),
]);
export type Step = z.infer<typeof Step>;
export type StepOf<Kind extends Step["kind"]> = Extract<Step, { kind: Kind }>;

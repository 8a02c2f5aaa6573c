// The ledger of one run: what was heard, what was seen of the person, and what was decided, line by line. It holds no
// wording, phone or name. The run's state is its fold (fold.ts), and each line can be decided again from what it says
// (advance.ts). Instants are milliseconds of the epoch.
import { z } from "zod";
import { Happening } from "./happening.ts";
import { Became } from "./branch.ts";
import { StepId } from "./step-id.ts";

const Instant = z.int();
const Id = z.string().min(1).max(200);
export const FACTS_AT_ONCE_MAX = 500;

/** What a fact or a run is about, by Shopify's ids or a platform's. */
export const About = z.strictObject({ order: Id.optional(), checkout: Id.optional(), product: Id.optional(), variant: Id.optional(), subscription: Id.optional() });
export type About = z.infer<typeof About>;

/** A step, and from when its waits count. */
export const Place = z.strictObject({ step: StepId, base: Instant });
export type Place = z.infer<typeof Place>;

export const Heard = z.discriminatedUnion("kind", [
  /** `place`: where they begin who are let in as if the flow had been live before, and from when its waits count; absent: at the first step. */
  z.strictObject({ kind: z.literal("enter"), person: Id, trigger: z.int().min(0), id: Id, at: Instant, about: About, control: z.boolean(), place: Place.optional() }),
  /** `text`: the key of the text that it is about. */
  z.strictObject({ kind: z.literal("fact"), id: Id, event: Happening, at: Instant, about: About, text: Id.nullable() }),
  /** Something that conditions ask about may have changed. */
  z.strictObject({ kind: z.literal("changed") }),
  z.strictObject({ kind: z.literal("timer"), fence: z.int().min(1) }),
  /** What the gate, or the provider behind it, said of a text; `fence`: of the asking that it answers. */
  z.strictObject({ kind: z.literal("answer"), key: Id, fence: z.int().min(1), verdict: z.enum(["sent", "defer", "skip", "halt"]), reason: z.string().max(60), at: Instant, until: Instant.nullable() }),
  z.strictObject({ kind: z.literal("approved"), key: Id, yes: z.boolean() }),
  z.strictObject({ kind: z.literal("pause") }),
  /** `overdue`: what should have happened meanwhile happens at `at` (staged), or its text is given up. */
  z.strictObject({ kind: z.literal("resume"), overdue: z.enum(["go", "expire"]), at: Instant }),
  /** To another version, at this step; null: out. */
  z.strictObject({ kind: z.literal("move"), step: StepId.nullable() }),
  z.strictObject({ kind: z.literal("stop"), reason: z.enum(["byMerchant", "byFlow", "personGone", "higherPriority", "restarted", "flowEnded"]) }),
]);
export type Heard = z.infer<typeof Heard>;
export type HeardOf<Kind extends Heard["kind"]> = Extract<Heard, { kind: Kind }>;

const at = { step: StepId };
const text = { ...at, key: Id };
const fence = z.int().min(1);
const Reason = z.string().max(60);

export const Decision = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("entered"), person: Id, trigger: z.int().min(0), since: Instant, about: About, control: z.boolean() }),
  /** `base`: from when the waits of this step count. */
  z.strictObject({ kind: z.literal("at"), ...at, pass: z.int().min(1), base: Instant }),
  z.strictObject({ kind: z.literal("waits"), ...at, until: Instant, fence, reason: Reason }),
  z.strictObject({ kind: z.literal("goesOn"), ...at, reason: Reason, fact: Id.nullable() }),
  /** A text is asked for: the key makes it one. */
  z.strictObject({ kind: z.literal("asks"), ...text, first: Instant, expires: Instant, until: Instant, fence }),
  z.strictObject({ kind: z.literal("sent"), ...text, at: Instant, lag: z.int().min(0), base: Instant, late: z.boolean() }),
  z.strictObject({ kind: z.literal("deferred"), ...text, reason: Reason, until: Instant, fence }),
  z.strictObject({ kind: z.literal("skipped"), ...text, reason: Reason }),
  z.strictObject({ kind: z.literal("halted"), ...text, reason: Reason }),
  /** A text that was asked for is no longer wanted. */
  z.strictObject({ kind: z.literal("withdrawn"), ...text, reason: Reason }),
  /** `path`: its number from 0; -1 is otherwise. `hold`: from here on without texts. */
  z.strictObject({ kind: z.literal("chose"), ...at, path: z.int().min(-1), reason: Reason, fact: Id.nullable(), hold: z.boolean() }),
  /** A command to the world outside: by its key at most once. */
  z.strictObject({ kind: z.literal("does"), ...text, what: z.enum(["update", "coupon", "call", "alert", "approval"]) }),
  z.strictObject({ kind: z.literal("leavesOut"), ...text, reason: Reason }),
  z.strictObject({ kind: z.literal("asksPerson"), ...text, until: Instant, fence }),
  z.strictObject({ kind: z.literal("back"), ...at, times: z.int().min(1) }),
  z.strictObject({ kind: z.literal("became"), ...at, is: Became, at: Instant, fact: Id }),
  z.strictObject({ kind: z.literal("reached"), goal: z.int().min(0), at: Instant, fact: Id }),
  z.strictObject({ kind: z.literal("late"), fact: Id, event: Happening, at: Instant }),
  z.strictObject({ kind: z.literal("left"), exit: z.int().min(0), fact: Id.nullable() }),
  z.strictObject({ kind: z.literal("starts"), flow: z.string().max(60) }),
  z.strictObject({ kind: z.literal("paused") }),
  z.strictObject({ kind: z.literal("resumed"), until: Instant.nullable(), fence: z.int().min(0), expire: z.boolean() }),
  z.strictObject({ kind: z.literal("moved"), step: StepId.nullable() }),
  z.strictObject({ kind: z.literal("ended"), reason: Reason, label: z.string().max(60).nullable() }),
]);
export type Decision = z.infer<typeof Decision>;

/** What was asked of the person's facts, each with its answer. */
export const Seen = z.record(z.string(), z.json());
export type Seen = z.infer<typeof Seen>;

/** `version`: of the flow, by which it was decided. */
export const Line = z.strictObject({ version: z.int().min(1), at: Instant, heard: z.array(Heard).min(1).max(FACTS_AT_ONCE_MAX), seen: Seen, decided: z.array(Decision) });
export type Line = z.infer<typeof Line>;

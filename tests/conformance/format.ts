// The neutral format of segment cases: a definition, a timeline of what arrives, and who is a member
// at each evaluation. Read leniently: a file may hold conditions we have never heard of, and each of
// those is answered with a reason (condition.ts), not with a crash.
import { z } from "zod";

const Instant = z.union([z.number(), z.string()]);
const Condition = z.record(z.string(), z.unknown());
export type Condition = z.infer<typeof Condition>;
const Expected = z.looseObject({
  in: z.array(z.string()).default([]), out: z.array(z.string()).default([]), exact: z.boolean().optional(),
  entered: z.array(z.string()).optional(), left: z.array(z.string()).optional(),
});
export type Expected = z.infer<typeof Expected>;

export const Step = z.looseObject({
  t: Instant.optional(), customer: z.string().optional(), set: z.record(z.string(), z.unknown()).optional(),
  event: z.string().optional(), props: z.record(z.string(), z.unknown()).nullish(), id: z.string().optional(),
  delete_event: z.string().optional(), replace_event: z.string().optional(), redefine: z.record(z.string(), Condition).optional(),
  pin: z.string().optional(), unpin: z.string().optional(), evaluate: z.record(z.string(), Expected).optional(),
});
export type Step = z.infer<typeof Step>;

export const Semantics = z.looseObject({
  zero_never_matches: z.boolean().optional(), negatives_match_missing: z.boolean().optional(), case_insensitive: z.boolean().optional(),
});

export const Case = z.looseObject({
  id: z.string(), timezone: z.string().optional(), semantics: Semantics.optional(), expect_error: z.unknown().optional(), expect_valid: z.unknown().optional(),
  not_portable: z.unknown().optional(), segments: z.record(z.string(), Condition).default({}), timeline: z.array(Step).default([]),
});
export type Case = z.infer<typeof Case>;

export const File = z.looseObject({ T0: z.string().default("2026-01-15T12:00:00Z"), cases: z.array(z.unknown()) });

/** One answer a case, as `--json` prints it. */
export type Outcome = { file: string; id: string; result: "passed" | "failed" | "not-expressible"; detail: string };

/** Thrown where the language, or this facts, cannot say what the case asks; the message is the reason. */
export class NotExpressible extends Error {}

export function refuse(reason: string): never {
  throw new NotExpressible(reason);
}

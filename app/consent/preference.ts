// What somebody chose on their preference page: when, how often and about what they want texts. It narrows what consent
// allows, and never widens it.
import { z } from "zod";
import type { Week } from "./week.ts";

const Hours: z.ZodType<Week> = z.array(z.tuple([z.int().min(0), z.int()]).readonly()).readonly();

/** A column that says nothing is a preference for nothing. `hours`: local. `declined`: topics. */
export const Preference = z.object({
  hours: Hours.nullable().default(null),
  /** At most so many counted texts in any rolling span of so many milliseconds. */
  limit: z.strictObject({ max: z.int().min(0), windowMs: z.int().positive() }).nullable().default(null),
  declined: z.array(z.string().max(64)).max(100).default([]),
});
export type Preference = z.infer<typeof Preference>;

export const NO_PREFERENCE: Preference = { hours: null, limit: null, declined: [] };

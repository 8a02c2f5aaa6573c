// What a shop decides about its own texts. It may be stricter than the law, never laxer. Kept once for each version;
// a decision's record names the version, or carries the whole.
import { z } from "zod";
import { Limit, Spans } from "./facts.ts";

const Country = z.string().regex(/^[A-Z]{2}$/);

export const GateSettings = z.strictObject({
  profile: z.enum(["standard", "strict"]),
  /** Countries whose rules we are not sure of are off until they are named here. */
  countriesOn: z.array(Country),
  countriesOff: z.array(Country),
  /** Local hours of the recipient in which the merchant wants texts to go. */
  hours: Spans.nullable(),
  guardMinutes: z.int().min(0).max(120),
  /** Null: no limit of the brand's own. */
  brand: Limit.nullable(),
  /** Stand in place of the rule book's of the same name. */
  policies: z.record(z.string(), Limit),
  /** A state has banned solicitation for now (a hurricane); `until` null: until the merchant says that it is over, and such texts are skipped. */
  emergencies: z.array(z.strictObject({ region: z.string(), from: z.int(), until: z.int().nullable() })),
  /** Holidays that were proclaimed since the rule book was written. */
  extraHolidays: z.array(z.strictObject({ region: z.string(), on: z.iso.date() })),
  needsProof: z.boolean(),
});
export type GateSettings = z.infer<typeof GateSettings>;

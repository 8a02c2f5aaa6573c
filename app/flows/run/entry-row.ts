// Somebody whom a trigger told of, as it is decided whether they may enter, and where they stand in flows already.
import { z } from "zod";
import { CustomerId } from "../../lib/ids.ts";
import { Id, Instant } from "../../lib/sql.ts";
import { About, Place } from "../ledger.ts";

export const EntryRow = z.object({
  entryId: Id, flow: z.int(), customerId: CustomerId, trigger: z.int(), fact: z.string(), at: Instant, about: About, mode: z.string(), reason: z.string().nullable(), state: z.string(), version: z.int().nullable(), isThere: z.boolean(), place: Place.nullable(),
});
/** `state` and `version`: of the flow. */
export type EntryRow = z.infer<typeof EntryRow>;

export const Standing = z.object({ runId: Id, flow: z.int(), customerId: Id, key: z.string(), group: z.string().nullable(), priority: z.int(), enteredAt: Instant, endedAt: Instant.nullable() });
export type Standing = z.infer<typeof Standing>;

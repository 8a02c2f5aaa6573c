// What can be made to go wrong, per shop, by POST /sandbox/control. Every rate is a share from 0 to 1,
// drawn from `seed`, so that the same seed loses the same webhooks.
import { z } from "zod";

const Share = z.number().min(0).max(1);

export const Faults = z.object({
  seed: z.number().int(),
  webhooks: z.object({
    /** Between these two, in sandbox milliseconds. */
    delayMs: z.tuple([z.number().nonnegative(), z.number().nonnegative()]),
    duplicate: Share,
    /** Held back behind what is sent in the next `reorderMs`. */
    reorder: Share,
    reorderMs: z.number().nonnegative(),
    lose: Share,
    /** Signed with another secret. */
    forge: Share,
  }),
  api: z.object({
    throttle: Share,
    /** HTTP 500 before anything was done. */
    fail: Share,
    /** HTTP 500 after it was done: the caller cannot know. */
    failAfter: Share,
    latencyMs: z.number().nonnegative(),
    /** 402 frozen, 423 locked. */
    status: z.union([z.literal(402), z.literal(423), z.null()]),
    restorePerSecond: z.number().positive(),
  }),
  bulk: z.object({
    createdMs: z.number().nonnegative(),
    runningMs: z.number().nonnegative(),
    /** Never leaves RUNNING. */
    stall: z.boolean(),
    fail: z.union([z.enum(["ACCESS_DENIED", "INTERNAL_SERVER_ERROR", "TIMEOUT"]), z.null()]),
    /** Lines in any order at all: a child may come before its parent. */
    shuffle: z.boolean(),
    /** The download is cut off after so many bytes of each answer. */
    cutAfterBytes: z.union([z.number().int().positive(), z.null()]),
  }),
});
export type Faults = z.infer<typeof Faults>;

export const FaultsChange = z.object({
  seed: Faults.shape.seed.optional(),
  webhooks: Faults.shape.webhooks.partial().optional(),
  api: Faults.shape.api.partial().optional(),
  bulk: Faults.shape.bulk.partial().optional(),
});
export type FaultsChange = z.infer<typeof FaultsChange>;

export function noFaults(): Faults {
  return {
    seed: 1,
    webhooks: { delayMs: [20, 20], duplicate: 0, reorder: 0, reorderMs: 2000, lose: 0, forge: 0 },
    api: { throttle: 0, fail: 0, failAfter: 0, latencyMs: 0, status: null, restorePerSecond: 100 },
    bulk: { createdMs: 300, runningMs: 700, stall: false, fail: null, shuffle: false, cutAfterBytes: null },
  };
}

export function changeFaults(faults: Faults, change: FaultsChange): Faults {
  return Faults.parse({
    seed: change.seed ?? faults.seed,
    webhooks: { ...faults.webhooks, ...change.webhooks },
    api: { ...faults.api, ...change.api },
    bulk: { ...faults.bulk, ...change.bulk },
  });
}

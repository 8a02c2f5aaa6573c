// A look that is due later, as it is kept.
import { z } from "zod";
import { About } from "../ledger.ts";
import { WatchDetail } from "./told-fact.ts";

export type WatchName = { flow: number; trigger: number; customer: string; key: string };
export type NewWatch = WatchName & { version: number; at: Date; dueAt: Date; about: About; detail: WatchDetail };

export const WatchRow = z.object({ flow: z.int(), trigger: z.int(), customer: z.string(), key: z.string(), version: z.int(), at: z.date(), dueAt: z.date(), about: About, detail: WatchDetail.nullable().transform((detail) => detail ?? {}) });
export type WatchRow = z.infer<typeof WatchRow>;

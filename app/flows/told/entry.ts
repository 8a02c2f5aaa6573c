// Somebody whom a trigger told of, as they are written down.
import type { About } from "../ledger.ts";

export type NewEntry = {
  flow: number; customer: string; trigger: number; fact: string; at: Date; about: About;
  /** Absent: at once. */
  dueAt?: Date; mode?: "live" | "now" | "timeline" | "sample" | "moved"; detail?: unknown;
};

// What a report is about: a flow, all of it or one version, ever or between two days of the shop.
import { z } from "zod";
import { startOfDay } from "../../segments/calendar.ts";

export const ReportAsked = z.object({ version: z.int().positive().nullable(), from: z.iso.date().nullable(), to: z.iso.date().nullable() });
export type ReportAsked = z.infer<typeof ReportAsked>;

export const EVERYTHING: ReportAsked = { version: null, from: null, to: null };

/** `until` is no longer in it. */
export type Scope = { flow: number; version: number | null; days: { from: string | null; to: string | null }; from: Date | null; until: Date | null };

const DAY_MS = 86_400_000;
const numberOf = (day: string): number => Date.parse(day) / DAY_MS;

export const scopeOf = (flow: number, { version, from, to }: ReportAsked, zone: string): Scope => ({
  flow, version, days: { from, to },
  from: from === null ? null : new Date(startOfDay(numberOf(from), zone)),
  until: to === null ? null : new Date(startOfDay(numberOf(to) + 1, zone)),
});

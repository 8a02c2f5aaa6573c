// What a report is about: a flow, all of it or one version, ever or between two days of the shop.
import { z } from "zod";
import { dayText, startOfDay } from "../../segments/calendar.ts";

const DAY_MS = 86_400_000;
const numberOf = (day: string): number => Date.parse(day) / DAY_MS;

export const ReportAsked = z.object({ version: z.int().positive().nullable(), from: z.iso.date().nullable(), to: z.iso.date().nullable() });
export type ReportAsked = z.infer<typeof ReportAsked>;

export const EVERYTHING: ReportAsked = { version: null, from: null, to: null };

export const SINCE_DAYS = [7, 30, 90] as const;

/** As an address says it: ?version=2&since=30. What makes no sense there asks for everything. `today`: in the shop's zone. */
export function askedFrom(query: Readonly<Record<string, string | undefined>>, today: string): ReportAsked {
  const version = Number(query["version"]);
  const since = SINCE_DAYS.find((days) => String(days) === query["since"]);
  const read = ReportAsked.safeParse({ version: Number.isInteger(version) && version > 0 ? version : null, from: since === undefined ? null : dayText(numberOf(today) - since + 1), to: null });
  return read.success ? read.data : EVERYTHING;
}

/** `until` is no longer in it. */
export type Scope = { flow: number; version: number | null; days: { from: string | null; to: string | null }; from: Date | null; until: Date | null };

export const scopeOf = (flow: number, { version, from, to }: ReportAsked, zone: string): Scope => ({
  flow, version, days: { from, to },
  from: from === null ? null : new Date(startOfDay(numberOf(from), zone)),
  until: to === null ? null : new Date(startOfDay(numberOf(to) + 1, zone)),
});

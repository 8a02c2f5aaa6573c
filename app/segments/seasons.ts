// Seasons that shops sell by, as local days of each year. Merchants may differ on where a season begins;
// these are the borders that Segue means (docs/vocabulary.md shows them), in one table.
import { dayFrom, dayFromText, weekday } from "./calendar.ts";
import type { Season } from "./definition.ts";

/** Raised with every change of a border, because a definition then means other days. */
export const SEASONS_VERSION = 1;
/** "In any year" looks at these. */
export const SEASON_YEARS = { first: 2000, last: 2050 } as const;

type Days = { first: number; last: number };
/** said: in the middle of a sentence, where that differs. */
type Entry = { label: string; said?: string; days: string; of: (year: number) => Days };

const on = (year: number, month: number, day: number) => dayFrom({ year, month, day });
/** The n-th such weekday of a month; 1 is Monday. */
const nth = (n: number, which: number, year: number, month: number) => {
  const first = on(year, month, 1);
  return first + ((which - weekday(first) + 7) % 7) + 7 * (n - 1);
};
const upTo = (last: number, days: number): Days => ({ first: last - days + 1, last });

export const SEASONS: Record<Season, Entry> = {
  bfcm: { label: "Black Friday to Cyber Monday", days: "the Friday after the fourth Thursday of November, to Monday", of: (year) => upTo(nth(4, 4, year, 11) + 4, 4) },
  christmas: { label: "Christmas", days: "1 to 25 December", of: (year) => ({ first: on(year, 12, 1), last: on(year, 12, 25) }) },
  valentine: { label: "Valentine's Day", days: "1 to 14 February", of: (year) => ({ first: on(year, 2, 1), last: on(year, 2, 14) }) },
  mothersDayUS: { label: "Mother's Day (US)", days: "the 14 days up to the second Sunday of May", of: (year) => upTo(nth(2, 7, year, 5), 14) },
  mothersDayUK: { label: "Mother's Day (UK)", days: "the 14 days up to three weeks before Easter", of: (year) => upTo(easter(year) - 21, 14) },
  summer: { label: "Summer", said: "summer", days: "June, July and August", of: (year) => ({ first: on(year, 6, 1), last: on(year, 8, 31) }) },
  backToSchool: { label: "Back to school", said: "back to school", days: "15 July to 10 September", of: (year) => ({ first: on(year, 7, 15), last: on(year, 9, 10) }) },
  lunarNewYear: { label: "Lunar New Year", days: "the 14 days up to Lunar New Year", of: (year) => upTo(lunarNewYear(year), 14) },
};

/** The western Easter Sunday (the anonymous Gregorian algorithm). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return on(year, Math.floor(f / 31), (f % 31) + 1);
}

/** Month and day from 2000 on, by the calendar of Beijing. */
const LUNAR = (
  "02-05 01-24 02-12 02-01 01-22 02-09 01-29 02-18 02-07 01-26 02-14 02-03 01-23 02-10 01-31 02-19 02-08 01-28 02-16 02-05 01-25 02-12 02-01 01-22 02-10 " +
  "01-29 02-17 02-06 01-26 02-13 02-03 01-23 02-11 01-31 02-19 02-08 01-28 02-15 02-04 01-24 02-12 02-01 01-22 02-10 01-30 02-17 02-06 01-26 02-14 02-02 01-23"
).split(" ");

/** Outside the table it is near the 4th of February. */
const lunarNewYear = (year: number) => dayFromText(`${year}-${LUNAR[year - SEASON_YEARS.first] ?? "02-04"}`);

// Windows of more than one stretch of time: a season in any year, all but some days. windows.ts gives
// their hull; here are the borders at which they begin and end, in turns.
import { dayFromText, startOfDay } from "./calendar.ts";
import type { Season, Window } from "./definition.ts";
import { SEASON_YEARS, SEASONS } from "./seasons.ts";

/** isOpen: time before the first border belongs to the window. */
export type Scatter = { borders: number[]; isOpen: boolean };

/** Borders as days; null for a window of one stretch, or of instants. */
export function scatterDays(window: Window): Scatter | null {
  if (window.kind === "season" && window.back === undefined) return { borders: seasonDays(window.seasons), isOpen: false };
  if (window.kind !== "outside" || window.from.length > 10) return null;
  return { borders: [dayFromText(window.from), dayFromText(window.to) + 1], isOpen: true };
}

/** Borders as instants; null for a window of one stretch. */
export function scatter(window: Window, zone: string): Scatter | null {
  const days = scatterDays(window);
  if (days !== null) return { ...days, borders: days.borders.map((day) => startOfDay(day, zone)) };
  return window.kind === "outside" ? { borders: [new Date(window.from).getTime(), new Date(window.to).getTime()], isOpen: true } : null;
}

export const isScattered = (at: number, { borders, isOpen }: Scatter) => (borders.filter((border) => border <= at).length % 2 === 1) !== isOpen;

/** First days and days after the last, of all years; seasons that touch or overlap are one. */
export function seasonDays(seasons: Season[]): number[] {
  const stretches: [number, number][] = [];
  for (let year = SEASON_YEARS.first; year <= SEASON_YEARS.last; year += 1) {
    for (const season of seasons) {
      const { first, last } = SEASONS[season].of(year);
      stretches.push([first, last + 1]);
    }
  }
  const merged: [number, number][] = [];
  for (const [from, to] of stretches.sort((a, b) => a[0] - b[0])) {
    const before = merged.at(-1);
    if (before && from <= before[1]) before[1] = Math.max(before[1], to);
    else merged.push([from, to]);
  }
  return merged.flat();
}

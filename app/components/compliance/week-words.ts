// The hours of a week as somebody says them, "Mon–Sat 8 AM–8 PM, Sun closed", and as the seven lines of a form.
import { DAY_MINUTES, type Span, type Week, WEEK_MINUTES } from "#app/consent/week.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
export const DAY_NAMES = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

export function weekWords(week: Week): string {
  if (week.length === 0) return "Never";
  if (week.length === 1 && week[0]?.[0] === 0 && week[0][1] === WEEK_MINUTES) return "At any hour";
  const days = DAYS.map((_, day) => dayWords(spansOf(week, day)));
  const groups: { from: number; to: number; said: string }[] = [];
  for (const [day, said] of days.entries()) {
    const last = groups.at(-1);
    if (last?.said === said) last.to = day;
    else groups.push({ from: day, to: day, said });
  }
  if (groups.length === 1) return `Every day ${groups[0]?.said ?? ""}`;
  return groups.map(({ from, to, said }) => `${from === to ? DAYS[from] : `${DAYS[from]}–${DAYS[to]}`} ${said}`).join(", ");
}

/** Of one day, counted from its own midnight. */
export function spansOf(week: Week, day: number): Span[] {
  const start = day * DAY_MINUTES;
  return week.flatMap(([from, to]): Span[] => {
    const [a, b] = [Math.max(from - start, 0), Math.min(to - start, DAY_MINUTES)];
    return a < b ? [[a, b]] : [];
  });
}

function dayWords(spans: Span[]): string {
  if (spans.length === 0) return "closed";
  return spans.map(([from, to]) => (from === 0 && to === DAY_MINUTES ? "all day" : `${clockWords(from)}–${clockWords(to)}`)).join(" and ");
}

/** 510 is "8:30 AM"; 0 and 1440 are midnight. */
export function clockWords(minute: number): string {
  const hour = Math.floor(minute / 60) % 24;
  const rest = minute % 60;
  if (rest === 0 && hour === 0) return "midnight";
  if (rest === 0 && hour === 12) return "noon";
  return `${hour % 12 === 0 ? 12 : hour % 12}${rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`} ${hour < 12 ? "AM" : "PM"}`;
}

/** A line of the form for each day: closed, or from when to when. */
export type DayHours = { from: number; to: number } | null;

/** What a form can show of a week: its first hour of a day to its last. */
export const dayHours = (week: Week): DayHours[] =>
  DAYS.map((_, day) => {
    const spans = spansOf(week, day);
    const [first, last] = [spans[0], spans.at(-1)];
    return first && last ? { from: first[0], to: last[1] } : null;
  });

/** Days that touch at midnight become one span, as weeks are kept. */
export function weekOfDays(days: readonly DayHours[]): Week {
  const week: [number, number][] = [];
  for (const [day, hours] of days.entries()) {
    if (!hours || hours.from >= hours.to) continue;
    const [from, to] = [day * DAY_MINUTES + hours.from, day * DAY_MINUTES + hours.to];
    const last = week.at(-1);
    if (last?.[1] === from) last[1] = to;
    else week.push([from, to]);
  }
  return week;
}

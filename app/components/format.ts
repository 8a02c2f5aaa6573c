// Numbers and instants as the merchant reads them. Server and browser must print the same text, so the
// language and the zone are always given, and "ago" is counted from the loader's instant.

const LANGUAGE = "en-US";

export const formatCount = (count: number) => count.toLocaleString(LANGUAGE);

/** "1 person", "2 people". */
export const formatPeople = (count: number) => `${formatCount(count)} ${count === 1 ? "person" : "people"}`;

export const formatPlural = (count: number, one: string, many = `${one}s`) => `${formatCount(count)} ${count === 1 ? one : many}`;

/** "+12", "−3", "0": a change, with a real minus sign. */
export function formatChange(change: number): string {
  if (change === 0) return "0";
  return `${change > 0 ? "+" : "−"}${formatCount(Math.abs(change))}`;
}

export function formatPercent(part: number, whole: number): string {
  if (whole === 0) return "0%";
  const percent = (part / whole) * 100;
  if (percent > 0 && percent < 0.1) return "under 0.1%";
  return `${percent.toLocaleString(LANGUAGE, { maximumFractionDigits: percent < 10 ? 1 : 0 })}%`;
}

/** "840 ms", "1.2 s". */
export function formatDuration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toLocaleString(LANGUAGE, { maximumFractionDigits: 1 })} s`;
}

/** The two engines differ in which space they put before AM. */
const plainSpaces = (text: string) => text.replace(/\s/gu, " ");

/** "Jun 15, 2026". */
export function formatDay(instant: string, timeZone: string): string {
  return plainSpaces(new Intl.DateTimeFormat(LANGUAGE, { dateStyle: "medium", timeZone }).format(Date.parse(instant)));
}

/** "Jun 15, 2026, 2:05 PM". */
export function formatInstant(instant: string, timeZone: string): string {
  const style = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return plainSpaces(new Intl.DateTimeFormat(LANGUAGE, style).format(Date.parse(instant)));
}

const STEPS: [name: string, ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "just now", "5 minutes ago", "in 3 days". */
export function formatAgo(instant: string, now: string): string {
  const passedMs = Date.parse(now) - Date.parse(instant);
  for (const [name, ms] of STEPS) {
    const count = Math.floor(Math.abs(passedMs) / ms);
    if (count >= 1) return passedMs > 0 ? `${formatPlural(count, name)} ago` : `in ${formatPlural(count, name)}`;
  }
  return passedMs >= 0 ? "just now" : "in under a minute";
}

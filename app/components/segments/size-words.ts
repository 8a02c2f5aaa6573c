// The days of a chart of sizes, in the order in which they are computed, and what the chart says in words.
import { formatCount, formatDay } from "../format.ts";

export type SizePoint = { day: string; size: number; unknown: number; recorded: number | null };

export const SPANS = {
  quarter: { label: "Last 90 days", days: 90, step: 3 },
  year: { label: "Last 13 months", days: 56 * 7, step: 7 },
  years: { label: "Last 3 years", days: 3 * 364, step: 28 },
} as const;
export type SpanKey = keyof typeof SPANS;
export const isSpan = (key: string): key is SpanKey => Object.hasOwn(SPANS, key);

const DAY_MS = 86_400_000;
const dayBefore = (day: string, count: number) => new Date(Date.parse(`${day}T00:00:00.000Z`) - count * DAY_MS).toISOString().slice(0, 10);

/** Both ends first, then what halves the gaps: the picture is there at once, and grows finer. */
export function daysOf(today: string, span: SpanKey): string[] {
  const { days, step } = SPANS[span];
  const count = Math.floor(days / step) + 1;
  const order = [0, count - 1];
  for (let stride = 2 ** Math.ceil(Math.log2(count)); stride >= 1; stride /= 2) for (let at = 0; at < count; at += stride) order.push(at);
  return [...new Set(order)].map((at) => dayBefore(today, at * step));
}

export const plainDay = (day: string) => formatDay(`${day}T12:00:00.000Z`, "UTC");

export const byDay = (points: SizePoint[]): SizePoint[] => points.toSorted((a, b) => (a.day < b.day ? -1 : 1));

/** "From 120 on Jun 15, 2025 to 340 on Jun 15, 2026; the most were 360 on May 1, 2026." */
export function sizeSummary(points: SizePoint[]): string {
  const sorted = byDay(points);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return "";
  const most = sorted.reduce((best, point) => (point.size > best.size ? point : best));
  const unknown = Math.max(...sorted.map((point) => point.unknown));
  const peak = most.size > Math.max(first.size, last.size) ? `; the most were ${formatCount(most.size)} on ${plainDay(most.day)}` : "";
  const left = unknown === 0 ? "" : ` Up to ${formatCount(unknown)} people are left out because too little is known of them then.`;
  return `From ${formatCount(first.size)} on ${plainDay(first.day)} to ${formatCount(last.size)} on ${plainDay(last.day)}${peak}.${left}`;
}

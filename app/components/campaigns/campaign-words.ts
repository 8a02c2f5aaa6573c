// A campaign's state, time, pace and money as the merchant reads them.
import type { CampaignState, Schedule } from "#app/messages/campaigns/campaign.ts";
import { isReason, reasonOf, remedyOf } from "#app/messages/gate/reasons.ts";
import { formatCount, formatInstant, formatPlural } from "../format.ts";
import { mostFirst } from "../reason-counts.ts";

export const STATE_WORDS: Readonly<Record<CampaignState, { label: string; tone?: "info" | "success" | "attention" | "warning" }>> = {
  draft: { label: "Draft" },
  scheduled: { label: "Scheduled", tone: "info" },
  running: { label: "Sending", tone: "success" },
  paused: { label: "Paused", tone: "attention" },
  done: { label: "Sent" },
  cancelled: { label: "Canceled" },
};

/** "2026-12-01T10:00" is "Dec 1, 2026, 10:00 AM", whatever zone it is meant in. */
export const localWords = (local: string): string => formatInstant(`${local}:00.000Z`, "UTC");

export function scheduleWords({ at, zone }: Schedule, timeZone: string): string {
  if (at === null) return "As soon as it is started";
  return zone === "shop" ? `${localWords(at)} (${timeZone})` : `${localWords(at)}, local time of each recipient`;
}

const HOUR_MS = 3_600_000;

export const paceWords = (perHour: number | null): string => (perHour === null ? "As fast as your sender takes them" : `At most ${formatCount(perHour)} an hour`);
export const waitWords = (expiresAfterMs: number): string => `A text that may not go yet waits at most ${expiresAfterMs % (24 * HOUR_MS) === 0 ? formatPlural(expiresAfterMs / (24 * HOUR_MS), "day") : formatPlural(Math.round(expiresAfterMs / HOUR_MS), "hour")}.`;

/** Providers bill in US dollars. */
export function dollars(micros: number, isEstimate = false): string {
  const digits = micros > 0 && micros < 100_000 ? 4 : 2;
  return `${isEstimate ? "≈ " : ""}${new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: digits }).format(micros / 1_000_000)}`;
}

export type ReasonLine = { key: string; count: number; says: string; remedy: string | null };

/** The most frequent first. */
export const reasonLines = (counts: Readonly<Record<string, number>>): ReasonLine[] =>
  mostFirst(counts).map(([key, count]) => ({ key, count, ...told(key) }));

const told = (reason: string): { says: string; remedy: string | null } => (isReason(reason) ? { says: reasonOf(reason).says, remedy: remedyOf(reason) } : { says: reason, remedy: null });

/** Codes of providers are a number's own words: what the merchant can look up. */
export const errorWords = (code: string): string => (code === "none" ? "The carrier gave no reason" : `Code ${code}`);

/** `[at, first, second]`, without holes: an hour in which nothing happens is there with nought, as long as there are few of them. */
export function hoursIn(hours: Readonly<Record<string, readonly [number, number]>>, most = 240): [number, number, number][] {
  const known = Object.entries(hours).map(([at, [one, other]]): [number, number, number] => [Number(at), one, other]).toSorted(([a], [b]) => a - b);
  const [first] = known;
  const last = known.at(-1);
  if (!first || !last || (last[0] - first[0]) / HOUR_MS > most) return known;
  const by = new Map(known.map((line) => [line[0], line]));
  return Array.from({ length: (last[0] - first[0]) / HOUR_MS + 1 }, (_, i): [number, number, number] => by.get(first[0] + i * HOUR_MS) ?? [first[0] + i * HOUR_MS, 0, 0]);
}

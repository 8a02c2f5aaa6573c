// Reasons, shares and differences of a flow's report as the merchant reads them.
import { DID_MIN, type Difference, PEOPLE_MIN } from "#app/flows/report/interval.ts";
import { formatMoney } from "#app/lib/money.ts";
import type { ReasonLine } from "../campaigns/campaign-words.ts";
import { reasonWords } from "../flows/flow-words.ts";
import { formatCount, formatPercent, formatPlural } from "../format.ts";

export const NOT_ENOUGH = `Not enough data: it takes ${PEOPLE_MIN} people on each side, and ${DID_MIN} who did it.`;

type Counted = { key: string; count: number; ms: number };

/** In the order in which they are given, each with the time that it cost. */
export const reasonLines = (tally: readonly Counted[]): ReasonLine[] => tally.map(({ key, count, ms }) => {
  const { says, remedy } = reasonWords(key);
  const lost = ms > 0 ? `${lostWords(ms / count)} later on average` : null;
  return { key, count, says, remedy: [lost, remedy].filter(Boolean).join(". ") || null };
});

const MINUTE_MS = 60_000;

/** "3 hours", "2 days": of a time that was lost. */
export function lostWords(ms: number): string {
  const all = Math.round(ms / MINUTE_MS);
  if (all < 1) return "under a minute";
  if (all < 90) return formatPlural(all, "minute");
  const hours = Math.round(all / 60);
  return hours < 48 ? formatPlural(hours, "hour") : formatPlural(Math.round(hours / 24), "day");
}

export const shareWords = ({ people, did }: { people: number; did: number }): string => (people === 0 ? "Nobody yet" : `${formatPercent(did, people)} (${formatCount(did)} of ${formatCount(people)})`);

const signed = (text: string, by: number) => (by < 0 ? `−${text}` : `+${text}`);
const points = (by: number): string => signed((Math.abs(by) * 100).toLocaleString("en-US", { maximumFractionDigits: 1 }), by);

/** "+2.1 points (between +0.5 and +3.7)". */
export const pointsWords = ({ by, low, high }: Difference): string => `${points(by)} points (between ${points(low)} and ${points(high)})`;

export function moneyWords({ by, low, high }: Difference, currency: string): string {
  const money = (minor: number) => signed(formatMoney(Math.round(Math.abs(minor)), currency), minor);
  return `${money(by)} each (between ${money(low)} and ${money(high)})`;
}

export const SURE_WORDS: Record<Difference["is"], { label: string; tone?: "success" | "info"; says: string }> = {
  decided95: { label: "Decided at 95%", tone: "success", says: "The whole interval lies on one side of nought." },
  decided90: { label: "Decided at 90%", tone: "info", says: "At 90% the interval lies on one side of nought, at 95% not yet." },
  directional: { label: "Directional", says: "It may be chance: the interval holds nought." },
};

/** Each in the first span that holds them. */
export function wakeWords({ hour, day, week, people }: { hour: number; day: number; week: number; people: number }): string {
  const parts = [hour > 0 ? `${formatCount(hour)} within an hour` : "", day > hour ? `${formatCount(day - hour)} within a day` : "", week > day ? `${formatCount(week - day)} within a week` : ""].filter(Boolean);
  if (people > week) parts.push(`${formatCount(people - week)} later, or when something happens`);
  return parts.length === 0 ? "" : `They go on: ${parts.join(", ")}.`;
}

// States, findings and endings of flows as the merchant reads them.
import { ENTRY_REASONS, saysOf } from "#app/flows/reasons.ts";
import type { FlowState } from "#app/flows/flow/flow.ts";
import type { Finding } from "#app/flows/checker/finding.ts";
import type { PastLimit } from "#app/flows/replay/past-limits.ts";
import { isReason, reasonOf, remedyOf } from "#app/messages/gate/reasons.ts";
import { problemWords } from "#app/messages/campaigns/problem-words.ts";
import { dollars, type ReasonLine } from "../campaigns/campaign-words.ts";
import { formatCount, formatPlural } from "../format.ts";
import { mostFirst } from "../reason-counts.ts";

export const STATE_WORDS: Readonly<Record<FlowState, { label: string; tone?: "info" | "success" | "attention" }>> = {
  draft: { label: "Draft" },
  shadow: { label: "Trying out", tone: "info" },
  live: { label: "Live", tone: "success" },
  paused: { label: "Paused", tone: "attention" },
  ended: { label: "Ended" },
  archived: { label: "Archived" },
};

/** What each state means for whoever is in it. */
export const STATE_SAYS: Readonly<Record<FlowState, string>> = {
  draft: "Nobody enters it yet.",
  shadow: "People enter it and walk through it, but nobody gets a text and nothing is changed.",
  live: "People enter it and get its texts.",
  paused: "Nobody enters it, and everybody in it stands still.",
  ended: "Nobody is in it any more. What it did stays here.",
  archived: "Put away. What it did stays here.",
};

export const FINDING_WORDS: Readonly<Record<Finding["severity"], string>> = { stop: "Stops it from going live", todo: "Left to choose", warning: "Good to know" };

const isEntryReason = (reason: string): reason is keyof typeof ENTRY_REASONS => Object.hasOwn(ENTRY_REASONS, reason);

/** The most frequent first. `of`: of who did not enter, or of what became of texts and runs. */
export const reasonLines = (counts: Readonly<Record<string, number>>, of: "entry" | "run"): ReasonLine[] => mostFirst(counts).map(([key, count]) => ({ key, count, ...told(key, of) }));

const told = (key: string, of: "entry" | "run"): { says: string; remedy: string | null } => (of === "entry" && isEntryReason(key) ? { says: ENTRY_REASONS[key], remedy: null } : reasonWords(key));

/** Of what became of a text or a run; a reason of the gate comes with what to do about it. */
export const reasonWords = (key: string): { says: string; remedy: string | null } => ({ says: saysOf(key) ?? key, remedy: isReason(key) ? remedyOf(key) : null });

/** Why a flow stopped by itself. */
export function stoppedWords(problem: string): { says: string; remedy: string } {
  return isReason(problem) ? reasonOf(problem) : problemWords(problem);
}

/** 600 is "10:00 AM". */
export function clockWords(minutes: number): string {
  const hour = Math.floor(minutes / 60) % 24;
  return `${hour % 12 === 0 ? 12 : hour % 12}:${String(minutes % 60).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

/** "Jun 15": a day of the shop as charts and tables name it. */
export const dayWords = (day: string): string => new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", timeZone: "UTC" }).format(Date.parse(`${day}T00:00:00Z`));

/** What a limit would have done to a replay, in which it was not played. */
export function limitWords({ limit, cap, times, most, first }: PastLimit): string {
  const since = first === null ? "" : `, first on ${dayWords(first)}`;
  switch (limit) {
    case "perHour": return times === 0 ? `Never more than ${formatCount(most)} entered in an hour of the clock: ${formatCount(cap)} may.` : `In ${formatPlural(times, "hour")} more than ${formatCount(cap)} would have entered, up to ${formatCount(most)}: whoever is above that waits for a later hour.`;
    case "perDay": return times === 0 ? `Never more than ${formatCount(most)} entered on a day: ${formatCount(cap)} may.` : `On ${formatPlural(times, "day")} more than ${formatCount(cap)} would have entered, up to ${formatCount(most)}${since}: whoever is above that waits for a later day.`;
    case "total": return times === 0 ? `${formatCount(most)} entered: ${formatCount(cap)} may in all.` : `${formatCount(most)} would have entered, and ${formatCount(cap)} may in all${first === null ? "" : `: nobody after ${dayWords(first)}`}.`;
    case "spendPerDay": return times === 0 ? `Texts never cost more than ${cents(most)} on a day: ${cents(cap)} may be spent.` : `On ${formatPlural(times, "day")} texts would have cost more than ${cents(cap)}, up to ${cents(most)}${since}: what is above that waits for the next day.`;
    default: return limit satisfies never;
  }
}

const cents = (count: number): string => dollars(count * 10_000);

// What a dry run adds up: for everybody in the campaign, what the gate says at the instant at which their text is planned,
// and what the text costs. It holds numbers and reasons alone, of no person anything.
import { z } from "zod";
import { hours } from "../../lib/time.ts";
import { NO_PACE, Pace } from "./campaign-plan.ts";
import type { Message, Person, Sent } from "../gate/facts.ts";
import type { GateRules } from "../gate/gate-rules.ts";
import { type Decision, maySend } from "../gate/may-send.ts";
import type { Reason } from "../gate/reasons.ts";
import { affordableAt, type ShopDay, type Spent } from "../spend.ts";
import type { TextSettings } from "../settings/text-settings.ts";

const Counts = z.record(z.string(), z.int());

export const DryResult = z.object({
  messageVersion: z.int().positive().nullable().default(null),
  /** Everybody who was looked at; nobody of the excluded is among them. */
  people: z.int().default(0),
  excluded: z.int().default(0),
  shared: z.int().default(0),
  planned: z.int().default(0),
  later: z.int().default(0),
  skipped: Counts.default({}),
  halted: Counts.default({}),
  /** Why those wait who go later. */
  waiting: Counts.default({}),
  /** By hour (milliseconds at which it begins): how many go as planned, and how many of those that had to wait. */
  hours: z.record(z.string(), z.tuple([z.int(), z.int()])).default({}),
  byParts: Counts.default({}),
  parts: z.int().default(0),
  /** Millionths of a US dollar. */
  micros: z.int().default(0),
  isEstimate: z.boolean().default(false),
  worst: z.object({ parts: z.int(), because: z.string() }).nullable().default(null),
  /** Waiting for a code of a coupon costs them nothing: it is made when the text goes. */
  pace: Pace.default(NO_PACE),
  /** What the campaign itself spends on each day of the shop. */
  spent: Counts.default({}),
});
export type DryResult = z.infer<typeof DryResult>;

export const EMPTY_DRY: DryResult = DryResult.parse({});

/** `at`: when it goes; null: never. `first`: the gate's answer at the planned instant. */
export type Forecast = { at: number | null; first: Decision; last: Decision };

export type Money = { limits: TextSettings["spend"]; spentOn: (day: ShopDay) => Spent; dayOf: (at: number) => ShopDay; micros: number };

/** A deferral is asked again at its end, as the sending does; what the budget moves to another day meets that day's hours. */
const ASKS_MAX = 8;

export function forecast(rules: GateRules, person: Person, message: Omit<Message, "budgetAt">, history: readonly Sent[], plannedAt: number, money: Money): Forecast {
  let at = plannedAt;
  let first: Decision | null = null;
  for (let asks = 0; ; asks++) {
    const day = money.dayOf(at);
    const budgetAt = affordableAt(money.limits, money.spentOn(day), money.micros, day);
    const decision = maySend(rules, person, { ...message, budgetAt }, history.filter((sent) => sent.at <= at), at);
    first ??= decision;
    if (decision.verdict === "send") return { at, first, last: decision };
    if (decision.verdict !== "defer" || decision.until === null || asks === ASKS_MAX) return { at: null, first, last: decision };
    at = decision.until;
  }
}

const HOUR_MS = hours(1);
const hourOf = (at: number) => String(Math.floor(at / HOUR_MS) * HOUR_MS);

export type Piece = { parts: number; micros: number; isEstimate: boolean; because: string };

/** One page's counting: `sum` is a copy of what was counted before, and grows. */
export function tally(before: DryResult) {
  const sum = structuredClone(before);
  const more = (counts: Record<string, number>, name: string, by = 1) => void (counts[name] = (counts[name] ?? 0) + by);
  return {
    sum,
    /** Somebody who gets nothing without the gate being asked. */
    skip(reason: Reason): void {
      sum.people += 1;
      more(sum.skipped, reason);
    },
    /** `piece`: what their text takes, if it goes; `day`: the shop's day on which it does. */
    add({ at, first, last }: Forecast, piece: Piece, day: string): void {
      sum.people += 1;
      if (at === null) return last.verdict === "halt" ? more(sum.halted, last.reason) : more(sum.skipped, last.verdict === "defer" ? "expired" : last.reason);
      const isPlanned = first.verdict === "send";
      if (!isPlanned) more(sum.waiting, first.reason);
      sum[isPlanned ? "planned" : "later"] += 1;
      const hour = hourOf(at);
      const [planned, later] = sum.hours[hour] ?? [0, 0];
      sum.hours[hour] = isPlanned ? [planned + 1, later] : [planned, later + 1];
      more(sum.byParts, String(piece.parts));
      sum.parts += piece.parts;
      sum.micros += piece.micros;
      sum.isEstimate ||= piece.isEstimate;
      if (piece.parts > (sum.worst?.parts ?? 0)) sum.worst = { parts: piece.parts, because: piece.because };
      more(sum.spent, day, piece.micros);
    },
  };
}

/** A dry run of another day says nothing about today's hours and limits. */
export const FRESH_MS = hours(24);

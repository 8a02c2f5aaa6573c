// What became of a campaign: of its texts by where they are and why, and of its people by what they did after. "After a
// click" says when somebody ordered, not why; the spans are said beside the numbers.
import { z } from "zod";
import { days, hours } from "../../lib/time.ts";
import type { TextState } from "../person-text.ts";

/** So long after their text replies and opt-outs are counted with the campaign. */
export const AFTER_MS = hours(72);
/** So long after somebody's first click their orders are. */
export const ORDER_DAYS = 5;
export const ORDER_MS = days(ORDER_DAYS);

const Counts = z.record(z.string(), z.int());

export const CampaignReport = z.object({
  waiting: z.int(), sent: z.int(), delivered: z.int(), undelivered: z.int(), doubt: z.int(), skipped: z.int(), halted: z.int(), cancelled: z.int(),
  /** Of those that wait: put off by the gate, by why. */
  deferred: Counts,
  skippedBy: Counts,
  /** The provider's codes; "none": it gave none. */
  errors: Counts,
  parts: z.int(),
  /** Millionths of a US dollar. */
  micros: z.int(),
  /** By hour (milliseconds at which it begins): handed over, and of these delivered. */
  hours: z.record(z.string(), z.tuple([z.int(), z.int()])),
  /** When hours and what people did after were counted last. */
  afterAt: z.int(),
  clickers: z.int(), clicks: z.int(), repliers: z.int(), optOuts: z.int(),
  orders: z.object({ people: z.int(), orders: z.int(), minor: z.int() }),
});
export type CampaignReport = z.infer<typeof CampaignReport>;

export type Line = { state: TextState; reason: string | null; isHeld: boolean; error: string | null; texts: number; parts: number; micros: number };

export type After = Pick<CampaignReport, "afterAt" | "hours" | "clickers" | "clicks" | "repliers" | "optOuts" | "orders">;

/** Texts on their way count as waiting until the provider has taken them. What surely failed never went, and cost nothing. */
export function reportOf(lines: readonly Line[], after: After): CampaignReport {
  const report: CampaignReport = { waiting: 0, sent: 0, delivered: 0, undelivered: 0, doubt: 0, skipped: 0, halted: 0, cancelled: 0, deferred: {}, skippedBy: {}, errors: {}, parts: 0, micros: 0, ...after };
  const more = (counts: Record<string, number>, name: string, by: number) => void (counts[name] = (counts[name] ?? 0) + by);
  for (const { state, reason, isHeld, error, texts, parts, micros } of lines) {
    switch (state) {
      case "due":
        report.waiting += texts;
        if (reason !== null && !isHeld) more(report.deferred, reason, texts);
        break;
      case "leased": report.waiting += texts; break;
      case "sent": report.sent += texts; break;
      case "delivered": report.sent += texts; report.delivered += texts; break;
      case "undelivered": report.sent += texts; report.undelivered += texts; more(report.errors, error ?? "none", texts); break;
      case "failed": report.undelivered += texts; more(report.errors, error ?? "none", texts); break;
      case "doubt": report.doubt += texts; break;
      case "skipped": report.skipped += texts; more(report.skippedBy, reason ?? "expired", texts); break;
      case "halted": report.halted += texts; break;
      case "cancelled": report.cancelled += texts; break;
      default: state satisfies never;
    }
    if (state === "sent" || state === "delivered" || state === "undelivered" || state === "doubt") {
      report.parts += parts;
      report.micros += micros;
    }
  }
  return report;
}

/** Of everybody who was taken, how many are over. */
export const doneShare = ({ waiting, halted }: Pick<CampaignReport, "waiting" | "halted">, people: number): number => (people === 0 ? 0 : (people - waiting - halted) / people);

// The law and the house's own limits as data: rules/*.json, read once and held to their shapes. Every rule carries its
// citation and how sure we are of it. `version` names this very content, so a decision can say by which rules it was
// made, and who holds those files can make it again.
import { createHash } from "node:crypto";
import { z } from "zod";
import law from "./rules/compliance-rules.json" with { type: "json" };
import days from "./rules/holidays.json" with { type: "json" };
import { days as daysMs, hours as hoursMs, minutes as minutesMs } from "../lib/time.ts";
import { epochDay, type Week, WeekHours } from "./week.ts";

const Cap = z.object({ max: z.int().min(0), windowHours: z.int().positive(), scope: z.string().optional() });

export const LawRule = z.object({
  id: z.string(),
  name: z.string(),
  level: z.enum(["country", "subdivision", "default"]),
  profile: z.enum(["standard", "strict"]),
  caps: z.array(Cap),
  holidays: z.object({ ban: z.literal(true), calendar: z.string() }).nullable(),
  extra: z.array(z.string()),
  hours: WeekHours,
  strictHours: WeekHours.optional(),
  citation: z.string(),
  sources: z.array(z.string()),
  confidence: z.enum(["high", "medium", "low"]),
});
export type LawRule = z.infer<typeof LawRule>;

const File = z.object({
  schemaVersion: z.literal("1.0"),
  asOf: z.string(),
  policyDefaults: z.object({
    dailyCapPerBrand: z.object({ max: z.int(), windowHours: z.int() }),
    unknownRegionWindow: z.object({ hours: WeekHours }),
    deliveryGuardMinutes: z.int(),
    segmentCaps: z.object({ source: z.string() }).catchall(z.object({ max: z.int(), perDays: z.int() })),
  }),
  rules: z.array(LawRule),
  consent: z.object({ CA: z.object({ impliedExpiryMonths: z.object({ purchase: z.int(), inquiry: z.int() }) }) }),
  revocation: z.object({ US: z.object({ confirmationText: z.object({ max: z.literal(1), withinMinutes: z.int() }) }) }),
  cartAbandonment: z.object({ maxPerCart: z.literal(1), withinHours: z.int(), doubleOptInBySms: z.literal(true) }),
});

const Calendars = z.object({ source: z.string(), from: z.iso.date(), to: z.iso.date(), calendars: z.record(z.string(), z.record(z.iso.date(), z.string())) });

export type LimitedTo = { max: number; windowMs: number };

/** Days are numbered from 1970-01-01, local. */
export type Calendar = { days: ReadonlyMap<number, string>; fromDay: number; toDay: number };

export type RuleBook = {
  version: string;
  rules: ReadonlyMap<string, LawRule>;
  calendars: ReadonlyMap<string, Calendar>;
  brandCap: LimitedTo;
  policies: Readonly<Record<string, LimitedTo>>;
  guardMinutes: number;
  unknownRegion: Week;
  impliedMonths: { purchase: number; inquiry: number };
  stopConfirmationMs: number;
  cartMs: number;
};

export function readRuleBook(rules: unknown, calendars: unknown): RuleBook {
  const file = File.parse(rules);
  const days = Calendars.parse(calendars);
  const { source: _, ...segmentCaps } = file.policyDefaults.segmentCaps;
  const span = { fromDay: epochDay(days.from), toDay: epochDay(days.to) };
  return {
    version: `${file.asOf}.${createHash("sha256").update(JSON.stringify([rules, calendars])).digest("hex").slice(0, 12)}`,
    rules: new Map(file.rules.map((rule) => [rule.id, rule])),
    calendars: new Map(Object.entries(days.calendars).map(([id, named]) => [id, { ...span, days: new Map(Object.entries(named).map(([on, name]) => [epochDay(on), name])) }])),
    brandCap: limitOf(file.policyDefaults.dailyCapPerBrand),
    policies: Object.fromEntries(Object.entries(segmentCaps).map(([key, { max, perDays }]) => [key, { max, windowMs: daysMs(perDays) }])),
    guardMinutes: file.policyDefaults.deliveryGuardMinutes,
    unknownRegion: file.policyDefaults.unknownRegionWindow.hours,
    impliedMonths: file.consent.CA.impliedExpiryMonths,
    stopConfirmationMs: minutesMs(file.revocation.US.confirmationText.withinMinutes),
    cartMs: hoursMs(file.cartAbandonment.withinHours),
  };
}

const limitOf = ({ max, windowHours }: { max: number; windowHours: number }): LimitedTo => ({ max, windowMs: hoursMs(windowHours) });

export const RULE_BOOK = readRuleBook(law, days);

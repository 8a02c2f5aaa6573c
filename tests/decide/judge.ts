// The law read a second time, slowly and by other means (dates by Temporal, the rules as they stand in their file), so
// that the gate is not its own judge. Each function returns what was broken, or null.
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import law from "#app/consent/rules/compliance-rules.json" with { type: "json" };
import holidays from "#app/consent/rules/holidays.json" with { type: "json" };
import type { RandomCase } from "./random-case.ts";

const Hours = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));
const Rule = z.object({ id: z.string(), profile: z.string(), hours: Hours, strictHours: Hours.optional(), caps: z.array(z.object({ max: z.number(), windowHours: z.number(), scope: z.string().optional() })), holidays: z.object({ calendar: z.string() }).nullable() });
const rules = z.array(Rule).parse(law.rules);
const calendars = z.record(z.string(), z.record(z.string(), z.string())).parse(holidays.calendars);
const unknownUs = Hours.parse(law.policyDefaults.unknownRegionWindow.hours);
const segmentCaps = z.record(z.string(), z.union([z.string(), z.object({ max: z.number(), perDays: z.number() })])).parse(law.policyDefaults.segmentCaps);

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Every rule of every country and state where they may be. */
function rulesFor({ person, settings }: RandomCase): z.infer<typeof Rule>[] {
  const countries = [...new Set(person.regions.map((region) => region.slice(0, 2)))];
  const isWide = person.regions.includes("US");
  const ids = countries.map((country) => (rules.some(({ id }) => id === country) ? country : "*"));
  return rules.filter(({ id, profile }) => (ids.includes(id) || person.regions.includes(id) || (isWide && id.startsWith("US-"))) && (profile === "standard" || settings.profile === "strict"));
}

export function outsideHours(asked: RandomCase, at: number): string | null {
  const { person, settings } = asked;
  for (const zone of person.zones) {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
    const day = WEEKDAYS[local.dayOfWeek - 1] ?? "";
    const clock = local.toPlainTime().toString({ smallestUnit: "minute" });
    const on = local.toPlainDate().toString();
    const weeks = rulesFor(asked).map((rule) => ({ id: rule.id, hours: settings.profile === "strict" && rule.strictHours ? rule.strictHours : rule.hours }));
    if (person.regions.includes("US")) weeks.push({ id: "unknown", hours: unknownUs });
    for (const { id, hours } of weeks) if (!(hours[day] ?? []).some(([from, to]) => clock >= from && clock < to)) return `${id} is closed at ${clock} on ${day} in ${zone}`;
    for (const { id, holidays: ban } of rulesFor(asked)) if (ban && calendars[ban.calendar]?.[on]) return `${on} is a holiday of ${id}`;
    const ofWeek = (local.dayOfWeek - 1) * 1_440 + local.hour * 60 + local.minute;
    for (const week of [settings.hours, person.preference.hours]) if (week && !week.some(([from, to]) => ofWeek >= from && ofWeek < to)) return `own hours are closed at ${clock} in ${zone}`;
  }
  return null;
}

export function withoutConsent({ person, message }: RandomCase, at: number): string | null {
  if (message.class !== "marketing") return null;
  const { state, since, expiresAt } = person.consent[message.scope];
  if (state !== "subscribed") return `consent is ${state}`;
  if (since === null || since > at) return "consent begins later";
  return expiresAt !== null && expiresAt <= at ? "consent has ended" : null;
}

export function overLimit(asked: RandomCase, at: number): string | null {
  const { person, message, history, settings } = asked;
  if (message.class !== "marketing") return null;
  const limits: { id: string; max: number; windowMs: number; subject?: boolean }[] = rulesFor(asked).flatMap(({ id, caps }) => caps.map(({ max, windowHours, scope }) => ({ id, max, windowMs: windowHours * 3_600_000, subject: /subject/.test(scope ?? "") })));
  if (settings.brand) limits.push({ id: "brand", ...settings.brand });
  if (person.preference.limit) limits.push({ id: "own", ...person.preference.limit });
  for (const name of person.policies) {
    const given = segmentCaps[name];
    const policy = settings.policies[name] ?? (typeof given === "object" ? { max: given.max, windowMs: given.perDays * 86_400_000 } : null);
    if (policy) limits.push({ id: name, ...policy });
  }
  const over = limits.find(({ max, windowMs, subject }) => {
    const same = (one: string | null) => !subject || one === null || message.subject === null || one === message.subject;
    const before = history.filter((sent) => sent.class === "marketing" && sent.outcome !== "failed" && same(sent.subject) && at - sent.at < windowMs);
    return before.length + 1 > max;
  });
  return over ? `more than ${over.id} allows` : null;
}

export function afterStop({ person: { stop }, message, history }: RandomCase, at: number): string | null {
  if (!stop) return null;
  if (message.reply?.kind !== "stop" || message.class !== "reply") return "sent after STOP";
  if (stop.by !== "reply" || at < stop.at || at - stop.at > 300_000) return "no confirmation is due";
  return history.some((sent) => sent.reply === "stop" && sent.outcome !== "failed" && sent.at >= stop.at) ? "confirmed twice" : null;
}

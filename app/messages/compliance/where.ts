// Where somebody with such an address or number may be, and when a promotional text could reach them: the gate's own
// steps, asked without a person. What is typed here is looked at and forgotten.
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { z } from "zod";
import type { Problem } from "#app/lib/problem.ts";
import type { Week } from "#app/consent/week.ts";
import type { GateRules } from "../gate/gate-rules.ts";
import { AHEAD_MS, isOpen, nextOpen, whyClosed } from "../gate/hours.ts";
import { type NumberPlace, plausible } from "../gate/region.ts";
import type { Reason } from "../gate/reasons.ts";
import { offsetAt } from "../gate/zone-clock.ts";

const Typed = z.string().trim().max(64);

/** `phone`: a whole number, or a North American area code alone. */
export const WhereAsked = z.strictObject({ country: z.union([z.literal(""), z.string().regex(/^[A-Z]{2}$/)]), province: z.union([z.literal(""), z.string().regex(/^[A-Z0-9]{1,3}$/)]), postal: Typed, phone: Typed });
export type WhereAsked = z.infer<typeof WhereAsked>;

export type Where = {
  regions: string[];
  /** Each with its own clock at the instant: minutes of the day. */
  zones: { name: string; minute: number }[];
  because: string[];
  rules: readonly string[];
  week: Week;
  countryOff: string | null;
  closed: { reason: Reason; rule: string; zone: string } | null;
  /** Null: no hour suits them all. */
  opensAt: number | null;
  limits: { id: string; max: number; windowMs: number }[];
};

const AREA = /^\(?[2-9]\d{2}\)?$/;

export function whereMayBe(rules: GateRules, asked: WhereAsked, now: number): { where: Where } | { problems: Problem[] } {
  const number = asked.phone === "" ? null : placeOfNumber(asked.phone);
  if (number === "unreadable") return { problems: [{ path: ["phone"], message: "This is neither a phone number nor an area code of three digits." }] };
  if (number === null && asked.country === "") return { problems: [{ path: ["country"], message: "Choose a country, or enter a phone number or an area code." }] };
  const place = plausible({ zone: null, addresses: [{ country: asked.country || null, province: asked.province || null, postal: asked.postal || null }], number });
  const { law, week } = rules.here(place.regions);
  const hours = { law, zones: place.zones, merchant: rules.settings.hours, own: null };
  const isClosed = !isOpen(law, week, place.zones, now);
  const where: Where = {
    regions: place.regions,
    zones: place.zones.map((name) => ({ name, minute: minuteOfDay(now + offsetAt(name, now)) })),
    because: place.because,
    rules: law.ids,
    week,
    countryOff: law.countryOff,
    closed: isClosed ? whyClosed(hours, now) : null,
    opensAt: isClosed ? nextOpen(law, week, place.zones, now, now + AHEAD_MS) : now,
    limits: law.limits.map(({ id, max, windowMs }) => ({ id, max, windowMs })),
  };
  return { where };
}

function placeOfNumber(typed: string): NumberPlace | "unreadable" {
  if (AREA.test(typed)) {
    const area = typed.replaceAll(/\D/g, "");
    return { country: parsePhoneNumberFromString(`+1${area}2345678`)?.country ?? null, area };
  }
  const parsed = parsePhoneNumberFromString(typed, "US");
  if (!parsed?.isPossible()) return "unreadable";
  return { country: parsed.country ?? null, area: parsed.countryCallingCode === "1" ? parsed.nationalNumber.slice(0, 3) : null };
}

const minuteOfDay = (localMs: number) => Math.floor(localMs / 60_000) % 1_440;

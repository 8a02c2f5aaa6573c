// Which rules hold for somebody who may be in these regions, worked out once for each set of regions. Where a country's
// states have rules of their own and the state is not known, all of them hold.
import { countryOf } from "./region.ts";
import { both, epochDay, guarded, type Week } from "#app/consent/week.ts";
import type { Calendar, LawRule, RuleBook } from "#app/consent/rule-book.ts";
import { hours } from "#app/lib/time.ts";
import type { Basis } from "#app/consent/grant.ts";
import type { Limit } from "./facts.ts";
import type { GateSettings } from "./settings.ts";

/** A limit with its name. `bySubject`: only texts on the same subject count. */
export type NamedLimit = Limit & { id: string; bySubject: boolean };

export type Ban = { rule: string; calendar: Calendar };

export type RegionLaw = {
  /** The ids of all rules that hold, for the record. */
  ids: readonly string[];
  hours: readonly { rule: string; week: Week }[];
  /** All of `hours` together. */
  week: Week;
  limits: readonly NamedLimit[];
  bans: readonly Ban[];
  extraDays: ReadonlyMap<number, string>;
  emergencies: GateSettings["emergencies"];
  countryOff: string | null;
  bases: readonly Basis[];
  hasImpliedEnd: boolean;
};

/** Soft opt-in: ePrivacy directive 2002/58/EC art. 13(2), and PECR 2003 reg. 22(3) in the United Kingdom. */
const SOFT = ["GB", "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"];
/** CASL s. 10(9)-(10), and the Australian Spam Act 2003 s. 16 with schedule 2. */
const IMPLIED = ["CA", "AU"];
const EVERY: readonly Basis[] = ["express", "softOptIn", "impliedPurchase", "impliedInquiry"];

export function lawOf(book: RuleBook, settings: GateSettings, regions: readonly string[]): RegionLaw {
  const countries = [...new Set(regions.map(countryOf))];
  const isStrict = settings.profile === "strict";
  const rules = [...new Set(countries.flatMap((country) => rulesOf(book, country, regions)))].filter(({ profile }) => isStrict || profile === "standard");
  const named = rules.map((rule) => ({ rule: rule.id, week: guarded((isStrict && rule.strictHours) || rule.hours, settings.guardMinutes) }));
  const lost = countries.filter((country) => isUnplaced(country, regions)).map((country) => ({ rule: `${country}-unknown`, week: guarded(book.unknownRegion, settings.guardMinutes) }));
  const all = [...named, ...lost];
  return {
    ids: all.map(({ rule }) => rule),
    hours: all,
    week: all.map(({ week }) => week).reduce(both),
    limits: rules.flatMap(limitsOf),
    bans: rules.flatMap((rule) => banOf(book, rule)),
    extraDays: new Map(settings.extraHolidays.filter(({ region }) => reaches(regions, region)).map(({ on, region }) => [epochDay(on), region])),
    emergencies: settings.emergencies.filter(({ region }) => reaches(regions, region)),
    countryOff: countries.find((country) => isOff(book, settings, country)) ?? null,
    bases: EVERY.filter((basis) => countries.every((country) => allows(country, basis))),
    hasImpliedEnd: countries.includes("CA"),
  };
}

const isUnplaced = (country: string, regions: readonly string[]) => country === "US" && regions.includes("US");

/** Who may be anywhere in a country may be in the state that the word is about. */
const reaches = (regions: readonly string[], region: string) => regions.includes(region) || regions.includes(countryOf(region)) || regions.some((each) => countryOf(each) === region);

function rulesOf(book: RuleBook, country: string, regions: readonly string[]): LawRule[] {
  const own = book.rules.get(country) ?? book.rules.get("*");
  const states = isUnplaced(country, regions) ? [...book.rules.keys()].filter((id) => id.startsWith(`${country}-`)) : regions.filter((region) => region.startsWith(`${country}-`));
  return [own, ...states.map((state) => book.rules.get(state))].flatMap((rule) => rule ?? []);
}

/** An exemption by purchase (Oregon) is not used: it would rest on our knowing all their orders. */
const limitsOf = (rule: LawRule): NamedLimit[] => rule.caps.map(({ max, windowHours, scope }, index) => ({ id: `${rule.id}/limit${index > 0 ? index + 1 : ""}`, max, windowMs: hours(windowHours), bySubject: scope?.includes("subject") ?? false }));

function banOf(book: RuleBook, rule: LawRule): Ban[] {
  if (!rule.holidays) return [];
  const calendar = book.calendars.get(rule.holidays.calendar);
  return [{ rule: rule.id, calendar: calendar ?? { days: new Map(), fromDay: 0, toDay: -1 } }];
}

function isOff(book: RuleBook, { countriesOn, countriesOff }: GateSettings, country: string): boolean {
  if (countriesOff.includes(country)) return true;
  return (book.rules.get(country)?.confidence ?? "low") === "low" && !countriesOn.includes(country);
}

function allows(country: string, basis: Basis): boolean {
  if (basis === "express") return true;
  return (basis === "softOptIn" ? SOFT : IMPLIED).includes(country);
}

// One change of what the gate goes by, made by hand: a country, a ban, a day off, a limit. Each gives the settings as they
// are then, or what is wrong with the change.
import { z } from "zod";
import { RULE_BOOK } from "../../consent/rule-book.ts";
import { SegmentId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { days } from "../../lib/time.ts";
import { PLACES } from "../../segments/regions.ts";
import { AT_REST } from "../gate/limits.ts";
import type { GateSettings } from "../gate/settings.ts";
import type { TextSettings } from "../settings/text-settings.ts";

export const EMERGENCIES_MAX = 100;
export const HOLIDAYS_MAX = 500;
export const POLICIES_MAX = 50;
export const SEGMENT_POLICIES_MAX = 200;
/** The year 2100. */
const UNTIL_MAX = Date.UTC(2100, 0, 1);
/** What the column holds. */
const SEGMENT_MAX = 2_147_483_647;

const Region = z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "Choose a country or a state.");
const PolicyName = z.string().trim().min(1, "Give the policy a name.").max(40).regex(/^[A-Za-z][A-Za-z0-9 -]*$/, "Letters, digits, spaces and hyphens; a letter first.");

export const GateChange = z.discriminatedUnion("change", [
  z.strictObject({ change: z.literal("country"), country: z.string().regex(/^[A-Z]{2}$/), isOn: z.boolean() }),
  /** `until` null: until somebody ends it. */
  z.strictObject({ change: z.literal("ban"), region: Region, until: z.int().max(UNTIL_MAX).nullable() }),
  z.strictObject({ change: z.literal("endBan"), region: Region, from: z.int() }),
  z.strictObject({ change: z.literal("dayOff"), region: Region, on: z.iso.date("Choose a day.") }),
  z.strictObject({ change: z.literal("noDayOff"), region: Region, on: z.iso.date() }),
  z.strictObject({ change: z.literal("policy"), name: PolicyName, max: z.int().min(0).max(1_000), perDays: z.int().min(1).max(365) }),
  /** Back to the rule book's limit of that name; the shop's own goes. */
  z.strictObject({ change: z.literal("noPolicy"), name: PolicyName }),
  /** Which policy holds for a segment's members; null: none. */
  z.strictObject({ change: z.literal("segmentPolicy"), segment: z.int().max(SEGMENT_MAX).pipe(SegmentId), policy: PolicyName.nullable() }),
]);
export type GateChange = z.infer<typeof GateChange>;

type Changed = { gate: GateSettings } | { problems: Problem[] };

export function changeSettings(settings: TextSettings, asked: GateChange, now: number): { settings: TextSettings } | { problems: Problem[] } {
  if (asked.change === "segmentPolicy") return withSegmentPolicy(settings, asked);
  const changed = changeGate(settings.gate, asked, now);
  return "problems" in changed ? changed : { settings: { ...settings, gate: changed.gate } };
}

function withSegmentPolicy(settings: TextSettings, { segment, policy }: { segment: number; policy: string | null }): { settings: TextSettings } | { problems: Problem[] } {
  const { [String(segment)]: _, ...others } = settings.segmentPolicies;
  if (policy === null) return { settings: { ...settings, segmentPolicies: others } };
  if (!Object.hasOwn(settings.gate.policies, policy) && !Object.hasOwn(RULE_BOOK.policies, policy)) return { problems: [{ path: ["policy"], message: "There is no such policy." }] };
  if (Object.keys(others).length >= SEGMENT_POLICIES_MAX) return { problems: [{ path: ["segment"], message: `At most ${SEGMENT_POLICIES_MAX} segments can have a policy.` }] };
  return { settings: { ...settings, segmentPolicies: { ...others, [segment]: policy } } };
}

export function changeGate(gate: GateSettings, asked: Exclude<GateChange, { change: "segmentPolicy" }>, now: number): Changed {
  switch (asked.change) {
    case "country":
      return { gate: withCountry(gate, asked.country, asked.isOn) };
    case "ban":
      return withBan(gate, asked, now);
    case "endBan":
      return { gate: { ...gate, emergencies: gate.emergencies.filter(({ region, from }) => region !== asked.region || from !== asked.from) } };
    case "dayOff":
      return withDayOff(gate, asked);
    case "noDayOff":
      return { gate: { ...gate, extraHolidays: gate.extraHolidays.filter(({ region, on }) => region !== asked.region || on !== asked.on) } };
    case "policy":
      return withPolicy(gate, asked);
    case "noPolicy": {
      const { [asked.name]: _, ...policies } = gate.policies;
      return { gate: { ...gate, policies } };
    }
    default:
      return asked satisfies never;
  }
}

function withCountry(gate: GateSettings, country: string, isOn: boolean): GateSettings {
  const without = (list: string[]) => list.filter((code) => code !== country);
  const needsNaming = (RULE_BOOK.rules.get(country)?.confidence ?? "low") === "low";
  return {
    ...gate,
    countriesOn: isOn && needsNaming ? [...without(gate.countriesOn), country].sort() : without(gate.countriesOn),
    countriesOff: isOn ? without(gate.countriesOff) : [...without(gate.countriesOff), country].sort(),
  };
}

function withBan(gate: GateSettings, { region, until }: { region: string; until: number | null }, now: number): Changed {
  if (!isPlace(region)) return problem("region", "This is no country or state that Segue knows.");
  if (until !== null && until <= now) return problem("until", "The ban would be over already.");
  if (gate.emergencies.length >= EMERGENCIES_MAX) return problem("region", `At most ${EMERGENCIES_MAX} bans. End those that are over.`);
  return { gate: { ...gate, emergencies: [...gate.emergencies, { region, from: now, until }] } };
}

function withDayOff(gate: GateSettings, { region, on }: { region: string; on: string }): Changed {
  if (!isPlace(region)) return problem("region", "This is no country or state that Segue knows.");
  if (gate.extraHolidays.some((day) => day.region === region && day.on === on)) return problem("on", "This day is on the list.");
  if (gate.extraHolidays.length >= HOLIDAYS_MAX) return problem("on", `At most ${HOLIDAYS_MAX} days. Take away those that are past.`);
  return { gate: { ...gate, extraHolidays: [...gate.extraHolidays, { region, on }].toSorted((one, other) => (one.on + one.region < other.on + other.region ? -1 : 1)) } };
}

function withPolicy(gate: GateSettings, { name, max, perDays }: { name: string; max: number; perDays: number }): Changed {
  if (name === AT_REST) return problem("name", "This name stands for people whom a flow lets rest. Choose another.");
  if (!Object.hasOwn(gate.policies, name) && Object.keys(gate.policies).length >= POLICIES_MAX) return problem("name", `At most ${POLICIES_MAX} policies.`);
  return { gate: { ...gate, policies: { ...gate.policies, [name]: { max, windowMs: days(perDays) } } } };
}

const isPlace = (region: string) => {
  const [country = "", state] = region.split("-");
  return state === undefined ? /^[A-Z]{2}$/.test(country) : Object.hasOwn(PLACES[country] ?? {}, state);
};

const problem = (field: string, message: string): Changed => ({ problems: [{ path: [field], message }] });

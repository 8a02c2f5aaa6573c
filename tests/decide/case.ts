// A gate case as people write it (docs/gate.md): a few words, and everything that is not said is as it is for somebody
// who may be texted. An unknown word is an error, because a misspelt one would be a rule that nobody looks at.
import { z } from "zod";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { DailyHours, WeekHours } from "#app/consent/week.ts";
import { days, hours } from "#app/lib/time.ts";
import { Basis, Grant, StoppedBy } from "#app/consent/grant.ts";
import { Fault, Message, MessageClass, Person, Sent } from "#app/messages/gate/facts.ts";
import { readNumber } from "#app/messages/gate/number.ts";
import { countryOf, NOWHERE, plausible, zonesOf } from "#app/messages/gate/region.ts";
import { GateSettings } from "#app/messages/gate/settings.ts";
import { phoneParts } from "#app/shopify/phone.ts";

const At = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Hours = z.union([DailyHours, WeekHours]);
const Limit = z.union([
  z.strictObject({ max: z.int().min(0), windowHours: z.number().positive() }).transform(({ max, windowHours }) => ({ max, windowMs: hours(windowHours) })),
  z.strictObject({ max: z.int().min(0), perDays: z.number().positive() }).transform(({ max, perDays }) => ({ max, windowMs: days(perDays) })),
]);
const Address = z.strictObject({ country: z.string().nullable().default(null), province: z.string().nullable().default(null), postal: z.string().nullable().default(null) });

const State = Grant.shape.state;
const GrantCase = z.preprocess((given) => (typeof given === "string" ? { state: given } : given), z.strictObject({
  state: State, since: At.nullable().default(0), basis: Basis.default("express"), expiresAt: At.nullable().default(null), isDouble: z.boolean().default(true), proof: Grant.shape.proof.default("written"),
}));

const NONE: Grant = { state: "none", since: null, basis: "express", expiresAt: null, isDouble: false, proof: "none" };
const FULL: Grant = { state: "subscribed", since: 0, basis: "express", expiresAt: null, isDouble: true, proof: "written" };
/** Once consent is spoken of, what is not named is none. */
const Consent = z.strictObject({ marketing: GrantCase.default(NONE), cartReminders: GrantCase.default(NONE), transactional: GrantCase.default(NONE) });

const Reply = z.enum(["stop", "help", "optIn"]);
const MessageCase = z.strictObject({
  class: MessageClass.default("marketing"),
  scope: Message.shape.scope.default("marketing"),
  reply: z.strictObject({ kind: Reply, to: At }).nullable().default(null),
  topic: z.string().nullable().default(null),
  subject: z.string().nullable().default(null),
  cart: z.strictObject({ key: z.string(), leftAt: At, isOrdered: z.boolean().default(false) }).nullable().default(null),
  place: Message.shape.place.default("in"),
  faults: z.array(Fault).default([]),
  sender: Message.shape.sender.default("ready"),
  budgetAt: At.nullable().default(null),
  dueAt: At.optional(),
  expireAfterHours: z.number().positive().optional(),
  expiresAt: At.nullable().default(null),
});

const SentCase = z.preprocess((given) => (typeof given === "string" ? { at: given } : given), z.strictObject({
  at: At, class: MessageClass.default("marketing"), reply: Reply.nullable().default(null), subject: z.string().nullable().default(null), cart: z.string().nullable().default(null), outcome: Sent.shape.outcome.default("accepted"),
}));

const SettingsCase = z.strictObject({
  countriesOn: GateSettings.shape.countriesOn.default([]),
  countriesOff: GateSettings.shape.countriesOff.default([]),
  hours: Hours.nullable().default(null),
  guardMinutes: GateSettings.shape.guardMinutes.default(0),
  brand: Limit.nullable().default(RULE_BOOK.brandCap),
  policies: z.record(z.string(), Limit).default({}),
  emergencies: z.array(z.strictObject({ region: z.string(), from: At, until: At.nullable().default(null) })).default([]),
  extraHolidays: GateSettings.shape.extraHolidays.default([]),
  needsProof: z.boolean().default(true),
});

const VerdictName = z.enum(["send", "defer", "skip", "halt"]);
const Expected = z.preprocess((given) => (typeof given === "string" ? { verdict: given } : given), z.strictObject({ verdict: VerdictName.optional(), until: At.nullable().optional(), reason: z.string().optional() }));

export const GateCase = z.strictObject({
  name: z.string(),
  at: At,
  country: z.string().optional(),
  regions: z.array(z.string()).optional(),
  zones: z.array(z.string()).optional(),
  profile: GateSettings.shape.profile.default("standard"),
  phone: z.string().nullable().optional(),
  reach: z.enum(["ok", "unreachable", "landline"]).default("ok"),
  address: Address.optional(),
  billing: Address.optional(),
  preferredZone: z.string().optional(),
  isGone: z.boolean().default(false),
  isMinor: z.boolean().default(false),
  consent: z.union([Consent, State.transform((state) => ({ marketing: { ...FULL, state }, cartReminders: { ...FULL, state }, transactional: { ...FULL, state } }))]).default({ marketing: FULL, cartReminders: FULL, transactional: FULL }),
  stop: z.union([At.transform((at) => ({ at, by: "reply" as const })), z.strictObject({ at: At, by: StoppedBy.default("reply") })]).nullable().default(null),
  suspectedAt: At.nullable().default(null),
  lastWroteAt: At.nullable().default(null),
  preference: z.strictObject({ hours: Hours.nullable().default(null), limit: Limit.nullable().default(null), declined: z.array(z.string()).default([]) }).default({ hours: null, limit: null, declined: [] }),
  policies: z.array(z.string()).default([]),
  message: MessageCase.prefault({}),
  history: z.array(SentCase).default([]),
  settings: SettingsCase.prefault({}),
  expectedAllowed: z.boolean().optional(),
  expected: Expected.optional(),
  requiresTzdata: z.string().optional(),
  note: z.string().optional(),
});
export type GateCase = z.infer<typeof GateCase>;

export function settingsOf({ settings, profile }: GateCase): GateSettings {
  return GateSettings.parse({ ...settings, profile });
}

export function personOf(given: GateCase): Person {
  const { isGone, isMinor, consent, stop, suspectedAt, lastWroteAt, preference, policies, phone, reach } = given;
  const number = phone === null ? null : { validity: phone === undefined ? ("valid" as const) : readNumber(phone).validity, reach };
  return Person.parse({ isGone, isMinor, number, ...whereOf(given), consent, stop, suspectedAt, lastWroteAt, preference, policies });
}

/** What is named is taken as it is; a phone number and addresses add all that they make plausible. */
function whereOf({ country, regions = [], zones, phone, address, billing, preferredZone }: GateCase): { regions: string[]; zones: string[] } {
  const named = [...regions, ...(country && !regions.some((region) => countryOf(region) === country) ? [country] : [])];
  const parts = phone ? phoneParts(phone) : null;
  const isEvident = named.length === 0 || parts !== null || [address, billing, preferredZone].some((each) => each !== undefined);
  const found = isEvident ? plausible({ zone: preferredZone ?? null, addresses: [address, billing].flatMap((each) => each ?? []), number: parts && { country: parts.phoneCountry, area: parts.phoneArea } }) : { regions: [], zones: [] };
  return { regions: unique([...named, ...found.regions.filter((region) => named.length === 0 || region !== NOWHERE)]), zones: unique([...(zones ?? zonesOf(named)), ...found.zones]) };
}

const unique = (list: string[]) => [...new Set(list)].sort();

export function messageOf({ message: { dueAt, expireAfterHours, expiresAt, ...message }, at }: GateCase): Message {
  return Message.parse({ ...message, expiresAt: expireAfterHours === undefined ? expiresAt : (dueAt ?? at) + hours(expireAfterHours) });
}

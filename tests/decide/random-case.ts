// Anybody, any text, any history, at any minute of three years, from one number. Most people of a draw may be texted, and
// what stands against it is a few things at once; instants lie near an edge (a change of clocks, the end of a limit,
// the end of a consent) more often than chance would. Drawn by hand, because fast-check's records of this size take
// ten times as long as the gate: a property draws the number, and the number is the case.
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import type { Week } from "#app/consent/week.ts";
import type { Grant } from "#app/consent/grant.ts";
import type { Limit, Message, Person, Sent } from "#app/messages/gate/facts.ts";
import { zonesOf } from "#app/messages/gate/region.ts";
import type { GateSettings } from "#app/messages/gate/settings.ts";

export type RandomCase = { now: number; settings: GateSettings; person: Person; message: Message; history: Sent[] };

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const [FROM, TO] = [Date.UTC(2026, 0, 1), Date.UTC(2029, 0, 1)];

const REGIONS = ["US", "US-FL", "US-LA", "US-TX", "US-CT", "US-MS", "US-RI", "US-UT", "US-NJ", "US-CO", "US-OR", "US-HI", "US-AZ", "CA-BC", "CA-NL", "CA-QC", "FR", "DE", "GB", "IN", "AU-NSW", "IT", "KE"];
const POLICIES = [...Object.keys(RULE_BOOK.policies), "own"];

/** Instants around which the clocks of New York, Paris and Sydney change, and holidays begin. */
const EDGES = ["2026-03-08T07:00Z", "2026-11-01T06:00Z", "2027-03-28T01:00Z", "2026-10-03T16:00Z", "2026-11-26T06:00Z", "2026-12-25T00:00Z", "2026-07-14T00:00Z"].map((at) => Date.parse(at));

type Chance = { int: (from: number, to: number) => number; of: <Value>(list: readonly Value[]) => Value; odds: (one: number) => boolean };

/** Mulberry32: 2^32 different draws, each from its number. */
function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { int, of: (list) => list[int(0, list.length - 1)] as (typeof list)[number], odds: (one) => next() * one < 1 };
}

export function caseOf(seed: number): RandomCase {
  const chance = chanceOf(seed);
  const { int, of, odds } = chance;
  const now = Math.floor((odds(4) ? of(EDGES) + int(-DAY, DAY) : int(FROM, TO)) / MINUTE) * MINUTE;
  const regions = [...new Set(Array.from({ length: of([1, 1, 2, 3]) }, () => of(REGIONS)))].sort();
  return { now, settings: settingsOf(chance, now), person: personOf(chance, now, regions), message: messageOf(chance, now), history: Array.from({ length: of([0, 0, 1, 2, 3, 4, 6]) }, () => sentOf(chance, now)) };
}

/** Often within some minutes of a limit's length. */
function ago({ int, of }: Chance): number {
  return of([int(0, 45 * DAY), int(0, 2 * DAY), of([1, 2, 7, 30]) * DAY + of([-1, 0, 1, int(-90, 90)]) * MINUTE]);
}

const limitOf = ({ int, of, odds }: Chance): Limit => ({ max: odds(20) ? 0 : int(1, 4), windowMs: of([1, 2, 7, 30]) * DAY });

function weekOf({ int }: Chance): Week {
  const [from, long] = [int(1, 18), int(1, 10)];
  return [0, 1, 2, 3, 4, 5, 6].map((day) => [day * 1_440 + from * 60, day * 1_440 + Math.min(24, from + long) * 60]);
}

function grantOf(chance: Chance, now: number): Grant {
  const { int, of, odds } = chance;
  return {
    state: odds(8) ? of(["pending", "unsubscribed", "none"]) : "subscribed",
    since: odds(12) ? of([null, now + MINUTE]) : now - (odds(3) ? int(150, 800) * DAY : ago(chance)),
    basis: odds(5) ? of(["softOptIn", "impliedPurchase", "impliedInquiry"]) : "express",
    expiresAt: odds(8) ? now + int(-10, 200) * HOUR : null,
    isDouble: !odds(4),
    proof: odds(10) ? of(["oral", "none"]) : "written",
  };
}

function personOf(chance: Chance, now: number, regions: string[]): Person {
  const { int, of, odds } = chance;
  return {
    isGone: odds(60),
    isMinor: odds(40),
    number: odds(40) ? of([null, { validity: "invalid", reach: "ok" }, { validity: "valid", reach: "landline" }]) : { validity: of(["valid", "possible"]), reach: "ok" },
    regions, zones: zonesOf(regions),
    consent: { marketing: grantOf(chance, now), cartReminders: grantOf(chance, now), transactional: grantOf(chance, now) },
    stop: odds(8) ? { at: odds(2) ? now - ago(chance) : now - int(-1, 8) * MINUTE, by: of(["reply", "reply", "reply", "complaint", "merchant"]) } : null,
    suspectedAt: odds(30) ? now - HOUR : null,
    lastWroteAt: odds(3) ? now - ago(chance) : null,
    preference: { hours: odds(8) ? weekOf(chance) : null, limit: odds(8) ? limitOf(chance) : null, declined: odds(20) ? ["sales"] : [] },
    policies: odds(3) ? [...new Set([of(POLICIES), of(POLICIES)])] : [],
  };
}

function messageOf({ int, of, odds }: Chance, now: number): Message {
  const isCart = odds(8);
  const kind = odds(5) ? of(["transactional", "conversational", "reply", "reply"] as const) : "marketing";
  return {
    class: kind,
    scope: isCart ? "cartReminders" : "marketing",
    reply: kind === "reply" || odds(9) ? { kind: of(["stop", "stop", "help", "optIn"]), to: now - int(0, 90) * MINUTE } : null,
    topic: odds(6) ? "sales" : null,
    subject: of([null, "hats", "shoes"]),
    cart: isCart && !odds(20) ? { key: of(["c1", "c2"]), leftAt: now - int(0, 50) * HOUR, isOrdered: odds(10) } : null,
    place: odds(40) ? of(["exited", "control", "left", "filtered"]) : "in",
    faults: odds(40) ? [of(["marketingWords", "missingValue", "noBrand", "forbidden"])] : [],
    sender: odds(40) ? of(["unregistered", "paused", "cannotReach"]) : "ready",
    budgetAt: odds(10) ? now + int(-5, 40) * HOUR : null,
    expiresAt: odds(4) ? now + int(-2, 96) * HOUR : null,
  };
}

function sentOf(chance: Chance, now: number): Sent {
  const { of } = chance;
  return { at: now - ago(chance), class: of(["marketing", "marketing", "marketing", "transactional", "reply"]), reply: of([null, null, null, "stop", "help"]), subject: of([null, "hats", "shoes"]), cart: of([null, null, null, "c1"]), outcome: of(["accepted", "accepted", "accepted", "uncertain", "failed"]) };
}

function settingsOf(chance: Chance, now: number): GateSettings {
  const { of, odds } = chance;
  return {
    profile: of(["standard", "standard", "strict"]),
    countriesOn: odds(6) ? [] : ["IT", "KE"],
    countriesOff: odds(20) ? ["DE"] : [],
    hours: odds(6) ? weekOf(chance) : null,
    guardMinutes: of([0, 10]),
    brand: odds(2) ? limitOf(chance) : null,
    policies: odds(4) ? { own: { max: 1, windowMs: 3 * DAY }, vip: { max: of([0, 1]), windowMs: DAY } } : {},
    emergencies: odds(12) ? [{ region: of(["US-LA", "US-FL"]), from: now - HOUR, until: of([now + 30 * HOUR, null]) }] : [],
    extraHolidays: odds(5) ? [{ region: "US-LA", on: "2026-11-27" }] : [],
    needsProof: odds(2),
  };
}

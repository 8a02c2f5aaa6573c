// What a merchant may ask of a campaign, and when each text is planned.
import { expect, test } from "vitest";
import { hours, minutes } from "../../lib/time.ts";
import { CampaignDefinition, checkCampaign, type Known } from "./campaign.ts";
import { instantOf, localOf, NO_PACE, pacer, startsAt, wantedAt } from "./campaign-plan.ts";

const KNOWN: Known = { segments: new Set([1, 2]), lists: new Set([1]), message: { kind: "promotional", newest: 3 } };
const aDefinition = (more: Partial<Record<keyof CampaignDefinition, unknown>> = {}) => CampaignDefinition.parse({
  message: { id: 1, version: null }, include: { segments: [1], lists: [] }, exclude: { segments: [], lists: [] }, schedule: { at: null, zone: "shop" }, perHour: null, expiresAfterMs: hours(24), topic: null, ...more,
});
const saysOf = (more: Parameters<typeof aDefinition>[0], known: Known = KNOWN) => checkCampaign(aDefinition(more), known, "2026-06-15T12:00").map(({ path, message }) => `${path.slice(1).join(".")}: ${message}`);

test("what is wrong with a campaign is said beside its field", () => {
  expect(saysOf({})).toEqual([]);
  expect(saysOf({ include: { segments: [], lists: [] } })).toEqual(["include: Choose at least one segment or list."]);
  expect(saysOf({ include: { segments: [3], lists: [1] } })).toEqual(["include: A segment was deleted. Take it out."]);
  expect(saysOf({ exclude: { segments: [1], lists: [2] } })).toEqual(["exclude: A list was deleted. Take it out.", "exclude: The same segment or list cannot be both chosen and left out."]);
  expect(saysOf({ schedule: { at: "2026-06-15T12:00", zone: "shop" } })).toEqual(["schedule.at: This time has passed in your shop’s time zone."]);
  expect(saysOf({ schedule: { at: "2026-06-15T12:01", zone: "shop" } })).toEqual([]);
  expect(saysOf({}, { ...KNOWN, message: null })).toEqual(["message: Choose a message that exists."]);
  expect(saysOf({}, { ...KNOWN, message: { kind: "cart", newest: 1 } })).toEqual(["message: A campaign is about no cart. Choose another message."]);
  expect(saysOf({}, { ...KNOWN, message: { kind: "transactional", newest: 1 } })).toHaveLength(1);
  expect(saysOf({ message: { id: 1, version: 4 } })).toEqual(["message: This version of the message does not exist."]);
  for (const wrong of [{ perHour: 9 }, { expiresAfterMs: minutes(59) }, { schedule: { at: "2026-06-31", zone: "shop" } }, { topic: "" }]) expect(() => aDefinition(wrong)).toThrow();
});

const NEW_YORK = { phone: "+12025550101", timeZone: "America/New_York", country: "US", province: "DC", postal: "20001" };
const at = (text: string) => Date.parse(text);

test("a time of the shop is one instant for all, a time of each recipient comes when it has come wherever they may be", () => {
  const now = at("2026-06-15T12:00:00Z");
  const inShop = { at: "2026-06-20T10:00", zone: "shop" } as const;
  expect(startsAt(inShop, "Europe/Berlin", now)).toBe(at("2026-06-20T08:00:00Z"));
  expect(wantedAt(inShop, "Europe/Berlin", NEW_YORK, now)).toBe(at("2026-06-20T08:00:00Z"));
  const there = { at: "2026-06-20T10:00", zone: "recipient" } as const;
  // People are taken before it is ten anywhere.
  expect(startsAt(there, "Europe/Berlin", now)).toBe(at("2026-06-19T20:00:00Z"));
  expect(wantedAt(there, "Europe/Berlin", NEW_YORK, now)).toBe(at("2026-06-20T14:00:00Z"));
  // Of a number of the whole country, it is ten last in Hawaii.
  expect(wantedAt(there, "Europe/Berlin", { phone: "+18005550101", timeZone: null, country: "US", province: null, postal: null }, now)).toBeGreaterThanOrEqual(at("2026-06-20T20:00:00Z"));
  expect(wantedAt({ at: null, zone: "recipient" }, "Europe/Berlin", NEW_YORK, now)).toBe(now);
  // Who is further east than the hour gets it at once.
  expect(wantedAt(there, "Europe/Berlin", NEW_YORK, at("2026-06-20T15:00:00Z"))).toBe(at("2026-06-20T15:00:00Z"));
});

test("an hour that the clock skips moves on, and one that comes twice is the first", () => {
  expect(new Date(instantOf("2026-03-08T02:30", "America/New_York")).toISOString()).toBe("2026-03-08T07:30:00.000Z");
  expect(new Date(instantOf("2026-11-01T01:30", "America/New_York")).toISOString()).toBe("2026-11-01T05:30:00.000Z");
  expect(localOf(at("2026-06-15T12:34:56Z"), "America/New_York")).toBe("2026-06-15T08:34");
});

test("never more go in an hour than were allowed, however they come and wherever a page ends", () => {
  const start = at("2026-06-15T12:00:00Z");
  let pace = NO_PACE;
  const planned: number[] = [];
  for (let page = 0; page < 10; page++) {
    const own = pacer(100, pace);
    for (let one = 0; one < 37; one++) planned.push(own.at(start + (one % 3) * hours(1)));
    pace = own.pace();
  }
  expect(planned).toHaveLength(370);
  const sorted = planned.toSorted((a, b) => a - b);
  const inHourFrom = (from: number) => sorted.filter((one) => one >= from && one < from + hours(1)).length;
  for (let from = start; from < start + hours(6); from += minutes(6)) expect(inHourFrom(from)).toBeLessThanOrEqual(100);
  // Nobody waits though there is room.
  expect(sorted.filter((one) => one < start + hours(1)).length).toBe(100);
  expect(pacer(null, NO_PACE).at(start)).toBe(start);
});

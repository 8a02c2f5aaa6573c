// What makes one visit, and since when visits are known.
import { expect, test } from "vitest";
import type { EventKind } from "#app/customers/event-kind.ts";
import { coverOf } from "./cover.ts";
import { isOffered } from "./offered.ts";
import type { EventFacts } from "./person.ts";
import { visitsOf } from "./visit.ts";

const NONE = { source: "api", name: null, productId: null, variantId: null, collectionId: null, valueMinor: null, quantity: null, text: null, campaign: null, device: null, referrer: null, utmSource: null, utmMedium: null, utmCampaign: null, props: null, endsAt: null, product: null };
const NOON = Date.parse("2026-03-12T12:00:00Z");
const LATER = NOON + 86_400_000;

/** So long after noon. */
const event = (time: string, kind: EventKind = "pageViewed", more: Partial<EventFacts> = {}): EventFacts => {
  const [minutes = 0, seconds = 0] = time.split(":").map(Number);
  return { ...NONE, eventId: `${time}/${kind}`, kind, at: new Date(NOON + (minutes * 60 + seconds) * 1000), ...more };
};
const shown = (events: EventFacts[], now = LATER) => visitsOf(events, now).map(({ at, minutes, pages }) => `from ${(at.getTime() - NOON) / 60_000}, ${minutes} min, ${pages} pages`);

test("a rest of half an hour ends a visit, and nothing shorter does", () => {
  expect(shown([event("0"), event("29:59"), event("59:58"), event("89:58")])).toEqual(["from 0, 59 min, 3 pages", `from ${89 + 58 / 60}, 0 min, 1 pages`]);
});

test("the order in which events are told makes no difference", () => {
  const events = [event("0"), event("20", "searched"), event("45", "productViewed"), event("100", "cartAdded")];
  for (const other of [events.toReversed(), [2, 0, 3, 1].flatMap((at) => events[at] ?? [])]) expect(visitsOf(other, LATER)).toEqual(visitsOf(events, LATER));
  // One that comes late joins what seemed to be two.
  expect(shown([event("0"), event("50")])).toHaveLength(2);
  expect(shown([event("0"), event("50"), event("25", "cartViewed")])).toEqual(["from 0, 50 min, 2 pages"]);
});

test("time is whole minutes from the first event to the last, and only views are pages", () => {
  expect(shown([event("0", "cartViewed"), event("3", "productViewed"), event("3", "collectionViewed"), event("9:59", "formSubmitted")])).toEqual(["from 0, 9 min, 2 pages"]);
});

test("what others tell, and what is noticed of a checkout when they have long left, is no part of a visit", () => {
  expect(shown([event("0"), event("20", "checkoutAbandoned"), event("40", "custom"), event("41", "emailClicked"), event("45")])).toEqual(["from 0, 0 min, 1 pages", "from 45, 0 min, 1 pages"]);
});

test("what lies ahead belongs to no visit yet, and begins none differently", () => {
  const events = [event("0"), event("10"), event("20"), event("90")];
  expect(shown(events, NOON + 600_000)).toEqual(["from 0, 10 min, 2 pages", "from 90, 0 min, 0 pages"]);
  expect(shown(events)).toEqual(["from 0, 20 min, 3 pages", "from 90, 0 min, 1 pages"]);
});

test("where somebody came from is what the first event says", () => {
  const [visit] = visitsOf([event("1", "productViewed", { text: "/products/soap", utmMedium: "email" }), event("0", "collectionViewed", { text: "/collections/new", utmMedium: "social" })], LATER);
  expect([visit?.landing, visit?.first.utmMedium]).toEqual(["/collections/new", "social"]);
  expect(visitsOf([event("0", "searched", { text: "soap" })], LATER)[0]?.landing).toBeNull();
});

test("visits are known since the first of the views that are told, and asked of no shop without one", () => {
  expect(coverOf({ event: "visit" }, { cartAdded: 0, productViewed: 500, pageViewed: 700 })).toBe(500);
  expect(coverOf({ event: "visit" }, { cartAdded: 0, searched: 0 })).toBeNull();
  expect([["cartAdded"], ["collectionViewed"]].map((told) => isOffered("visit", told))).toEqual([false, true]);
});

import { expect, test } from "vitest";
import { driftWords, isMoving, type PlaceView, placeWords } from "./place-view.ts";

const place: PlaceView = {
  connection_id: 1, segment_id: 2, platform: "klaviyo", connection: "on", settings: { limitShare: 0.2, limitPeople: 500 }, place_name: "VIP", place_ref: "L1", model: "list", state: "on",
  problem: null, events: false, waiting_add: 0, waiting_remove: 0, waiting_since: null, compared_at: null, drift_missing: 0, drift_extra: 0, drift_unknown: 0,
  counts: { held: 1240, adding: 0, removing: 0, refused: 0, skipped: 0 }, reasons: [],
};

test("Each state is said with its numbers.", () => {
  expect(placeWords({ ...place, state: "first" }, 3100)).toMatchObject({ label: "First sync", sentence: "1,240 of 3,100 are there." });
  expect(placeWords({ ...place, state: "first", place_ref: null }, 3100)).toMatchObject({ sentence: "The list is being made in Klaviyo." });
  expect(placeWords({ ...place, state: "waiting", waiting_remove: 800 }, 440)).toMatchObject({ label: "Waiting for your yes", sentence: "800 would leave, more than your limit of 20% and 500 people in an hour." });
  expect(placeWords(place, 1240)).toEqual({ tone: "success", label: "Up to date", sentence: null });
  expect(placeWords({ ...place, connection: "broken" }, 1240).label).toBe("Stopped");
});

test("Nobody is told that a comparison found nothing before there was one.", () => {
  expect(driftWords(place)).toBeNull();
  expect(driftWords({ ...place, compared_at: "2026-01-01T00:00:00Z" })).toBe("Klaviyo had exactly the people of this segment.");
  expect(driftWords({ ...place, compared_at: "2026-01-01T00:00:00Z", drift_missing: 1, drift_unknown: 2 })).toBe("In Klaviyo: 1 person was missing, 2 people whom Segue does not know. Put right.");
});

test("What waits for the merchant or for a mended connection is not asked about again and again.", () => {
  expect(isMoving({ ...place, counts: { ...place.counts, adding: 1 } })).toBe(true);
  expect(isMoving({ ...place, connection: "broken", counts: { ...place.counts, adding: 1 } })).toBe(false);
  expect(isMoving({ ...place, state: "waiting" })).toBe(false);
});

// What a merchant reads of a campaign.
import { expect, test } from "vitest";
import { whenWords } from "./campaign-list.tsx";
import { dollars, hoursIn, reasonLines, scheduleWords, waitWords } from "./campaign-words.ts";
import { problemWords } from "#app/messages/campaigns/problem-words.ts";
import { asSaved, draftOf, emptyDraft, tomorrow } from "./draft.ts";

test("a time is said with the zone it is meant in", () => {
  expect(scheduleWords({ at: null, zone: "shop" }, "Europe/Berlin")).toBe("As soon as it is started");
  expect(scheduleWords({ at: "2026-12-01T10:00", zone: "shop" }, "Europe/Berlin")).toBe("Dec 1, 2026, 10:00 AM (Europe/Berlin)");
  expect(scheduleWords({ at: "2026-12-01T10:00", zone: "recipient" }, "Europe/Berlin")).toBe("Dec 1, 2026, 10:00 AM, local time of each recipient");
  expect(whenWords({ state: "done", schedule: { at: null, zone: "shop" }, startedAt: "2026-12-01T09:00:00Z", endedAt: "2026-12-01T10:00:00Z" }, "UTC")).toBe("Ended Dec 1, 2026, 10:00 AM");
  expect(waitWords(172_800_000)).toContain("2 days.");
  expect(waitWords(14_400_000)).toContain("4 hours.");
});

test("money is in dollars, exact where it is little, and marked where prices are estimates", () => {
  expect([dollars(0), dollars(10_900), dollars(1_234_567_890), dollars(2_500_000, true)]).toEqual(["$0.00", "$0.0109", "$1,234.57", "≈ $2.50"]);
});

test("reasons stand with the most frequent first, in words and with what to do", () => {
  expect(reasonLines({ stopped: 1, noConsent: 20, minor: 0 })).toEqual([
    { key: "noConsent", count: 20, says: "They have not agreed to texts of this kind.", remedy: "Ask for their consent with an opt-in form." },
    { key: "stopped", count: 1, says: "They asked for texts to stop.", remedy: expect.stringContaining("Never text them again.") },
  ]);
  expect(problemWords("contentForbidden").says).toBe("Carriers forbid something in this text.");
  expect(problemWords("messageGone").says).toBe("Its message is not there any more.");
});

test("hours between two busy ones are drawn empty, as long as there are few of them", () => {
  const hour = 3_600_000;
  expect(hoursIn({ [String(3 * hour)]: [1, 0], [String(hour)]: [0, 2] })).toEqual([[hour, 0, 2], [2 * hour, 0, 0], [3 * hour, 1, 0]]);
  expect(hoursIn({ "0": [1, 0], [String(1000 * hour)]: [1, 0] })).toHaveLength(2);
  expect(hoursIn({})).toEqual([]);
});

test("what was saved comes back as it was typed", () => {
  const draft = { ...emptyDraft(), name: "June", message: 3, include: { segments: [1], lists: [2] }, when: "at" as const, day: "2026-12-01", time: "09:30", zone: "shop" as const, isPaced: true, perHour: "500", waitHours: "48", topic: "Sales" };
  const { name, definition } = asSaved(draft);
  expect(definition).toMatchObject({ schedule: { at: "2026-12-01T09:30", zone: "shop" }, perHour: 500, expiresAfterMs: 172_800_000, topic: "Sales" });
  expect(draftOf(name, { ...definition, message: { id: 3, version: null }, schedule: { at: "2026-12-01T09:30", zone: "shop" } })).toEqual(draft);
  expect(tomorrow("2026-12-31T23:59")).toBe("2027-01-01");
  // Nothing typed is no pace of its own: the field says so.
  expect(asSaved({ ...draft, perHour: " " }).definition.perHour).toBe(0);
});

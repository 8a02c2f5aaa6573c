import { expect, test } from "vitest";
import { lastCallWords, standingWords, toldWords } from "./hook-words.ts";

const now = "2026-11-26T12:00:00.000Z";

test("A webhook says whether it is on, fails, was paused or was switched off, and the last three say what that means.", () => {
  const standing = (state: "on" | "off", problem: string | null, failingSince: string | null) => standingWords({ state, problem, failingSince }, now);
  expect(standing("on", null, null)).toEqual({ label: "On", tone: "success", sentence: null });
  expect(standing("on", null, "2026-11-26T09:00:00.000Z")).toMatchObject({ label: "Not answering", sentence: expect.stringContaining("3 hours ago") });
  expect(standing("off", null, "2026-11-26T09:00:00.000Z")).toMatchObject({ label: "Paused", sentence: expect.stringContaining("paused") });
  expect(standing("off", "It was switched off: no.", null)).toMatchObject({ label: "Switched off", sentence: expect.stringMatching(/^It was switched off: no\. /) });
});

test("What a webhook is told names the segment, any segment, or that its segment is gone.", () => {
  const vip = { segmentId: 3, segment: "VIP", isSegmentGone: false };
  expect(toldWords({ ...vip, changes: ["entered", "left"] })).toBe("Who joins or leaves “VIP”");
  expect(toldWords({ ...vip, changes: ["left"] })).toBe("Who leaves “VIP”");
  expect(toldWords({ ...vip, isSegmentGone: true, changes: ["entered"] })).toBe("Who joins a segment that was deleted");
  expect(toldWords({ segmentId: null, segment: null, isSegmentGone: false, changes: ["entered"] })).toBe("Who joins any segment");
  expect(toldWords({ segmentId: null, segment: null, isSegmentGone: false, changes: [] })).toBe("What your flows tell it");
});

test("The newest call of a webhook is told with its time and whether it was taken.", () => {
  const at = "2026-11-26T11:55:00.000Z";
  expect([lastCallWords({ lastAt: null, lastProblem: null }, now), lastCallWords({ lastAt: at, lastProblem: null }, now), lastCallWords({ lastAt: at, lastProblem: "It answered 503." }, now)]).toEqual([
    "Not called yet", "Last call 5 minutes ago: taken", "Last call 5 minutes ago: not taken",
  ]);
});

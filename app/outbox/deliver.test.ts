import { expect, test } from "vitest";
import { ATTEMPTS_MAX, fate, maySendAt } from "./deliver.ts";

const now = new Date("2026-06-15T12:00:00.000Z");
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const sent = { attempts: 0, idempotent: true, now, chance: 1 };

test("What was accepted is done; what was refused is done with its reason; what cannot work is parked.", () => {
  expect(fate({ kind: "accepted" }, sent)).toEqual({ state: "done", problem: null });
  expect(fate({ kind: "refused", reason: "Too many tags." }, sent)).toEqual({ state: "done", problem: "Too many tags." });
  expect(fate({ kind: "stuck", reason: "No permission." }, sent)).toEqual({ state: "parked", problem: "No permission." });
});

test("What may have been carried out goes again where twice is once, and is in doubt where it is not.", () => {
  const lost = { kind: "lost" as const, reason: "Timed out." };
  expect(fate(lost, sent)).toEqual({ state: "due", at: after(2), attempts: 1, problem: "Timed out." });
  expect(fate(lost, { ...sent, idempotent: false })).toEqual({ state: "doubt", problem: "Timed out." });
});

test("Each failure doubles the wait, up to half an hour; the last parks the command.", () => {
  const waits = Array.from({ length: ATTEMPTS_MAX }, (_, attempts) => fate({ kind: "later", reason: "Down.", counts: true }, { ...sent, attempts }));
  const delays = waits.map((next) => (next.state === "due" ? (next.at.getTime() - now.getTime()) / 1000 : next.state));
  expect(delays).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1800, 1800, 1800, 1800, "parked"]);
});

test("Chance spreads a wait over its upper half.", () => {
  expect(fate({ kind: "lost", reason: "" }, { ...sent, attempts: 4, chance: 0 })).toMatchObject({ at: after(16) });
  expect(fate({ kind: "lost", reason: "" }, { ...sent, attempts: 4, chance: 0.5 })).toMatchObject({ at: after(24) });
});

test("Being throttled is no failure: it costs no attempt and waits as long as it is told.", () => {
  const throttled = { kind: "later" as const, reason: "Wait.", counts: false, at: after(7) };
  expect(fate(throttled, { ...sent, attempts: ATTEMPTS_MAX - 1 })).toEqual({ state: "due", at: after(7), attempts: ATTEMPTS_MAX - 1, problem: "Wait." });
});

test("A worker sends only while its lease outlasts the sending.", () => {
  expect(maySendAt(after(60), 30_000, after(30))).toBe(true);
  expect(maySendAt(after(60), 30_000, after(31))).toBe(false);
});

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startClock } from "./clock.ts";

test("the clock runs with the machine's, ahead by what it was moved", () => {
  let real = 1000;
  const clock = startClock({ realNow: () => real });
  clock.forward(500);
  real += 10;
  expect([clock.ms(), clock.offsetMs(), clock.now()]).toEqual([1510, 500, new Date(1510)]);
  clock.stop();
});

test("it never goes back", () => {
  const clock = startClock();
  expect(() => clock.forward(-1)).toThrow(/forward/);
  expect(() => clock.forward(Number.NaN)).toThrow(/forward/);
  clock.stop();
});

test("a jump makes due what was waiting, in the order it was due, and what was called off stays off", async () => {
  const clock = startClock();
  const done: string[] = [];
  clock.at(clock.ms() + 10_000, () => done.push("ten"));
  clock.at(clock.ms() + 5000, () => done.push("five"));
  clock.at(clock.ms() + 60_000, () => done.push("sixty"));
  clock.at(clock.ms() + 1000, () => done.push("never"))();
  clock.forward(20_000);
  await expect.poll(() => done).toEqual(["five", "ten"]);
  clock.stop();
});

test("the offset is still there after a restart, and listeners hear each jump", () => {
  const file = join(mkdtempSync(join(tmpdir(), "clock-")), "clock.json");
  const clock = startClock({ file });
  const heard: number[] = [];
  clock.onForward((offsetMs) => heard.push(offsetMs));
  clock.forward(86_400_000);
  clock.forward(1);
  clock.stop();
  expect(startClock({ file }).offsetMs()).toBe(86_400_001);
  expect(heard).toEqual([86_400_000, 86_400_001]);
});

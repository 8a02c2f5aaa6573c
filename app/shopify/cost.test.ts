import { expect, test } from "vitest";
import { waitUntil } from "./cost.ts";

const at = new Date("2026-06-15T12:00:00.000Z");
const after = (ms: number) => new Date(at.getTime() + ms);
const bucket = (currentlyAvailable: number) => ({ maximumAvailable: 1000, currentlyAvailable, restoreRate: 50, at });

test("Work in the background leaves a quarter of the bucket to people.", () => {
  expect(waitUntil(bucket(300), 50, at)).toBeNull();
  expect(waitUntil(bucket(299), 50, at)).toEqual(after(20));
});

test("The bucket refills while time passes, and never beyond its brim.", () => {
  expect(waitUntil(bucket(0), 50, after(5_000))).toEqual(after(6_000));
  expect(waitUntil(bucket(0), 50, after(6_000))).toBeNull();
  expect(waitUntil(bucket(0), 900, after(19_000))).toEqual(after(20_000));
  expect(waitUntil(bucket(0), 900, after(20_000))).toBeNull();
});

test("Nothing known is no reason to wait.", () => {
  expect(waitUntil(undefined, 1000, at)).toBeNull();
});

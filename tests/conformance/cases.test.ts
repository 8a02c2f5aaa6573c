import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { aDatabase } from "#tests/support/database.ts";
import { playFiles } from "./files.ts";

const HERE = new URL(".", import.meta.url).pathname;
const SHARED = new URL("../../../shared/data/cases/", import.meta.url).pathname;
const FILES = ["dittofeed.json", "notifuse.json", "rapidpro.json"].map((name) => SHARED + name).filter((path) => existsSync(path));

const database = await aDatabase();
if (FILES.length === 0) console.info(`No shared case files at ../shared/data/cases: only our own cases are played.`);

test.each([`${HERE}own.json`, ...FILES])("every case of %s passes or says why it cannot be told", async (file) => {
  const outcomes = await playFiles(database.url, [file], () => {});
  expect(outcomes.filter(({ result }) => result === "failed")).toEqual([]);
  expect(outcomes.filter(({ result, detail }) => result === "not-expressible" && detail === "")).toEqual([]);
  expect(outcomes.filter(({ result }) => result === "passed").length).toBeGreaterThan(outcomes.length * 0.9);
});

test("a case that expects something else fails with the difference", async () => {
  const outcomes = await playFiles(database.url, [`${HERE}wrong.json`], () => {});
  expect(outcomes.map(({ id, result, detail }) => `${id} ${result}: ${detail}`)).toEqual([
    "wrong-in failed: s lacks: a.",
    "wrong-exact failed: s holds more than it should: b. s entered otherwise: b.",
    "weird not-expressible: A condition with frobnicate is unknown.",
  ]);
});

test("a file that is missing, no JSON or not of the format fails with a sentence, and the others are played", async () => {
  const outcomes = await playFiles(database.url, [`${HERE}nowhere.json`, `${HERE}run.ts`, `${HERE}../../package.json`, `${HERE}wrong.json`], () => {});
  expect(outcomes.slice(0, 4).map(({ id, result, detail }) => `${id} ${result}: ${detail}`)).toEqual([
    " failed: There is no such file.",
    " failed: The file is not JSON.",
    " failed: The file is not of the neutral case format.",
    "wrong-in failed: s lacks: a.",
  ]);
});

// The rules of the house that a machine can check. Each finding says what to do.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { folders, frameworks, names, order, pure } from "./tidy/layout.ts";
import { functions, size, sqlText, tests, types, world } from "./tidy/manners.ts";
import { type Finding, isTest, type Rule, sources } from "./tidy/source.ts";

const all = sources();
const MEDIAN_LINES_MAX = 100;

const rules: [string, Rule][] = [
  ["a folder imports only folders above it", order],
  ["every folder of app/ has its place in the order", folders],
  ["a pure file imports no .server file", pure],
  ["frameworks stay at the edge", frameworks],
  ["a file is named by its verb or noun, in kebab-case", names],
  ["no file is over 300 lines", size],
  ["no function is over 70 lines", functions],
  ["time, chance and the environment come in with the world", world],
  ["types are real and no mark of unfinished work stands", types],
  ["SQL stands in .server files, asks for no time and pages by key", sqlText],
  ["tests mock nothing of ours, skip nothing and do not sleep", tests],
];

test.each(rules)("%s", (_title, rule) => {
  expect(all.flatMap(rule).map(print)).toEqual([]);
});

test("the files of app/ have a median under 100 lines", () => {
  const lines = all.filter((source) => source.path.startsWith("app/") && !isTest(source.path)).map((source) => source.lines).sort((a, b) => a - b);
  expect(lines[Math.floor(lines.length / 2)]).toBeLessThan(MEDIAN_LINES_MAX);
});

test(".env.example names every variable that env.server.ts reads, and no other", () => {
  const read = [...readFileSync("app/env.server.ts", "utf8").matchAll(/^ {2}([A-Z_]+):/gm)].map((match) => match[1]);
  const named = [...readFileSync(".env.example", "utf8").matchAll(/^#? ?([A-Z_]+)=/gm)].map((match) => match[1]);
  expect(named.sort()).toEqual(read.sort());
});

test("no file names a path of the machine it was written on", () => {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { encoding: "utf8" }).split("\n");
  const text = listed.filter((path) => /\.(ts|tsx|mjs|md|toml|json|prisma|sql|liquid)$/.test(path) && path !== "tests/tidy.test.ts" && path !== "package-lock.json");
  const path = new RegExp(["", "work", "(main|shared)"].join("/"));
  expect(text.filter((name) => path.test(readIfThere(name)))).toEqual([]);
});

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function print(finding: Finding): string {
  return `${finding.path}${finding.line ? `:${finding.line}` : ""} ${finding.what}. ${finding.do}`;
}

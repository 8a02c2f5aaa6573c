// A run in which a test fails must say so to whoever started it: what stops PostgreSQL once left with 0.
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

test("a run with a test that fails ends with 1", () => {
  const run = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/support/always-fails.config.ts"], { encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } });
  expect(run.stdout).toContain("1 failed");
  expect(run.status).toBe(1);
});

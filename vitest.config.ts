// Tests run on real PostgreSQL, several files at a time, each in its own database. A worker keeps what it has
// read of the product from file to file: no file of ours holds anything but its tests' own world between two calls.
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tests/support/longest-first.ts";

export default defineConfig({
  test: {
    include: ["{app,sandbox,tests,bench,prisma,extensions}/**/*.test.{ts,tsx}"],
    globalSetup: ["tests/support/postgres-setup.ts"],
    setupFiles: ["tests/support/quiet.ts"],
    maxWorkers: 3,
    isolate: false,
    sequence: { sequencer: LongestFirst },
    // What a test waits for has a time of its own; these only end one that hangs, on the slowest machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    slowTestThreshold: 5_000,
  },
});

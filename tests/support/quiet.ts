// Noise is a failure: console.error and console.warn throw.
import { beforeEach } from "vitest";

beforeEach(() => {
  console.error = console.warn = (...words: unknown[]) => {
    throw new Error(`Something was written to the console: ${words.join(" ")}`);
  };
});

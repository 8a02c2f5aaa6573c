import fc from "fast-check";
import { expect, test } from "vitest";
import { formatMoney, fromMinor, toMinor } from "./money.ts";

test.each([
  ["12.5", "USD", 1250],
  ["-0.05", "USD", -5],
  ["1000", "JPY", 1000],
  ["1000.00", "JPY", 1000],
  ["1.234", "KWD", 1234],
  ["1.005", "USD", null],
  ["1,000", "USD", null],
  ["", "USD", null],
  ["99999999999999999", "USD", null],
])("%s %s is %s minor units", (amount, currency, minor) => expect(toMinor(amount, currency)).toBe(minor));

test("minor units printed and read again are the same", () => {
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.constantFrom("USD", "JPY", "KWD"), (minor, currency) => {
    expect(toMinor(fromMinor(minor, currency), currency)).toBe(minor);
  }));
});

test("the merchant reads their own currency", () => expect(formatMoney(1250, "GBP")).toBe("£12.50"));

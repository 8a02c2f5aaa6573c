import { expect, test } from "vitest";
import { countriesLike, countryName, regionName } from "./place-names.ts";

test("codes are said in words, and what is no code stays", () => {
  expect([countryName("GB"), countryName("Unspecified"), regionName("US-CA"), regionName("x")]).toEqual(["United Kingdom", "Unspecified", "CA, United States", "x"]);
});

test("a country is found by its name and by its code", () => {
  expect(countriesLike("kingd")).toEqual(["GB"]);
  expect(countriesLike("de")).toContain("DE");
  expect(countriesLike("")).toHaveLength(25);
});

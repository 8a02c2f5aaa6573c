import { expect, test } from "vitest";
import { countriesLike, countryName, regionName, regionsLike } from "./place-names.ts";

test("codes are said in words, and what is no code stays", () => {
  expect([countryName("GB"), countryName("Unspecified"), regionName("US-CA"), regionName("x")]).toEqual(["United Kingdom", "Unspecified", "California, United States", "x"]);
});

test("a country is found by its name and by its code", () => {
  expect(countriesLike("kingd")).toEqual(["GB"]);
  expect(countriesLike("de")).toContain("DE");
  expect(countriesLike("")).toHaveLength(25);
});

test("A region is found by its name, its country or its code, in any order of words.", () => {
  const places = [{ value: "US-TX" }, { value: "GB-ENG" }, { value: "XY-1" }];
  expect(["tex", "United States, texas", "us-tx", "kingdom eng", "xy", "mars"].map((text) => regionsLike(places, text).map(({ value }) => value))).toEqual([["US-TX"], ["US-TX"], ["US-TX"], ["GB-ENG"], ["XY-1"], []]);
});

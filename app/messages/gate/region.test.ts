import { expect, test } from "vitest";
import { plausible } from "./region.ts";

const NOTHING = { zone: null, addresses: [], number: null };
const at = (province: string | null, postal: string | null, country = "US") => ({ country, province, postal });

test("an area code that crosses a zone's border names both zones", () => {
  expect(plausible({ ...NOTHING, number: { country: "US", area: "850" } })).toEqual({ regions: ["US-FL"], zones: ["America/Chicago", "America/New_York"], because: ["area code 850"] });
});

test("address and area code that disagree are both plausible", () => {
  expect(plausible({ ...NOTHING, addresses: [at("CA", "94110")], number: { country: "US", area: "305" } })).toMatchObject({ regions: ["US-CA", "US-FL"], zones: ["America/Los_Angeles", "America/New_York"] });
});

test("a state and a ZIP that disagree are both plausible", () => {
  expect(plausible({ ...NOTHING, addresses: [at("CA", "10001")] })).toMatchObject({ regions: ["US-CA", "US-NY"], zones: ["America/Los_Angeles", "America/New_York"] });
});

test("a ZIP narrows a state of two zones only where it is far from the border", () => {
  const zones = (postal: string | null) => plausible({ ...NOTHING, addresses: [at("TX", postal)] }).zones;
  expect([zones("78701"), zones("79901"), zones("79835"), zones(null)]).toEqual([["America/Chicago"], ["America/Denver"], ["America/Chicago", "America/Denver"], ["America/Chicago", "America/Denver"]]);
});

test("a ZIP or a Canadian letter alone tells the state", () => {
  expect(plausible({ ...NOTHING, addresses: [at(null, "02903")] }).regions).toEqual(["US-RI"]);
  expect(plausible({ ...NOTHING, addresses: [at(null, "h2x 1y4", "CA")] }).regions).toEqual(["CA-QC"]);
});

test("a toll-free number says the country alone, and nothing where an address says more", () => {
  const number = { country: "US", area: "888" };
  expect(plausible({ ...NOTHING, number })).toMatchObject({ regions: ["US"], zones: expect.arrayContaining(["America/New_York", "Pacific/Honolulu"]) });
  expect(plausible({ ...NOTHING, number, addresses: [at("UT", "84101")] })).toMatchObject({ regions: ["US-UT"], zones: ["America/Denver"] });
});

test("an area code in no table may be anywhere under +1", () => {
  expect(plausible({ ...NOTHING, number: { country: null, area: "471" } })).toMatchObject({ regions: ["CA", "US"], zones: expect.arrayContaining(["America/St_Johns", "Pacific/Honolulu"]) });
});

test("a zone they chose stands beside what else is known, and in place of a whole country's zones", () => {
  expect(plausible({ zone: "America/Denver", addresses: [], number: { country: "US", area: "888" } })).toMatchObject({ regions: ["US"], zones: ["America/Denver"] });
  expect(plausible({ zone: "Europe/Paris", addresses: [at("UT", null)], number: null }).zones).toEqual(["America/Denver", "Europe/Paris"]);
});

test("territories are under the law of the United States, whichever way they are written", () => {
  expect(plausible({ ...NOTHING, addresses: [at(null, null, "PR")], number: { country: "PR", area: "787" } })).toMatchObject({ regions: ["US-PR"], zones: ["America/Puerto_Rico"] });
});

test("who may be nowhere we know is in no country that is on", () => {
  expect(plausible(NOTHING).regions).toEqual(["ZZ"]);
});

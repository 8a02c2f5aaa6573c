import { expect, test } from "vitest";
import { leafName } from "./leaf-name.ts";

const seq = { kind: "seq", event: "item", first: [], then: [], within: { n: 30, unit: "day" } } as const;

test("a condition's name is English whatever it is about", () => {
  expect(leafName({ ...seq, first: [], then: [], thenEvent: "order" })).toBe("One item bought, then an order");
  expect(leafName({ ...seq, first: [], then: [], thenEvent: "refund" })).toBe("One item bought, then a refund");
  expect(leafName({ ...seq, first: [], then: [] })).toBe("One item bought, then another");
  expect(leafName({ kind: "agg", measure: "distinct", field: "item.product", event: "item", test: { op: "ge", value: 2 } })).toBe("Number of different values among items bought");
});

// What we ask Shopify about discounts, held against Shopify's own schema.
import { NoDeprecatedCustomRule, parse, specifiedRules, validate } from "graphql";
import { expect, test } from "vitest";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { ADD, BY_CODE, CREATE, END, FAILED, POLL } from "./coupon-queries.ts";

test.each(Object.entries({ ADD, BY_CODE, END, FAILED, POLL, "CREATE off": CREATE.off, "CREATE shipping": CREATE.shipping }))("%s is valid, and nothing in it is deprecated", (_, document) => {
  expect(validate(adminSchema(), parse(document), [...specifiedRules, NoDeprecatedCustomRule]).map(({ message }) => message)).toEqual([]);
});

import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { adminSchema, requiredScopes } from "./admin.ts";

const problems = (text: string) => validate(adminSchema(), parse(text)).map((error) => error.message);

test("the schema is the one of 2026-10, where a phone's SMS consent is an object of its own", () => {
  expect(problems("{ customers(first: 1) { nodes { defaultPhoneNumber { smsMarketingConsent { state } } } } }")).toEqual([]);
  expect(problems("{ customers(first: 1) { nodes { shoeSize } } }")).toEqual(['Cannot query field "shoeSize" on type "Customer".']);
});

test("deprecations survived the shrinking", () => {
  expect(adminSchema().getQueryType()?.getFields().currentBulkOperation?.deprecationReason).toBeTruthy();
});

test("the scopes that open customers and orders are known", () => {
  expect(requiredScopes().get("Customer")?.scopes).toContain("read_customers");
  expect(requiredScopes().get("Order")?.scopes).toContain("read_orders");
});

import { expect, test } from "vitest";
import type { TagCommand } from "./command.ts";
import { CustomerId, SegmentId } from "../lib/ids.ts";
import { smallDocument, smallOutcome, smallOutcomes, smallVariables } from "./mutations.ts";

const command = (kind: TagCommand["kind"], id: string): TagCommand => ({ kind, customerId: CustomerId.parse(id), segmentId: SegmentId.parse(1), tag: "segue:vip" });
const two = [command("tagsAdd", "7"), command("tagsRemove", "8")];
const data = (c0: string[] | null, c1: string[] | null, errors: { message: string; path: string[]; extensions?: { code?: string } }[] = []) => {
  const payload = (said: string[] | null) => said && { userErrors: said.map((message) => ({ message })) };
  return { kind: "data" as const, data: { c0: payload(c0), c1: payload(c1) }, errors };
};

test("Several changes are one document, in order, each under its own name.", () => {
  expect(smallDocument(two)).toBe(`mutation Small($id0: ID!, $tags0: [String!]!, $id1: ID!, $tags1: [String!]!) {
  c0: tagsAdd(id: $id0, tags: $tags0) { userErrors { field message } }
  c1: tagsRemove(id: $id1, tags: $tags1) { userErrors { field message } }
}`);
  expect(smallVariables(two)).toEqual({ id0: "gid://shopify/Customer/7", tags0: ["segue:vip"], id1: "gid://shopify/Customer/8", tags1: ["segue:vip"] });
});

test.each([
  ["both done", data([], []), ["accepted", "accepted"]],
  ["one refused", data(["Tags is too long"], []), ["refused", "accepted"]],
  ["both are gone: only the removal is as good as done", data(["Customer does not exist"], ["Customer does not exist"]), ["refused", "accepted"]],
  ["gone, said as an error of the field", data(null, [], [{ message: "invalid id", path: ["c0"] }]), ["refused", "accepted"]],
  ["an internal error of one", data([], null, [{ message: "Oops", path: ["c1"], extensions: { code: "INTERNAL_SERVER_ERROR" } }]), ["accepted", "lost"]],
  ["no permission", data(null, [], [{ message: "Denied", path: ["c0"], extensions: { code: "ACCESS_DENIED" } }]), ["stuck", "accepted"]],
  ["one is left out", data(null, []), ["lost", "accepted"]],
  ["throttled", { kind: "failed" as const, reason: "throttled" as const, detail: "" }, ["later", "later"]],
  ["no answer", { kind: "failed" as const, reason: "network" as const, detail: "" }, ["lost", "lost"]],
  ["a wrong document", { kind: "failed" as const, reason: "graphql" as const, detail: "" }, ["stuck", "stuck"]],
])("%s", (_, answer, expected) => {
  expect(smallOutcomes(two, answer).map(({ kind }) => kind)).toEqual(expected);
});

test("An opt-out goes with its instant, a trigger of Flow with what its workflow may ask about.", () => {
  const [customerId, at] = [CustomerId.parse("7"), "2026-06-01T00:00:00.000Z"];
  expect(smallVariables([{ kind: "smsOptOut", customerId, at }, { kind: "flowTrigger", handle: "customer-left-segment", changeId: "3", at, customerId, segmentId: SegmentId.parse(4), segmentName: "VIP" }])).toEqual({
    sms0: { customerId: "gid://shopify/Customer/7", smsMarketingConsent: { marketingState: "UNSUBSCRIBED", consentUpdatedAt: at } },
    handle1: "customer-left-segment", payload1: { customer_id: 7, "Segment name": "VIP", "Segment number": 4, Time: at },
  });
});

test("What a flow changes and tells goes with what names it.", () => {
  const [customerId, at] = [CustomerId.parse("7"), "2026-06-01T00:00:00.000Z"];
  expect(smallVariables([{ kind: "metafieldSet", customerId, namespace: "facts", key: "tea", type: "single_line_text_field", value: "green" }, { kind: "flowEvent", customerId, event: "gift", flow: "VIP", at }])).toEqual({
    metafields0: [{ ownerId: "gid://shopify/Customer/7", namespace: "facts", key: "tea", type: "single_line_text_field", value: "green" }],
    handle1: "customer-reached-flow-step", payload1: { customer_id: 7, "Event name": "gift", "Flow name": "VIP", Time: at },
  });
});

test("An opt-out that Shopify does not take waits for a person; of somebody who is gone nothing is left to do.", () => {
  const said = (message: string) => smallOutcome("smsOptOut", { userErrors: [{ message }] }).kind;
  expect([said("The customer has no phone number"), said("Customer does not exist")]).toEqual(["stuck", "accepted"]);
});

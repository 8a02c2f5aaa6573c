import { expect, test } from "vitest";
import { z } from "zod";
import { adminRequest, classify } from "./admin.ts";

const now = new Date("2026-06-15T12:00:00.000Z");
const Shape = z.object({ shop: z.object({ name: z.string() }) });
const reading = { now, chance: 0 };
const ok = (body: unknown, headers: Record<string, string> = {}) => ({ kind: "answer" as const, status: 200, headers, body: JSON.stringify(body) });
const status = (code: number, headers: Record<string, string> = {}) => ({ kind: "answer" as const, status: code, headers, body: "oops" });
const cost = (available: number) => ({
  cost: { requestedQueryCost: 250, throttleStatus: { maximumAvailable: 1000, currentlyAvailable: available, restoreRate: 50 } },
});
const error = (code: string) => ({ errors: [{ message: "Said no.", extensions: { code } }] });

test("A request names the version, carries the token in its header and the variables in its body.", () => {
  const request = adminRequest("a.myshopify.com", "shpat_1", "{ shop { name } }", { a: 1 });
  expect(request.url).toBe("https://a.myshopify.com/admin/api/2026-10/graphql.json");
  expect(request.headers["x-shopify-access-token"]).toBe("shpat_1");
  expect(JSON.parse(String(request.body))).toEqual({ query: "{ shop { name } }", variables: { a: 1 } });
});

test("Data of the right shape is data, and brings news of the cost bucket.", () => {
  const read = classify(ok({ data: { shop: { name: "A" } }, extensions: cost(800) }), Shape, reading);
  expect(read.answer).toEqual({ kind: "data", data: { shop: { name: "A" } } });
  expect(read.bucket).toEqual({ maximumAvailable: 1000, currentlyAvailable: 800, restoreRate: 50, at: now });
});

test.each([
  ["no answer at all", { kind: "none" as const, reason: "timeout" }, "network"],
  ["a page instead of JSON", { ...status(200), body: "<html>" }, "server"],
  ["status 401", status(401), "unauthorized"],
  ["status 402", status(402), "frozen"],
  ["status 403", status(403), "graphql"],
  ["status 423", status(423), "locked"],
  ["status 429", status(429), "throttled"],
  ["status 430", status(430), "throttled"],
  ["status 500", status(500), "server"],
  ["status 503", status(503), "server"],
  ["an inactive shop", ok(error("SHOP_INACTIVE")), "frozen"],
  ["an internal error", ok(error("INTERNAL_SERVER_ERROR")), "server"],
  ["a field we may not see", ok(error("ACCESS_DENIED")), "graphql"],
  ["an error without a code", ok({ errors: [{ message: "Parse error" }] }), "graphql"],
  ["errors that are a sentence", ok({ errors: "Not Found" }), "graphql"],
  ["data beside an error of one field", ok({ data: { shop: { name: "A" } }, ...error("ACCESS_DENIED") }), "graphql"],
  ["data of another shape", ok({ data: { shop: null } }), "graphql"],
])("%s fails as it should.", (_, answer, reason) => {
  expect(classify(answer, Shape, reading).answer).toMatchObject({ kind: "failed", reason });
});

test("A throttled request waits until the bucket holds its cost again, and a little by chance.", () => {
  const throttled = ok({ ...error("THROTTLED"), extensions: cost(50) });
  expect(classify(throttled, Shape, reading).answer).toMatchObject({ reason: "throttled", retryAt: new Date(now.getTime() + 4_000) });
  expect(classify(throttled, Shape, { now, chance: 0.5 }).answer).toMatchObject({ retryAt: new Date(now.getTime() + 4_500) });
});

test("Retry-After counts seconds.", () => {
  expect(classify(status(429, { "retry-after": "2.0" }), Shape, reading).answer).toMatchObject({ retryAt: new Date(now.getTime() + 2_000) });
  expect(classify(status(503, { "retry-after": "7" }), Shape, reading).answer).toMatchObject({ retryAt: new Date(now.getTime() + 7_000) });
  expect(classify(status(429, { "retry-after": "soon" }), Shape, reading).answer).toMatchObject({ retryAt: new Date(now.getTime() + 10_000) });
});

test("Partial data is taken where it was asked for, with the errors beside it, but never when throttled.", () => {
  const half = ok({ data: { shop: { name: "A" } }, errors: [{ message: "No.", path: ["c1"] }] });
  expect(classify(half, Shape, { ...reading, partial: true }).answer).toMatchObject({ kind: "data", errors: [{ path: ["c1"] }] });
  const empty = ok({ data: { shop: { name: "A" } }, ...error("THROTTLED") });
  expect(classify(empty, Shape, { ...reading, partial: true }).answer).toMatchObject({ kind: "failed", reason: "throttled" });
});

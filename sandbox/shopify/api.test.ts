import { expect, test } from "vitest";
import { aSandbox, installed } from "#sandbox/testing.ts";
import { bucket } from "./cost.ts";
import { search } from "./search.ts";
import type { SearchKeys } from "./search.ts";

const { sandbox, shop } = await aSandbox();
const { ask } = await installed(sandbox, shop);
const [customer] = [...shop.tables.Customer.values()];

test("an empty bucket answers 200 THROTTLED with the cost and what is there; it refills by the second", () => {
  let now = 0;
  const points = bucket(() => 100, () => now);
  expect(points.take(1500)).toBe(true);
  expect(points.take(600)).toBe(false);
  now += 1000;
  expect(points.available()).toBe(600);
  expect(points.take(600)).toBe(true);
});

test("a throttled answer has the shape that tells a client how long to wait", async () => {
  shop.faults.api.throttle = 1;
  const { status, body } = await ask("{ customers(first: 50) { nodes { id } } }");
  shop.faults.api.throttle = 0;
  expect(status).toBe(200);
  expect(body.errors).toEqual([{ message: "Throttled", extensions: expect.objectContaining({ code: "THROTTLED" }) }]);
  expect(body.extensions.cost).toMatchObject({ requestedQueryCost: 52, actualQueryCost: null, throttleStatus: { maximumAvailable: 2000 } });
});

test("one query may not cost more than 1,000 points", async () => {
  const { body } = await ask("{ customers(first: 50) { nodes { id orders(first: 50) { nodes { id } } } } }");
  expect(body.errors[0].extensions.code).toBe("MAX_COST_EXCEEDED");
});

test("a 500 before did nothing, a 500 after did all", async () => {
  const add = (tag: string) => ask("mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }", { id: `gid://shopify/Customer/${customer?.id}`, tags: [tag] });
  shop.faults.api.fail = 1;
  const before = await add("before");
  shop.faults.api.fail = 0;
  shop.faults.api.failAfter = 1;
  const after = await add("after");
  shop.faults.api.failAfter = 0;
  expect([before.status, after.status]).toEqual([500, 500]);
  expect(customer?.tags).not.toContain("before");
  expect(customer?.tags).toContain("after");
});

test("a frozen shop answers 402, a locked one 423", async () => {
  shop.faults.api.status = 402;
  const frozen = await ask("{ shop { name } }");
  shop.faults.api.status = 423;
  const locked = await ask("{ shop { name } }");
  shop.faults.api.status = null;
  expect([frozen.status, locked.status]).toEqual([402, 423]);
});

test("a wrong variable is INVALID_VARIABLE", async () => {
  const { body } = await ask("query($id: ID!) { customer(id: $id) { id } }");
  expect(body.errors[0].extensions.code).toBe("INVALID_VARIABLE");
});

type Row = { id: number; name: string; tags: string[]; at: number };
const KEYS: SearchKeys<Row> = {
  id: { kind: "id", of: (row) => row.id },
  name: { kind: "text", of: (row) => row.name },
  tag: { kind: "text", of: (row) => row.tags },
  updated_at: { kind: "instant", of: (row) => row.at },
};
const ROWS: Row[] = [
  { id: 1, name: "Ada", tags: ["VIP"], at: Date.parse("2026-01-01T00:00:00Z") },
  { id: 2, name: "Ben King", tags: [], at: Date.parse("2026-02-01T00:00:00Z") },
  { id: 3, name: "Bea", tags: ["vip", "two words"], at: Date.parse("2026-03-01T00:00:00Z") },
];

test.each([
  ["", [1, 2, 3]],
  ["updated_at:>=2026-02-01", [2, 3]],
  ["updated_at:>'2026-02-01T00:00:00Z'", [3]],
  ["tag:vip", [1, 3]],
  ["tag:'two words'", [3]],
  ["-tag:vip", [2]],
  ["NOT tag:vip AND name:Ben*", [2]],
  ["id:1 OR (tag:vip updated_at:>=2026-03-01)", [1, 3]],
  ["king", [2]],
  ["id:>1 id:<=2", [2]],
])("the search %j finds %j", (query, ids) => {
  expect(ROWS.filter(search(query, KEYS)).map((row) => row.id)).toEqual(ids);
});

test("a search by an unknown key is an error that names the known ones", () => {
  expect(() => search("shoe:44", KEYS)).toThrow(/id, name, tag, updated_at/);
});

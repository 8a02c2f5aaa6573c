// Shopify's own segments, asked for as the app asks.
import { expect, test } from "vitest";
import { aSandbox, installed } from "#sandbox/testing.ts";
import { days } from "#app/lib/time.ts";
import { createCustomer } from "./customers.ts";
import { placeOrder } from "./orders.ts";
import { membersOf } from "./segment-match.ts";
import { QueryProblem, readQuery } from "./segment-query.ts";

const { sandbox, shop, app } = await aSandbox();
const { ask } = await installed(sandbox, shop);

const ann = createCustomer(shop, { firstName: "Ann", email: "ann@one.example", tags: ["VIP"], emailConsent: { state: "SUBSCRIBED", at: null, level: null } });
const ben = createCustomer(shop, { firstName: "Ben", email: "ben@two.example" });
placeOrder(shop, { customerId: ann.id, lines: [{ title: "Cup", price: 5000, quantity: 1 }] });
placeOrder(shop, { customerId: ann.id, lines: [{ title: "Cup", price: 5000, quantity: 1 }], processedAt: shop.now() - days(40) });
placeOrder(shop, { customerId: ben.id, lines: [{ title: "Cup", price: 900, quantity: 1 }], processedAt: shop.now() - days(10) });
placeOrder(shop, { customerId: ben.id, lines: [{ title: "Cup", price: 90_000, quantity: 1 }], test: true });

const both = new Set([ann.id, ben.id]);
const names = (query: string) => membersOf(shop, readQuery(query)).filter(({ id }) => both.has(id)).map(({ firstName }) => firstName).join(" ");

test.each([
  ["number_of_orders >= 2", "Ann"],
  ["number_of_orders = 1 AND amount_spent BETWEEN 9 AND 9.5", "Ben"],
  ["customer_tags CONTAINS 'vip'", "Ann"],
  ["customer_tags NOT CONTAINS 'vip'", "Ben"],
  ["customer_email_domain = 'two.example' OR email_subscription_status = 'SUBSCRIBED'", "Ann Ben"],
  ["(customer_tags CONTAINS 'vip' OR number_of_orders = 1) AND last_order_date < today", "Ben"],
  ["customer_tags CONTAINS 'vip' OR number_of_orders = 1 AND last_order_date < today", "Ann Ben"],
  ["last_order_date = -10d", "Ben"],
  ["first_order_date IS NULL", ""],
  ["orders_placed MATCHES (date >= -30d, count >= 1, sum_amount > 40)", "Ann"],
  ["orders_placed NOT MATCHES (date BETWEEN -50d AND -30d)", "Ben"],
  ["products_purchased MATCHES ()", "Ann Ben"],
  ["customer_language != 'xx'", "Ann Ben"],
  ["customer_countries CONTAINS 'GB'", ""],
])("%s: %s", (query, expected) => {
  expect(names(query)).toBe(expected);
});

test.each([
  ["not a valid segment query ???", "Line 1 Column 0: 'not' filter cannot be found."],
  ["number_of_orders >= 1\n  valid", "Line 2 Column 2: 'valid' is unexpected."],
  ["number_of_orders CONTAINS 1", "Line 1 Column 17: 'CONTAINS' is unexpected."],
  ["number_of_orders >=", "Query ends too early."],
  [Array(11).fill("number_of_orders = 1").join(" OR "), "Segment query exceeds the maximum of 10 filters."],
])("What cannot be read says where: %s", (query, said) => {
  expect(() => readQuery(query)).toThrow(new QueryProblem(said));
});

const CREATE = "mutation Create($name: String!, $query: String!) { segmentCreate(name: $name, query: $query) { segment { id name query } userErrors { field message } } }";
const MEMBERS = "query Members($id: ID, $after: String) { customerSegmentMembers(first: 1, segmentId: $id, after: $after) { totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }";

test("A segment is created, read in pages, renamed by its own name's second use, and gone when deleted; the app is told.", async () => {
  const { body } = await ask(CREATE, { name: "Two domains", query: "customer_email_domain = 'one.example' OR customer_email_domain = 'two.example'" });
  const { segment } = body.data.segmentCreate;
  const first = await ask(MEMBERS, { id: segment.id });
  const page = first.body.data.customerSegmentMembers;
  expect([page.totalCount, page.edges[0].node.id, page.pageInfo.hasNextPage]).toEqual([2, `gid://shopify/CustomerSegmentMember/${ann.id}`, true]);
  const second = await ask(MEMBERS, { id: segment.id, after: page.pageInfo.endCursor });
  expect(second.body.data.customerSegmentMembers).toMatchObject({ edges: [{ node: { id: `gid://shopify/CustomerSegmentMember/${ben.id}` } }], pageInfo: { hasNextPage: false } });
  const again = await ask(CREATE, { name: "Two domains", query: "number_of_orders = 1" });
  expect(again.body.data.segmentCreate.segment.name).toBe("Two domains (2)");
  const refused = await ask(CREATE, { name: "No", query: "valid" });
  expect(refused.body.data.segmentCreate).toEqual({ segment: null, userErrors: [{ field: ["query"], message: "Query Line 1 Column 0: 'valid' filter cannot be found." }] });
  await ask("mutation Delete($id: ID!) { segmentDelete(id: $id) { deletedSegmentId userErrors { message } } }", { id: segment.id });
  const gone = await ask("query One($id: ID!) { segment(id: $id) { name } }", { id: segment.id });
  expect(gone.body).toMatchObject({ data: { segment: null }, errors: [{ message: "Segment does not exist", extensions: { code: "NOT_FOUND" } }] });
  await sandbox.webhooks.quiet();
  expect(app.hooks.map(({ headers }) => headers["x-shopify-topic"]).filter((topic) => topic?.startsWith("segments/"))).toEqual(["segments/create", "segments/create", "segments/delete"]);
});

test("The filters that can be asked about are listed with their types.", async () => {
  const { body } = await ask("query Filters { segmentFilters(first: 250) { nodes { __typename queryName } } }");
  expect(body.data.segmentFilters.nodes).toContainEqual({ __typename: "SegmentEventFilter", queryName: "orders_placed" });
});

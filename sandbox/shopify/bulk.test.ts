import { expect, test } from "vitest";
import { aSandbox, installed } from "#sandbox/testing.ts";
import { days } from "#app/lib/time.ts";

const { sandbox, shop, app } = await aSandbox();
const { ask } = await installed(sandbox, shop);

const RUN = "mutation($query: String!, $group: Boolean!) { bulkOperationRunQuery(query: $query, groupObjects: $group) { bulkOperation { id status objectCount url } userErrors { field message code } } }";
const POLL = "query($id: ID!) { bulkOperation(id: $id) { id status errorCode objectCount rootObjectCount fileSize url partialDataUrl } }";
const ORDERS = "{ orders { edges { node { id name customer { id } totalPriceSet { shopMoney { amount } } lineItems { edges { node { id quantity product { id } } } } } } } }";

const start = async (query: string, group = false) => (await ask(RUN, { query, group })).body.data.bulkOperationRunQuery;

/** Resolves with the operation once its webhook has come. */
async function finished(query: string, group = false) {
  const { bulkOperation, userErrors } = await start(query, group);
  expect(userErrors).toEqual([]);
  await expect.poll(() => app.hooks.some((hook) => hook.headers["x-shopify-topic"] === "bulk_operations/finish" && hook.body.includes(bulkOperation.id))).toBe(true);
  return (await ask(POLL, { id: bulkOperation.id })).body.data.bulkOperation;
}

const linesOf = async (url: string) => (await (await fetch(url)).text()).trimEnd().split("\n").map((line) => JSON.parse(line) as { id: string; __parentId?: string });

test("an operation is CREATED with nothing counted, then COMPLETED with every order and line in its file", async () => {
  const { bulkOperation } = await start(ORDERS);
  expect(bulkOperation).toMatchObject({ status: "CREATED", objectCount: "0", url: null });
  const done = await finished(ORDERS);
  const lines = await linesOf(done.url);
  const orders = [...shop.tables.Order.values()];
  expect(done).toMatchObject({ status: "COMPLETED", rootObjectCount: String(orders.length), objectCount: String(lines.length) });
  expect(new Set(lines.map((line) => line.id))).toEqual(new Set([...orders.map((order) => `gid://shopify/Order/${order.id}`), ...orders.flatMap((order) => order.lines.map((line) => `gid://shopify/LineItem/${line.id}`))]));
  for (const order of orders) expect(lines.filter((line) => line.__parentId === `gid://shopify/Order/${order.id}`)).toHaveLength(order.lines.length);
});

test("a bulk line says what a single answer says", async () => {
  const [line] = await linesOf((await finished(ORDERS)).url);
  const { body } = await ask("query($id: ID!) { order(id: $id) { id name customer { id } totalPriceSet { shopMoney { amount } } } }", { id: line?.id });
  expect(line).toEqual(body.data.order);
});

test("children do not follow their parents unless grouped", async () => {
  const adjacent = (lines: { id: string; __parentId?: string }[]) => {
    let parent = "";
    return lines.every((line) => (line.__parentId === undefined ? ((parent = line.id), true) : line.__parentId === parent));
  };
  expect(adjacent(await linesOf((await finished(ORDERS, true)).url))).toBe(true);
  expect(adjacent(await linesOf((await finished(ORDERS)).url))).toBe(false);
});

test("a download cut off goes on from its byte", async () => {
  const { url, fileSize } = await finished(ORDERS);
  shop.faults.bulk.cutAfterBytes = 1000;
  let got = "";
  while (got.length < Number(fileSize)) {
    const answer = await fetch(url, { headers: { range: `bytes=${got.length}-` } });
    expect(answer.status).toBe(206);
    try {
      const reader = answer.body?.getReader();
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) got += Buffer.from(part.value).toString();
    } catch {
      // The connection was closed before its end, as it was asked to.
    }
  }
  shop.faults.bulk.cutAfterBytes = null;
  expect(got).toBe(await (await fetch(url)).text());
});

test.each([
  ["{ shop { name } }", "Bulk queries must contain at least one connection."],
  ["{ products { edges { node { id variants { edges { node { id product { id collections { edges { node { id } } } } } } } } } } }", "Bulk queries cannot contain connections with a nesting depth greater than 2."],
  ["{ a: products { edges { node { id } } } b: products { edges { node { id } } } c: products { edges { node { id } } } d: products { edges { node { id } } } e: products { edges { node { id } } } f: products { edges { node { id } } } }", "Bulk queries cannot contain more than 5 connections."],
  ["{ products { nodes { id } } }", 'The connection "products" must select edges { node }.'],
  ["{ orders { edges { node { name lineItems { edges { node { id } } } } } } }", "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type."],
  ["{ orders { edges { node { id refunds { id refundLineItems(first: 5) { edges { node { id } } } } } } } }", "Queries that contain a connection field within a list field are not currently supported."],
  ["{ orders { edges { node { id shoeSize } } } }", 'Invalid bulk query: Cannot query field "shoeSize" on type "Order".'],
  ["{ orders {", "Invalid bulk query: Syntax Error: Expected Name, found <EOF>."],
])("%s is refused", async (query, message) => {
  const { bulkOperation, userErrors } = await start(query);
  expect(bulkOperation).toBeNull();
  expect(userErrors).toEqual([{ field: ["query"], message, code: "INVALID" }]);
});

test("a search narrows an export, and an export of nothing has no file", async () => {
  const [customer] = [...shop.tables.Customer.values()];
  expect(await linesOf((await finished(`{ customers(query: "id:${customer?.id}") { edges { node { id } } } }`)).url)).toEqual([{ id: `gid://shopify/Customer/${customer?.id}` }]);
  expect(await finished('{ customers(query: "tag:nobody-has-this") { edges { node { id } } } }')).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
});

test("a stalled operation never ends by itself and can be cancelled; a failed one leaves part of its file", async () => {
  shop.faults.bulk.stall = true;
  const { bulkOperation } = await start(ORDERS);
  await expect.poll(async () => (await ask(POLL, { id: bulkOperation.id })).body.data.bulkOperation.status).toBe("RUNNING");
  await ask("mutation($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }", { id: bulkOperation.id });
  await expect.poll(async () => (await ask(POLL, { id: bulkOperation.id })).body.data.bulkOperation.status).toBe("CANCELED");
  shop.faults.bulk.stall = false;
  shop.faults.bulk.fail = "TIMEOUT";
  const failed = await finished(ORDERS);
  shop.faults.bulk.fail = null;
  expect(failed).toMatchObject({ status: "FAILED", errorCode: "TIMEOUT", url: null });
  expect((await linesOf(failed.partialDataUrl)).length).toBeGreaterThan(0);
});

test("an export of what the app's scopes do not open fails with ACCESS_DENIED", async () => {
  const { scopes } = shop;
  shop.scopes = ["read_customers"];
  const denied = await finished("{ orders { edges { node { id } } } }");
  shop.scopes = scopes;
  expect(denied).toMatchObject({ status: "FAILED", errorCode: "ACCESS_DENIED", partialDataUrl: null });
});

test("a sixth operation at once is refused", async () => {
  shop.faults.bulk.createdMs = days(1);
  for (let n = 0; n < 5; n++) expect((await start(ORDERS)).userErrors).toEqual([]);
  expect((await start(ORDERS)).userErrors[0].code).toBe("OPERATION_IN_PROGRESS");
  shop.faults.bulk.createdMs = 0;
  sandbox.clock.forward(days(1));
  await expect.poll(() => [...shop.tables.BulkOperation.values()].filter((operation) => operation.status === "RUNNING" || operation.status === "CREATED")).toEqual([]);
});

test("seven days after its end the file is gone and the operation EXPIRED", async () => {
  const { ask: askAnew } = await installed(sandbox, shop);
  const { body } = await askAnew(RUN, { query: ORDERS, group: false });
  const { id } = body.data.bulkOperationRunQuery.bulkOperation;
  await expect.poll(async () => (await askAnew(POLL, { id })).body.data.bulkOperation.url).not.toBeNull();
  const { url } = (await askAnew(POLL, { id })).body.data.bulkOperation;
  sandbox.clock.forward(days(7) + 1000);
  expect((await fetch(url)).status).toBe(404);
  const { ask: askLater } = await installed(sandbox, shop);
  expect((await askLater(POLL, { id })).body.data.bulkOperation).toMatchObject({ status: "EXPIRED", url: null });
});

test("a bulk mutation answers for each uploaded line by its number", async () => {
  const { ask: askNow } = await installed(sandbox, shop);
  const customers = [...shop.tables.Customer.values()].slice(0, 3);
  const staged = await askNow("mutation($input: [StagedUploadInput!]!) { stagedUploadsCreate(input: $input) { stagedTargets { url parameters { name value } } userErrors { message } } }", {
    input: [{ resource: "BULK_MUTATION_VARIABLES", filename: "tags.jsonl", mimeType: "text/jsonl", httpMethod: "POST" }],
  });
  const [target] = staged.body.data.stagedUploadsCreate.stagedTargets;
  const form = new FormData();
  for (const { name, value } of target.parameters) form.append(name, value);
  const inputs = [...customers.map((customer) => ({ id: `gid://shopify/Customer/${customer.id}`, tags: ["from-bulk"] })), { id: "gid://shopify/Customer/1", tags: ["x"] }];
  form.append("file", new Blob([inputs.map((input) => JSON.stringify(input)).join("\n")], { type: "text/jsonl" }), "tags.jsonl");
  expect((await fetch(target.url, { method: "POST", body: form })).status).toBe(201);

  const path = target.parameters.find((parameter: { name: string }) => parameter.name === "key").value;
  const mutation = "mutation($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { field message } } }";
  const ran = await askNow("mutation($mutation: String!, $path: String!) { bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path) { bulkOperation { id } userErrors { message code } } }", { mutation, path });
  const { id } = ran.body.data.bulkOperationRunMutation.bulkOperation;
  await expect.poll(async () => (await askNow(POLL, { id })).body.data.bulkOperation.status).toBe("COMPLETED");
  const answers = await linesOf((await askNow(POLL, { id })).body.data.bulkOperation.url);
  expect(answers).toHaveLength(4);
  expect(answers[3]).toMatchObject({ __lineNumber: 3, data: { tagsAdd: { userErrors: [{ message: "Customer does not exist" }] } } });
  for (const customer of customers) expect(customer.tags).toContain("from-bulk");
});

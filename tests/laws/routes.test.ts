// Law: another shop's id is not found, whatever the route; without Shopify's word nobody gets anything;
// rubbish is refused and never breaks us. The routes come from the folder, so that none can be forgotten.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, row, sql } from "#app/lib/sql.ts";
import { API, BODILESS, OUTSIDE } from "./routes/doors.ts";
import { anybody, asUs, at, inside, ourBlanks, ourCustomer, ours, Ref, refs, routes, theirBlanks, theirCustomer, theirs, two } from "./routes/full-shops.ts";
import { addressOf } from "./routes/listing.ts";
import { BODIES, each, leaks, METHODS, RUBBISH_BODIES, RUBBISH_IDS, RUBBISH_QUERIES, said, type Try, ways } from "./routes/tries.ts";
import { type Answer, badTokens, bearer, framed, SECRET_WORD } from "./routes/two-shops.ts";

/** Some thousand requests each: on a busy machine they take minutes. */
const LONG_MS = 400_000;

test("every route is inside, behind a session, or one of the few that need none", () => {
  expect(routes.length).toBeGreaterThan(20);
  expect(inside.filter(({ path }) => !/^\/app(\/|$)/.test(path))).toEqual([]);
  expect(OUTSIDE.filter((id) => !routes.some((route) => route.id === id))).toEqual([]);
  for (const id of BODILESS) expect(inside.some((route) => route.id === id && route.hasAction)).toBe(true);
});

test("with our own ids every page and every act is there, so that what follows attacks something", async () => {
  const tries = inside.filter(({ hasLoader, path }) => hasLoader && !path.includes("*")).map((route) => ({ route: route.id, method: "GET", address: at(route, ourBlanks(route), route.id.endsWith("values") ? { picker: "product" } : {}) }));
  await each(tries, (answer, one) => expect(answer.status, said(one, answer)).toBe(200));
  const acts = inside.filter(({ hasAction }) => hasAction).map((route) => ({ route: route.id, method: "PUT", address: at(route, ourBlanks(route)), body: "{}" }));
  await each(acts, (answer, one) => expect(answer.status, one.route).not.toBe(404));
});

test("a method that a route of several does not know does nothing", async () => {
  const before = await two.stored(ours);
  const mine = await two.db.rows(Ref, sql`select 'inbox' as kind, inbox_id::text as id from inbox where shop_id = ${ours.shopId} and state = 'parked'`);
  expect(mine.length).toBe(1);
  for (const method of ["PUT", "PATCH"]) expect([method, (await asUs("/app/problems?_data=routes%2Fapp.problems", method, JSON.stringify({ refs: mine }))).status]).toEqual([method, 405]);
  for (const method of ["POST", "PUT"]) expect([method, (await asUs("/app/lists/1?_data=routes%2Fapp.lists.%24id", method, JSON.stringify({ name: "Renamed" }))).status]).toEqual([method, 405]);
  expect(await two.stored(ours)).toEqual(before);
});

test("another shop's id is not found on any route, by any method, with any body, and nothing of theirs changes", async () => {
  const before = await two.stored(theirs);
  for (const name of ["shop", "session", "customer", "segment", "membership", "outbox", "mirror_member", "inbox", "import_run", "data_request", "list", "list_upload", "list_reject", "segment_pin", "hook", "connection", "target"]) expect([name, before[name]?.length ?? 0]).not.toEqual([name, 0]);
  const withIds = inside.filter(({ path }) => path.includes(":"));
  const reads = withIds.filter(({ hasLoader }) => hasLoader).flatMap((route) => theirBlanks(route).map((blanks) => ({ route: route.id, method: "GET", address: at(route, blanks) })));
  const acts = withIds.filter(({ hasAction }) => hasAction).flatMap((route) => theirBlanks(route).flatMap((blanks) => ways(BODIES).map(({ method, body }) => ({ route: route.id, method, address: at(route, blanks), body }))));
  await each([...reads, ...acts], (answer, one) => {
    expect(answer.status, said(one, answer)).toBe(404);
    expect(leaks(answer, one.address), said(one, answer)).toEqual([]);
  });
  const documents = withIds.filter(({ isPage }) => isPage).flatMap((route) => theirBlanks(route).map((blanks) => ({ route: route.id, method: "GET", address: addressOf(route, blanks) })));
  await each(documents, (answer, one) => {
    expect(answer.status, said(one, answer)).toBe(404);
    expect(leaks(answer, one.address), said(one, answer)).toEqual([]);
  }, async (one) => two.ask(`${one.address}${one.address.includes("?") ? "&" : "?"}${new URLSearchParams(framed(ours.domain, await ours.token())).toString()}`));
  expect(await two.stored(theirs)).toEqual(before);
}, LONG_MS);

test("no list, search, picker or act of ours reaches theirs", async () => {
  const before = await two.stored(theirs);
  const queries = [{}, { q: SECRET_WORD }, { q: `${theirCustomer}@` }, { shop: theirs.domain }, { ids: "1,9", in: "1" }, { ids: "9,8", in: "3" }, ...["product", "variant", "collection", "vendor", "segment", "list", "customerTag"].flatMap((picker) => [{ picker, q: SECRET_WORD.slice(0, 3) }, { picker, ids: [...theirs.shop.tables.Product.keys(), ...theirs.shop.variants.keys(), "8", "9", `${SECRET_WORD} vendor`, `${SECRET_WORD} tag`].join(",") }])];
  const reads = inside.filter(({ hasLoader, path }) => hasLoader && !path.includes("*")).flatMap((route) => queries.map((query) => ({ route: route.id, method: "GET", address: at(route, ourBlanks(route), query) })));
  await each(reads, (answer, one) => {
    const asked = decodeURIComponent(one.address).toLowerCase();
    expect(leaks(answer, asked), said(one, answer)).toEqual([]);
    expect(answer.status, said(one, answer)).toBeLessThan(500);
  });
  const acts = inside.filter(({ hasAction, path }) => hasAction && !path.includes(":")).flatMap((route) => ways(BODIES).map(({ method, body }) => ({ route: route.id, method, address: at(route, {}), body })));
  await each(acts, (answer, one) => {
    expect(leaks(answer, one.body ?? ""), said(one, answer)).toEqual([]);
    expect(answer.status, said(one, answer)).toBeLessThan(500);
  });
  for (const [address, body] of [["/app/segments/new?_data=routes%2Fapp.segments.new", BODIES[0]], ["/app/segments/new?_data=routes%2Fapp.segments.new", BODIES[1]], ["/app/segments/new/preview", BODIES[0]], ["/app/segments/new/preview", BODIES[1]], ["/app/segments/new?_data=routes%2Fapp.segments.new", JSON.stringify({ name: "Mine", definition: { version: 1, node: { kind: "list", list: 9 } } })], ["/app/lists/new?_data=routes%2Fapp.lists.new", JSON.stringify({ list: 9, fileName: "mine.csv", bytes: 10 })], ["/app/segments/1/pins", JSON.stringify({ customer: theirCustomer, side: "in", reason: "mine" })], ["/app/settings/webhooks", JSON.stringify({ url: "https://ours.example/", segmentId: 9 })]] as const) expect((await asUs(address, "POST", body)).status).toBe(422);
  const onTheirList = { version: 1, node: { kind: "list", list: 9 } };
  for (const [address, body] of [["/app/segments/new/preview", { definition: onTheirList }], ["/app/segments/new/size", { definition: onTheirList, days: ["2026-01-01"], today: false }]] as const) {
    const answer = await asUs(address, "POST", JSON.stringify(body));
    expect([address, answer.status, JSON.parse(answer.text)]).toMatchObject([address, 422, { problems: [{ path: ["node", "list"] }] }]);
  }
  for (const ref of refs) for (const method of ["POST", "DELETE"]) expect([ref.kind, (await asUs("/app/problems?_data=routes%2Fapp.problems", method, JSON.stringify({ refs: [ref] }))).status]).toEqual([ref.kind, 422]);
  expect(await two.stored(theirs)).toEqual(before);
}, LONG_MS);

test("rubbish in the address is not found, rubbish in the query or the body is refused, and nothing breaks", async () => {
  const withIds = inside.filter(({ path }) => path.includes(":"));
  // Each by reading and by one way to act: an id is read before the method is.
  const addresses = withIds.flatMap((route) => RUBBISH_IDS.filter((id) => !(id === "new" && /segments|lists|campaigns|messages|flows/.test(route.id))).flatMap((id, n) => [...(route.hasLoader ? ["GET"] : []), ...(route.hasAction ? [METHODS[n % METHODS.length] ?? "POST"] : [])].map((method) => ({ route: route.id, method, address: at(route, { id, key: id, run: id }), ...(method === "GET" ? {} : { body: "{}" }) }))));
  await each(addresses, (answer, one) => expect([400, 404, 405], said(one, answer)).toContain(answer.status));
  const queries = inside.filter(({ hasLoader, path }) => hasLoader && !path.includes("*")).flatMap((route) => RUBBISH_QUERIES.map((query) => ({ route: route.id, method: "GET", address: at(route, ourBlanks(route), query) })));
  await each(queries, (answer, one) => expect([200, 404], said(one, answer)).toContain(answer.status));
  const bodies = inside.filter(({ hasAction, id }) => hasAction && !BODILESS.includes(id)).flatMap((route) => ways(RUBBISH_BODIES).map(({ method, body }) => ({ route: route.id, method, address: at(route, { ...ourBlanks(route), id: "2" }), body })));
  await each(bodies.filter(({ route, method }) => !(route === "routes/app.segments.$id" && method === "DELETE")), (answer, one) => expect([200, 204, 302, 404, 405, 413, 422], said(one, answer)).toContain(answer.status));
}, LONG_MS);

test("without Shopify's word for it nobody gets anything or changes anything", async () => {
  const before = { ours: await two.stored(ours), theirs: await two.stored(theirs) };
  const words = [...ours.shop.tables.Customer.values()].flatMap(({ email }) => email ?? []);
  const nothing = (answer: Answer, one: Try) => {
    // What a document is told by 302, Remix tells a script by 204 and a header.
    const status = answer.status === 204 && answer.headers.has("x-remix-redirect") ? 302 : answer.status;
    expect([302, 400, 401, 404, 405, 410], said(one, answer)).toContain(status);
    expect([...words, SECRET_WORD].filter((word) => answer.text.includes(word)), said(one, answer)).toEqual([]);
  };
  const tries = inside.flatMap((route) => [
    ...(route.hasLoader ? [{ route: route.id, method: "GET", address: at(route, ourBlanks(route)) }] : []),
    ...(route.hasAction ? ["POST", "DELETE"].map((method) => ({ route: route.id, method, address: at(route, ourBlanks(route)), body: JSON.stringify({ name: "Mine", definition: anybody }) })) : []),
  ]);
  await each(tries, nothing, ({ address, method, body }) => two.ask(address, { method, ...(body ? { body } : {}) }));
  const documents = inside.filter(({ isPage }) => isPage).map((route) => ({ route: route.id, method: "GET", address: addressOf(route, ourBlanks(route)) }));
  await each(documents, nothing, ({ address }) => two.ask(address));
  for (const [, token] of Object.entries(await badTokens(two.demo, ours.domain))) {
    await each(tries, nothing, ({ address, method, body }) => two.ask(address, { method, headers: bearer(token), ...(body ? { body } : {}) }));
    await each(documents, nothing, ({ address }) => two.ask(`${address}${address.includes("?") ? "&" : "?"}${new URLSearchParams(framed(ours.domain, token)).toString()}`));
  }
  for (const route of routes.filter(({ id }) => OUTSIDE.includes(id))) {
    const answer = await two.ask(addressOf(route, { "*": "session-token", id: "1", platform: "klaviyo", key: "1", code: "1".repeat(11), token: "rubbish" }));
    expect({ route: route.id, words: [...words, SECRET_WORD].filter((word) => answer.text.includes(word)) }).toEqual({ route: route.id, words: [] });
    expect(answer.status, route.id).toBeLessThan(500);
  }
  expect({ ours: await two.stored(ours), theirs: await two.stored(theirs) }).toEqual(before);
});

test("the webhook door takes what Shopify signed just now and stores nothing else", async () => {
  const count = async () => (await row(two.db, z.object({ count: Count }), sql`select count(*) from inbox`))?.count;
  const before = await count();
  const hours = (n: number) => new Date(two.demo.sandbox.clock.now().getTime() - n * 3_600_000).toISOString();
  const body = JSON.stringify({ id: 1 });
  const refused: Record<string, string>[] = [
    { "x-shopify-hmac-sha256": "" }, { "x-shopify-hmac-sha256": "forged" }, { "x-shopify-hmac-sha256": "A".repeat(43) + "=" },
    { "x-shopify-triggered-at": hours(49) }, { "x-shopify-triggered-at": hours(-2) }, { "x-shopify-triggered-at": "yesterday" },
    { "x-shopify-topic": "" }, { "x-shopify-shop-domain": "elsewhere.example" }, { "x-shopify-event-id": "", "x-shopify-webhook-id": "" },
  ];
  for (const headers of refused) expect({ headers, status: (await two.deliver(ours, "orders/create", body, headers)).status }).toEqual({ headers, status: 401 });
  for (const method of ["GET", "PUT", "PATCH", "DELETE"]) expect([method, (await two.ask("/webhooks", { method, ...(method === "GET" ? {} : { body }) })).status]).toEqual([method, 405]);
  expect((await two.deliver(ours, "orders/create", `"${"x".repeat(10_000_000)}"`)).status).toBe(413);
  expect(await count()).toBe(before);
  expect((await two.deliver(ours, "orders/create", body)).status).toBe(200);
  expect(await count()).toBe((before ?? 0) + 1);
});

test("the events door opens to a shop's own key alone, and what is wrong with an event is told beside it", async () => {
  const Key = z.object({ key: z.string().nullable() });
  const key = Key.parse(JSON.parse((await asUs("/app/api-key", "POST")).text)).key ?? "";
  const view = (id: string, more: object = {}) => ({ id, kind: "productViewed", at: two.demo.sandbox.clock.now().toISOString(), customer: { id: ourCustomer }, ...more });
  const tell = (body: unknown, with_ = key) => two.ask("/api/events", { method: "POST", body: typeof body === "string" ? body : JSON.stringify(body), headers: bearer(with_) });
  const before = await two.stored(theirs);
  const stored = async () => (await row(two.db, z.object({ count: Count }), sql`select count(*) from inbox where shop_id = ${ours.shopId} and source = 'api'`))?.count;
  for (const wrong of ["", "rubbish", key.replace(`_${ours.shopId}_`, `_${theirs.shopId}_`), `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`, await ours.token()]) expect((await tell({ events: [view("1")] }, wrong)).status).toBe(401);
  for (const rubbish of RUBBISH_BODIES) expect([400, 422]).toContain((await tell(rubbish)).status);
  expect((await tell("x".repeat(1_000_001))).status).toBe(413);
  for (const method of ["GET", "PUT", "PATCH", "DELETE"]) expect((await two.ask("/api/events", { method, headers: bearer(key), ...(method === "GET" ? {} : { body: "{}" }) })).status).toBe(405);
  expect(await stored()).toBe(0);
  const answer = await tell({ events: [view("1"), view("2", { kind: "flewAway" }), view("3", { device: "fridge" })] });
  expect([answer.status, JSON.parse(answer.text)]).toMatchObject([202, { accepted: 1, problems: [{ index: 1, path: ["kind"] }, { index: 2, path: ["device"] }] }]);
  expect((await tell({ events: [view("1")] })).status).toBe(202);
  const again = Key.parse(JSON.parse((await asUs("/app/api-key", "POST")).text)).key ?? "";
  expect([(await tell({ events: [view("1")] })).status, (await tell({ events: [view("1")] }, again)).status]).toEqual([401, 202]);
  await asUs("/app/api-key", "DELETE");
  expect((await tell({ events: [view("1")] }, again)).status).toBe(401);
  expect(await two.stored(theirs)).toEqual(before);
});

test("our own API opens to a shop's own key alone, and of another shop nothing is found, told or changed", async () => {
  const { key } = z.object({ key: z.string() }).parse(JSON.parse((await asUs("/app/api-key", "POST")).text));
  const before = await two.stored(theirs);
  const doors = routes.filter(({ id }) => API.includes(id) && !id.includes("openapi"));
  const call = (method: string, address: string, body?: string, with_ = key) => two.ask(address, { method, headers: bearer(with_), ...(body === undefined ? {} : { body }) });
  for (const route of doors) {
    const isOfCustomers = route.path.includes("customers");
    for (const method of ["GET", "POST", "PUT", "DELETE"]) {
      const body = method === "GET" ? undefined : JSON.stringify(isOfCustomers ? { attributes: { tier: "x" } } : route.path.includes("flows") ? { customers: [theirCustomer] } : { phone: "+12125550100", segment: 9, segmentId: 9, url: "https://example.com/" });
      expect([route.id, method, (await call(method, addressOf(route, ourBlanks(route)), body, "rubbish")).status]).toEqual([route.id, method, expect.toSatisfy((status: number) => status === 401 || status === 405)]);
      const answer = await call(method, addressOf(route, { id: isOfCustomers ? theirCustomer : "9" }), body);
      expect([route.id, method, route.path.includes(":") ? [404, 405].includes(answer.status) : answer.status < 500]).toEqual([route.id, method, true]);
      expect(leaks(answer, isOfCustomers ? theirCustomer : "")).toEqual([]);
    }
  }
  expect((await call("GET", "/api/v1/segments/1/members?limit=2")).status).toBe(200);
  expect((await call("POST", "/api/v1/webhooks", JSON.stringify({ url: "https://example.com/x", segmentId: 9 }))).status).toBe(422);
  for (const rubbish of RUBBISH_BODIES) expect([400, 413, 422]).toContain((await call("POST", "/api/v1/webhooks", rubbish)).status);
  expect(z.object({ openapi: z.string() }).parse(JSON.parse((await two.ask("/api/v1/openapi.json")).text)).openapi).toBe("3.1.0");
  await asUs("/app/api-key", "DELETE");
  expect(await two.stored(theirs)).toEqual(before);
});

test("what could not be read, and a coupon that was refused, are on their own shop's Problems with their reasons", async () => {
  const read = z.object({ page: z.object({ problems: z.array(z.object({ kind: z.string(), subject: z.string(), reason: z.string().min(10) })) }) });
  const { page } = read.parse(JSON.parse((await asUs("/app/problems?_data=routes%2Fapp.problems")).text));
  expect(page.problems.map(({ kind, subject }) => [kind, subject])).toEqual([["inbox", "orders/create"], ["coupon", "Ours"]]);
});

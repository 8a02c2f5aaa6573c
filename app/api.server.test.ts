// The doors of our own API, each as a request.
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { signed } from "#app/inbox/signature.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { transact } from "#app/lib/world.ts";
import { metafieldTypes } from "#app/segments/metafield-rows.server.ts";
import { makeKey } from "#app/shops/api-key.server.ts";
import { readShop } from "#app/shops/rows.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { CALLS_MAX } from "./inbox/caller.server.ts";

const world = await aWorld();
const real = { ...process.env };
Object.assign(process.env, { DATABASE_URL: world.databaseUrl, SHOPIFY_API_KEY: "k", SHOPIFY_API_SECRET: "s", SHOPIFY_APP_URL: "https://segue.example.com", ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString("base64")}`, LOG_LEVEL: "silent" });
const { here } = await import("./world.server.ts");
const app = here();
for (const name of Object.keys(process.env)) if (real[name] === undefined) delete process.env[name];
Object.assign(process.env, real);
afterAll(() => app.db.close());

type Door = (given: { request: Request; params: Record<string, string>; context: object }) => Promise<Response>;
const door = async (file: string) => (await import(/* @vite-ignore */ `./routes/${file}.ts`)) as { loader: Door; action: Door };
const doors = {
  segments: await door("api.v1.segments"), members: await door("api.v1.segments_.$id.members"), ofCustomer: await door("api.v1.customers.$id.segments"), events: await door("api.v1.events"),
  attributes: await door("api.v1.customers.$id.attributes"), byPhone: await door("api.v1.sms.segment"), decision: await door("api.v1.decisions.$id"), hooks: await door("api.v1.webhooks"), hook: await door("api.v1.webhooks_.$id"), startFlow: await door("api.v1.flows.$id.start"),
};

const address = "https://segue.example.com/api/v1/it";
type Ask = { key: string; method?: string; id?: string; query?: string; body?: unknown; headers?: Record<string, string> };
async function ask(name: keyof typeof doors, { key, method = "GET", id, query = "", body, headers = {} }: Ask) {
  const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
  const request = new Request(address + query, { method, headers: { authorization: key.startsWith("Segue") ? key : `Bearer ${key}`, ...headers }, ...(text === undefined ? {} : { body: text }) });
  const answer = await doors[name][method === "GET" ? "loader" : "action"]({ request, params: id === undefined ? {} : { id }, context: {} });
  const said = await answer.text();
  return { status: answer.status, type: answer.headers.get("content-type"), headers: answer.headers, body: said === "" ? null : (JSON.parse(said) as unknown) };
}

async function aKeyedShop(): Promise<{ shop: ShopId; key: string }> {
  const shop = await aShop(world);
  const now = world.now();
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone, updated_at) select ${shop}::int, n, '+1212555010' || n, ${now}::timestamptz from generate_series(1, 5) n`);
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, 77, 5, ${now})`);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, state, full_due, member_count, evaluated_at, created_at, updated_at) values (${shop}, 1, 'VIP', 'live', false, 5, ${now}, ${now}, ${now})`);
  await world.db.run(sql`insert into segment_version (shop_id, segment_id, version, definition, sentence, created_at) values (${shop}, 1, 1, '{"node": {"list": 1}}', 'Who bought', ${now})`);
  await world.db.run(sql`insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version) select ${shop}::int, 1, n, 1, ${now}::timestamptz, 'fact', 1 from generate_series(1, 5) n`);
  await world.db.run(sql`insert into list (shop_id, list_id, name, source, state, created_at, updated_at) values (${shop}, 1, 'Quiz', 'upload', 'ready', ${now}, ${now}), (${shop}, 2, 'Theirs', 'shopify', 'ready', ${now}, ${now})`);
  return { shop, key: await makeKey(world, shop) };
}

const { shop, key } = await aKeyedShop();
const stranger = await aKeyedShop();

test("Segments, their members a page at a time, and the segments of a customer are read, under the number a merge gave them too.", async () => {
  const at = world.now().toISOString();
  expect(await ask("segments", { key })).toMatchObject({ status: 200, type: "application/json", body: { segments: [{ id: 1, name: "VIP", sentence: "Who bought", memberCount: 5, freshAt: at }] } });
  const first = await ask("members", { key, id: "1", query: "?limit=3" });
  expect(first.body).toEqual({ members: ["1", "2", "3"].map((customerId) => ({ customerId, enteredAt: at })), next: "3" });
  expect((await ask("members", { key, id: "1", query: "?limit=3&after=3" })).body).toEqual({ members: ["4", "5"].map((customerId) => ({ customerId, enteredAt: at })), next: null });
  const of5 = { customerId: "5", segments: [{ id: 1, name: "VIP", enteredAt: at }] };
  expect([(await ask("ofCustomer", { key, id: "5" })).body, (await ask("ofCustomer", { key, id: "77" })).body]).toEqual([of5, of5]);
});

test("A strange key, another shop's number and rubbish get nothing but a problem.", async () => {
  const changed = `${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`;
  for (const wrong of ["", "rubbish", changed, key.replace(/_\d+_/, `_${stranger.shop}_`)]) expect([wrong, (await ask("segments", { key: wrong })).status]).toEqual([wrong, 401]);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, created_at, updated_at) values (${stranger.shop}, 2, 'Theirs', ${world.now()}, ${world.now()})`);
  for (const id of ["2", "0", "-1", "1e3", "abc", "99999999999999999999", "%00"]) {
    for (const name of ["members", "hook"] as const) expect([id, (await ask(name, { key, id })).status]).toEqual([id, 404]);
  }
  for (const id of ["9999", "9999999999999999999", "abc"]) expect([id, (await ask("ofCustomer", { key, id })).status]).toEqual([id, 404]);
  for (const query of ["?limit=0", "?limit=1001", "?after=x", "?after=9223372036854775808"]) expect([query, (await ask("members", { key, id: "1", query })).status]).toEqual([query, 422]);
  for (const name of ["byPhone", "events", "hooks"] as const) {
    for (const body of ["", "{", "null", "[]", '"x"', '{"__proto__": 1}']) expect([400, 422]).toContain((await ask(name, { key, method: "POST", body })).status);
    expect(await ask(name, { key, method: "POST", body: "x".repeat(1_000_001) })).toMatchObject({ status: 413, type: "application/problem+json" });
    expect((await ask(name, { key, method: "PUT", body: "{}" })).status).toBe(405);
  }
});

test("A signature opens what the key opens, for five minutes, and for exactly what was signed.", async () => {
  const seconds = Math.floor(Date.now() / 1_000);
  const sign = (text: string, t: number, number = shop) => `Segue-HMAC-SHA256 shop=${number}, t=${t}, v1=${signed(key, `${t}.${text}`)}`;
  const body = JSON.stringify({ phone: "+12125550101", segment: "nobody's" });
  const path = new URL(address).pathname;
  const status = async (key: string, given = body) => (await ask("byPhone", { key, method: "POST", body: given })).status;
  expect(await status(sign(`POST ${path}.${body}`, seconds))).toBe(422);
  for (const wrong of [sign(`POST ${path}.${body}`, seconds - 301), sign(`POST ${path}.${body}`, seconds + 310), sign(`GET ${path}.${body}`, seconds), sign(`POST /other.${body}`, seconds), sign(`POST ${path}.${body} `, seconds), sign(`POST ${path}.${body}`, seconds, stranger.shop)]) expect(await status(wrong)).toBe(401);
  expect(await status(sign(`POST ${path}.${body}`, seconds), `${body} `)).toBe(401);
  expect((await ask("segments", { key: sign(`GET ${path}.`, seconds) })).status).toBe(200);
});

const Person = z.object({ customer_id: z.string(), marked: z.boolean() });
const onList = () => world.db.rows(Person, sql`
  select m.customer_id, c.changed_at is not null as marked from list_member m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id where m.shop_id = ${shop} and m.list_id = 1 order by m.customer_id`);

test("Whoever has a phone is put on a list once; the decision can be read back, a key gets its first decision, and a stranger becomes no customer.", async () => {
  await world.db.run(sql`update segment_version set definition = '{"node": {"kind": "list", "list": 1}}' where shop_id = ${shop}`);
  const add = (body: object, idempotency?: string) => ask("byPhone", { key, method: "POST", body, headers: idempotency === undefined ? {} : { "idempotency-key": idempotency } });
  const added = await add({ phone: "+12125550102", segment: "quiz", timestamp: "1999-01-01" }, "q-1");
  expect(added).toMatchObject({ status: 202, body: { outcome: "added", listId: 1, customerId: "2" } });
  expect(await onList()).toEqual([{ customer_id: "2", marked: true }]);
  const { decisionId } = z.object({ decisionId: z.string() }).parse(added.body);
  expect(added.headers.get("location")).toBe(`/api/v1/decisions/${decisionId}`);
  expect((await ask("decision", { key, id: decisionId })).body).toEqual(added.body);
  expect((await ask("decision", { key: stranger.key, id: decisionId })).status).toBe(404);
  expect((await add({ phone: "+12125550102", segment: "QUIZ" }, "q-1")).body).toEqual(added.body);
  expect((await add({ phone: "+12125550103", segment: "quiz" }, "q-1")).status).toBe(409);
  expect((await add({ phone: "+12125550102", segment: 1 })).body).toMatchObject({ outcome: "already" });
  expect((await add({ phone: "+12125550999", segment: 1 })).body).toMatchObject({ outcome: "unknown", customerId: null });
  expect([(await add({ phone: "+12125550102", segment: "Theirs" })).status, (await add({ phone: "+12125550102", segment: "VIP" })).status, (await add({ phone: "2125550102", segment: 1 })).status]).toEqual([409, 422, 422]);
  expect(await onList()).toHaveLength(1);
  expect(await world.db.rows(z.object({ n: Count }), sql`select count(*) as n from customer where shop_id = ${shop}`)).toEqual([{ n: 5 }]);
});

test("Events are told, and a webhook is registered, read and deleted, by its own shop alone.", async () => {
  expect(await ask("events", { key, method: "POST", body: { events: [{ id: "1", kind: "productViewed", at: new Date().toISOString(), customer: { id: "1" } }, { id: "2" }] } })).toMatchObject({ status: 202, body: { accepted: 1, problems: [{ index: 1 }, { index: 1 }, { index: 1 }] } });
  expect((await ask("hooks", { key, method: "POST", body: { url: "https://10.0.0.1/x" } })).body).toMatchObject({ status: 422, problems: [{ path: ["url"] }] });
  const made = await ask("hooks", { key, method: "POST", body: { url: "https://example.com/segue", segmentId: 1 } });
  expect(made).toMatchObject({ status: 201, body: { id: expect.any(Number) as number, segmentId: 1, changes: ["entered", "left"], secret: expect.stringMatching(/^[0-9a-f]{64}$/) as string } });
  const id = String(z.object({ id: z.number() }).parse(made.body).id);
  expect(JSON.stringify((await ask("hooks", { key })).body)).not.toContain("secret");
  expect((await ask("hook", { key, id })).body).toMatchObject({ url: "https://example.com/segue", attempts: [] });
  expect((await ask("hook", { key: stranger.key, id, method: "DELETE" })).status).toBe(404);
  expect((await ask("hook", { key, id, method: "DELETE" })).status).toBe(204);
  expect((await ask("hook", { key, id })).status).toBe(404);
});

test("Attributes are told, become metafields that segments may ask about, and outlive what Shopify says of its own.", async () => {
  const put = (attributes: object, id = "3", of = key) => ask("attributes", { key: of, method: "PUT", id, body: { attributes } });
  expect((await put({ tier: "gold", score: 7.5, member: true, renews_on: "2027-01-31" })).body).toEqual({ customerId: "3", attributes: { tier: "gold", score: 7.5, member: true, renews_on: "2027-01-31" } });
  expect((await put({ score: 8, member: null })).body).toEqual({ customerId: "3", attributes: { tier: "gold", score: 8, renews_on: "2027-01-31" } });
  const described = { customerId: "3", updatedAt: world.now().toISOString(), detailedAt: world.now().toISOString(), metafields: { "facts.size": { type: "single_line_text_field", value: "M" } } };
  await transact(world, (within) => writeFacts(within, shop, { ...noFacts(), customers: [described] }, { now: world.now(), live: true }));
  const found = await world.db.rows(z.object({ metafields: z.record(z.string(), z.object({ type: z.string(), value: z.string() })), changed: z.boolean() }), sql`select metafields, changed_at is not null as changed from customer where shop_id = ${shop} and customer_id = 3`);
  expect(found).toEqual([{ changed: true, metafields: {
    "facts.size": { type: "single_line_text_field", value: "M" }, "api.tier": { type: "single_line_text_field", value: "gold" }, "api.score": { type: "number_decimal", value: "8" }, "api.renews_on": { type: "date", value: "2027-01-31" },
  } }]);
  const names = ["api.tier", "api.score", "api.member", "api.renews_on"];
  expect((await readShop(world, shop))?.settings.metafields).toEqual(names);
  expect(await metafieldTypes(world, shop, names)).toEqual({ "api.tier": "text", "api.score": "number", "api.member": "text", "api.renews_on": "day" });
  expect([(await put({ tier: "x" }, "99")).status, (await put({}, "3")).status, (await put({ "Tier!": 1 })).status, (await put({ tier: ["x"] })).status, (await put({ tier: "x" }, "3", "rubbish")).status]).toEqual([404, 422, 422, 422, 401]);
  const many = Object.fromEntries(Array.from({ length: 23 }, (_, n) => [`name_${n}`, n]));
  expect((await put(many)).status).toBe(422);
  expect((await readShop(world, shop))?.settings.metafields).toEqual(names);
});

test("A flow is started for customers once for each key, if it is live and says so; another shop's is not found.", async () => {
  const flowOf = (by: string) => JSON.stringify({
    version: 1, triggers: [{ kind: "call", by }], maxAge: { n: 12, unit: "hour" }, first: "end", steps: [{ id: "end", note: null, next: null, kind: "end", label: null }], policies: [], exits: [], goals: [], longest: { n: 1, unit: "day" },
    entry: { recheck: "never", reentry: { kind: "always" }, key: "person", again: "ignore", control: 0, group: null, priority: 50, over: "end", perHour: null, perDay: null, total: null, spendPerDay: null, from: null, until: null, then: "finish" },
  });
  for (const [flow, state, definition] of [[1, "live", flowOf("api")], [2, "live", flowOf("manual")], [3, "paused", flowOf("api")]] as const) {
    await world.db.run(sql`insert into flow (shop_id, flow_id, name, state, draft, version, created_at, changed_at) values (${shop}, ${flow}, ${`Flow ${flow}`}, ${state}, ${definition}::jsonb, 1, ${world.now()}, ${world.now()})`);
    await world.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, ${flow}, 1, 'Flow', ${definition}::jsonb, ${world.now()})`);
  }
  const start = (id: string, customers: unknown, idempotency?: string, by = key) => ask("startFlow", { key: by, method: "POST", id, body: { customers }, headers: idempotency === undefined ? {} : { "idempotency-key": idempotency } });
  expect(await start("1", ["1", 2, "99"], "k1")).toMatchObject({ status: 202, body: { flow: 1, started: 2, known: 0, unknown: ["99"] } });
  expect(await start("1", ["1", "3"], "k1")).toMatchObject({ status: 202, body: { started: 1, known: 1, unknown: [] } });
  expect(await start("1", ["1"])).toMatchObject({ status: 202, body: { started: 1 } });
  expect((await Promise.all([start("2", ["1"]), start("3", ["1"]), start("9", ["1"]), start("x", ["1"]), start("1", ["1"], "k", stranger.key), start("1", []), start("1", ["x"]), start("1", "1"), start("1", ["1"], " ")])).map(({ status }) => status))
    .toEqual([409, 409, 404, 404, 404, 422, 422, 422, 422]);
});

test("The doors of platforms and of Shopify Flow take what is signed, by POST alone.", async () => {
  const at = async (file: string, init: RequestInit, params: Record<string, string> = {}) => {
    const { loader, action } = await door(file);
    return (await (init.method === "GET" ? loader : action)({ request: new Request("https://segue.example.com/it", init), params, context: {} })).status;
  };
  const form = { method: "POST", body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } };
  expect([await at("hooks.$platform_.$key", form, { platform: "twilio", key: "1-1-nobody" }), await at("hooks.$platform", form, { platform: "twilio" }), await at("hooks.$platform", form, { platform: "nobody" })]).toEqual([404, 401, 404]);
  expect([await at("flow.add-to-list", { method: "POST", body: "{}" }), await at("flow.use", { method: "POST", body: "{}" }), await at("flow.start", { method: "POST", body: "{}" })]).toEqual([401, 401, 401]);
  for (const file of ["hooks.$platform_.$key", "hooks.$platform", "flow.add-to-list", "flow.start", "flow.use"]) expect([await at(file, { method: "GET" }), await at(file, { method: "PUT", body: "{}" })]).toEqual([405, 405]);
  expect(await at("hooks.$platform", { method: "POST", body: "x".repeat(5_000_001) }, { platform: "klaviyo" })).toBe(413);
});

test("A shop has so many calls a minute, and another shop's are its own.", async () => {
  const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 + 60_000);
  await world.db.run(sql`update api_use set minute = ${minute}, calls = ${CALLS_MAX} where shop_id = ${shop}`);
  const refused = await ask("segments", { key });
  expect(refused).toMatchObject({ status: 429, type: "application/problem+json" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await ask("segments", { key: stranger.key })).status).toBe(200);
});

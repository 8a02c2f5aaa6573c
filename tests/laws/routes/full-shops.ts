// Ours and theirs, filled: theirs under numbers that ours does not reach, so that whatever is found by one of them was
// another shop's.
import { expect } from "vitest";
import { z } from "zod";
import { EMPTY_FLOW } from "#app/flows/flow/flow.ts";
import { sql } from "#app/lib/sql.ts";
import { OUTSIDE } from "./doors.ts";
import { addressOf, allRoutes, type Route } from "./listing.ts";
import { type Answer, askForData, bearer, only, type Party, SECRET_WORD, twoShops } from "./two-shops.ts";

export const two = await twoShops();
export const ours = await two.open("small-shop.myshopify.com");
export const theirs = await two.open("their-shop.myshopify.com");
export const routes = allRoutes();
export const inside = routes.filter(({ id }) => !OUTSIDE.includes(id));
export const at = (route: Route, blanks: Record<string, string>, query: Record<string, string> = {}) => addressOf(route, blanks, route.isPage ? { ...query, _data: route.id } : query);

export const asUs = async (path: string, method = "GET", body?: string): Promise<Answer> => two.ask(path, { method, headers: bearer(await ours.token()), ...(body === undefined ? {} : { body }) });
export const asThem = async (path: string, body: unknown, method = "POST") => two.ask(path, { method, headers: bearer(await theirs.token()), body: JSON.stringify(body) });

// Theirs has more segments than we shall have, a tag that goes out, something unreadable, and a request for data.
await Promise.all([two.settle(ours), two.settle(theirs)]);
export const anybody = { version: 1, node: { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 } } };
for (const n of [4, 5, 6, 7, 8, 9]) {
  const saved = await asThem("/app/segments/new?_data=routes%2Fapp.segments.new", { name: `${SECRET_WORD} segment ${n}`, definition: anybody });
  expect(saved.headers.get("x-remix-redirect")).toMatch(new RegExp(`/app/segments/${n}$`));
}
// As many lists, each with a file; the last of both is read. Ours has one, which waits for an answer.
const FILE = "email,name\nnobody@example.com,x\nno address,x\n";
const begin = { fileName: `${SECRET_WORD}.csv`, bytes: FILE.length };
const sendFile = async (party: Party, list: number) => expect((await two.ask(`/app/lists/uploads/${list}/part?at=0`, { method: "POST", headers: bearer(await party.token()), body: FILE })).status).toBe(200);
for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9]) expect((await asThem("/app/lists/new?_data=routes%2Fapp.lists.new", { ...begin, name: `${SECRET_WORD} list ${n}` })).text).toBe(`{"upload":${n},"list":${n}}`);
await sendFile(theirs, 9);
expect((await asThem("/app/lists/uploads/9?_data=routes%2Fapp.lists.uploads.%24id", { id: null, email: 0, phone: null, country: null, heading: true, kept: [{ column: 1, name: `${SECRET_WORD} column`, type: "text" }] })).text).toBe('{"problems":[]}');
expect((await asUs("/app/lists/new?_data=routes%2Fapp.lists.new", "POST", JSON.stringify({ name: "Ours", fileName: "ours.csv", bytes: FILE.length }))).status).toBe(200);
await sendFile(ours, 1);
expect((await asThem("/app/segments/9/pins", { customer: String(only(theirs.shop.tables.Customer.keys())), side: "in", reason: `${SECRET_WORD} asked` })).text).toBe('{"problems":[]}');
expect((await asThem("/app/segments/9/sync", { tag: "segue:theirs", rule: "restore" })).status).toBe(200);
expect((await two.deliver(theirs, "products/update", `{"title": "${SECRET_WORD}"`)).status).toBe(200);
expect((await two.deliver(ours, "orders/create", "this is no JSON")).status).toBe(200);
// Both are connected to a platform, theirs under a number that ours does not reach, with a segment kept there.
await two.db.run(sql`update shop set connection_count = 8, hook_count = 8 where shop_id = ${theirs.shopId}`);
two.demo.sandbox.platformDoors.platforms.control({ platform: "klaviyo", faults: { limits: 0 } });
for (const [ask, connection] of [[asThem, 9], [async (path: string, body: unknown) => asUs(path, "POST", JSON.stringify(body)), 1]] as const) {
  expect((await ask("/app/connections/new/klaviyo?_data=routes%2Fapp.connections.new.%24key", { key: "pk_sandbox_1" })).text).toBe(`{"connection":${connection}}`);
  expect((await ask(`/app/segments/${connection}/places/${connection}`, { name: connection === 9 ? `${SECRET_WORD} place` : "Ours" })).text).toBe('{"problems":[]}');
}
askForData(theirs);
await two.demo.sandbox.webhooks.quiet();
await Promise.all([two.settle(ours), two.settle(theirs)]);
await two.demo.sandbox.webhooks.quiet();
await two.settle(theirs);
await two.stopWorker();
// An address of each is told of changes; only now, for nobody answers there.
for (const party of [theirs, ours]) expect((await two.ask("/app/settings/webhooks", { method: "POST", headers: bearer(await party.token()), body: JSON.stringify({ url: `https://${party === theirs ? SECRET_WORD : "ours"}.example/` }) })).status).toBe(200);

// A coupon of each.
for (const [party, coupon] of [[ours, 1], [theirs, 9]] as const) {
  await two.db.run(sql`
    insert into coupon (shop_id, coupon_id, name, settings, state, created_at) select shop_id, ${coupon}, ${party === theirs ? `${SECRET_WORD} coupon` : "Ours"},
      '{"saving": {"kind": "percent", "percent": 20}, "minimumMinor": null, "startsAt": "2026-01-01T00:00:00Z", "endsAt": null, "isOnce": true, "word": "SAVE"}', 'refused', created_at from shop where shop_id = ${party.shopId}`);
  await two.db.run(sql`update shop set coupon_count = ${coupon} where shop_id = ${party.shopId}`);
}

// A message of each.
for (const [party, message] of [[ours, 1], [theirs, 9]] as const) {
  const words = { class: "marketing", scope: "marketing", topic: null, subject: null, text: party === theirs ? `${SECRET_WORD} words` : "Ours", media: null, smart: null, language: "en", coupon: null, utm: { campaign: null, content: null } };
  await two.db.run(sql`insert into message (shop_id, message_id, name, version, created_at, changed_at) select shop_id, ${message}, ${party === theirs ? `${SECRET_WORD} message` : "Ours"}, 1, created_at, created_at from shop where shop_id = ${party.shopId}`);
  await two.db.run(sql`insert into message_version (shop_id, message_id, version, definition, at) select shop_id, ${message}, 1, ${JSON.stringify(words)}::jsonb, created_at from shop where shop_id = ${party.shopId}`);
  await two.db.run(sql`update shop set message_count = ${message} where shop_id = ${party.shopId}`);
}

// A campaign of each, with a dry run.
const everybody = { message: { id: 1, version: null }, include: { segments: [1], lists: [] }, exclude: { segments: [], lists: [] }, schedule: { at: null, zone: "shop" }, perHour: null, expiresAfterMs: 86_400_000, topic: null };
for (const [party, campaign] of [[ours, 1], [theirs, 9]] as const) {
  const of = sql`from shop where shop_id = ${party.shopId}`;
  await two.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) select shop_id, ${campaign}, ${party === theirs ? `${SECRET_WORD} campaign` : "Ours"}, 1, created_at, created_at ${of}`);
  await two.db.run(sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) select shop_id, ${campaign}, 1, ${JSON.stringify(everybody)}::jsonb, created_at ${of}`);
  await two.db.run(sql`insert into campaign_dry (shop_id, campaign_id, version, state, started_at) select shop_id, ${campaign}, 1, 'cancelled', created_at ${of}`);
  await two.db.run(sql`update shop set campaign_count = ${campaign} where shop_id = ${party.shopId}`);
}

// A decision of each.
const nobody = { state: "none", since: null, basis: "express", expiresAt: null, isDouble: false, proof: "none" };
const record = {
  version: 1, at: 0, rulesVersion: "1", tzVersion: "1", history: [], verdict: "skip", reason: "noConsent", until: null, rules: [], because: null,
  person: {
    isGone: false, isMinor: false, number: null, regions: ["US"], zones: ["UTC"], consent: { marketing: nobody, cartReminders: nobody, transactional: nobody }, stop: null, suspectedAt: null, lastWroteAt: null,
    preference: { hours: null, limit: null, declined: [] }, policies: [],
  },
  message: { class: "marketing", scope: "marketing", reply: null, topic: null, subject: null, cart: null, place: "in", faults: [], sender: "ready", budgetAt: null, expiresAt: null },
};
for (const [party, decision] of [[ours, 1], [theirs, 9]] as const) {
  await two.db.run(sql`
    insert into decision (shop_id, decision_id, text_id, number, at, verdict, reason, settings_version, record)
    select shop_id, ${decision}, ${decision}, '\\x00', created_at, 'skip', 'noConsent', 0, ${JSON.stringify(record)}::jsonb from shop where shop_id = ${party.shopId}`);
}

// Somebody wrote to each; a conversation is named by the number's hash.
const [OUR_NUMBER, THEIR_NUMBER] = ["11".repeat(32), "99".repeat(32)];
for (const [party, number] of [[ours, OUR_NUMBER], [theirs, THEIR_NUMBER]] as const) {
  await two.db.run(sql`
    insert into reply (shop_id, connection_id, key, number, body, meaning, at, heard_at, state)
    select shop_id, 1, 'k', decode(${number}, 'hex'), ${party === theirs ? `${SECRET_WORD} asks` : "Ours"}, 'none', created_at, created_at, 'done' from shop where shop_id = ${party.shopId}`);
}

// A flow of each, and somebody who was in it.
for (const [party, flow] of [[ours, 1], [theirs, 9]] as const) {
  const of = sql`from shop where shop_id = ${party.shopId}`;
  const [name, definition, line] = [party === theirs ? `${SECRET_WORD} flow` : "Ours", JSON.stringify(EMPTY_FLOW), JSON.stringify({ version: 1, at: 0, heard: [{ kind: "stop", reason: "byMerchant" }], seen: {}, decided: [{ kind: "ended", reason: "byMerchant", label: null }] })];
  await two.db.run(sql`insert into flow (shop_id, flow_id, name, state, draft, version, created_at, changed_at) select shop_id, ${flow}, ${name}, 'live', ${definition}::jsonb, 1, created_at, created_at ${of}`);
  await two.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) select shop_id, ${flow}, 1, ${name}, ${definition}::jsonb, created_at ${of}`);
  await two.db.run(sql`insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, state, control, run, lines, entered_at, ended_at, reason) select shop_id, ${flow}, ${flow}, 1, ${String(only(party.shop.tables.Customer.keys()))}, 'k', 'ended', false, '{}', 1, created_at, created_at, 'byMerchant' ${of}`);
  await two.db.run(sql`insert into flow_line (shop_id, run_id, seq, at, line) select shop_id, ${flow}, 1, created_at, ${line}::jsonb ${of}`);
  await two.db.run(sql`insert into flow_doing (shop_id, doing_id, run_id, flow_id, version, customer_id, step, key, what, state, due_at, at, says) select shop_id, ${flow}, ${flow}, ${flow}, 1, ${String(only(party.shop.tables.Customer.keys()))}, 's', 'k', 'alert', 'asked', created_at, created_at, ${name} ${of}`);
  await two.db.run(sql`update shop set flow_count = ${flow} where shop_id = ${party.shopId}`);
}

export const theirCustomer = String(only(theirs.shop.tables.Customer.keys()));
export const ourCustomer = String(only(ours.shop.tables.Customer.keys()));
const blanks = (id: string) => ({ id, key: id, run: id, "*": id });
/** A run of theirs is not found in a flow of ours either. */
export const theirBlanks = ({ path }: Route) => [blanks("9"), ...(path.includes(":run") ? [{ ...blanks("9"), id: "1" }] : []), blanks(path.includes("inbox") ? THEIR_NUMBER : theirCustomer)];
export const ourBlanks = ({ path }: Route) => ({ id: path.includes("customers") ? ourCustomer : path.includes("inbox") ? OUR_NUMBER : "1", key: path.includes("connections/new") ? "twilio" : path.includes("places") ? "1" : "vip", run: "1", "*": "nothing" });

export const Ref = z.object({ kind: z.string(), id: z.string() });
export const refs = await two.db.rows(Ref, sql`
  select 'inbox' as kind, inbox_id::text as id from inbox where shop_id = ${theirs.shopId} and state = 'parked'
  union all select 'outbox', min(command_id)::text from outbox where shop_id = ${theirs.shopId}
  union all select 'import', min(import_id)::text from import_run where shop_id = ${theirs.shopId}
  union all select 'mirror', min(segment_id || '/' || customer_id) from mirror_member where shop_id = ${theirs.shopId}
  union all select 'segment', '9' union all select 'sync', '9' union all select 'coupon', '9' union all select 'campaign', '9'`);

export const inSegment = { version: 1, node: { kind: "in", segment: 9, how: { kind: "is" } } };
export const sinceTheirs = { ...anybody, node: { ...anybody.node, window: { kind: "since-entered", segment: 9 } } };

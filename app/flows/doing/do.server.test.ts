import { expect, test } from "vitest";
import { z } from "zod";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import { call } from "#app/outbox/call.server.ts";
import { deliver } from "#app/outbox/deliver.server.ts";
import { receivedBy } from "#sandbox/shopify/flow.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { FlowDefinition, type FlowWritten } from "../definition.ts";
import { doDue } from "./do.server.ts";
import { answerApproval, tickOff } from "./answer.server.ts";
import { doingAgain, letDoingGo } from "./doing-rows.server.ts";

const { world, store, opened } = await aSandboxWorld({ customers: 8, orders: 6 });
const shop = await opened();
const people = [...store.tables.Customer.values()].filter(({ phone }) => phone !== null);
for (const { id, phone } of people) await world.db.run(sql`insert into customer (shop_id, customer_id, phone, sms_state, sms_updated_at) values (${shop}, ${id}, ${phone}, 'SUBSCRIBED', ${earlier(world.now(), days(30))})`);
const [first = 0, second = 0] = people.map(({ id }) => id);
await world.db.run(sql`insert into list (shop_id, list_id, name, source, state, created_at, updated_at) values (${shop}, 7, 'Quiet', 'upload', 'ready', ${world.now()}, ${world.now()})`);

type Step = FlowWritten["steps"][number];
let count = 0;

/** A run of a flow of one step asks for it. */
async function asks(step: Step, customer = first): Promise<string> {
  const version = ++count;
  const definition = FlowDefinition.parse({ version: 1, triggers: [{ kind: "call", by: "manual" }], entry: { reentry: { kind: "always" } }, first: step.id, steps: [step] });
  await world.db.run(sql`insert into flow_version (shop_id, flow_id, version, name, definition, at) values (${shop}, 1, ${version}, 'VIP', ${JSON.stringify(definition)}::jsonb, ${world.now()})`);
  const id = CustomerId.parse(String(customer));
  await world.db.run(sql`
    insert into flow_run (shop_id, run_id, flow_id, version, customer_id, key, control, run, entered_at) values (${shop}, ${version}, 1, ${version}, ${id}, ${id}, false, '{}', ${world.now()})`);
  const [row] = await world.db.rows(z.object({ id: z.string() }), sql`
    insert into flow_doing (shop_id, run_id, flow_id, version, customer_id, step, key, what, state, due_at, at)
    values (${shop}, ${version}, 1, ${version}, ${id}, ${step.id}, ${`${step.id}/1`}, ${step.kind}, ${step.kind === "approval" ? "asked" : "due"}, ${world.now()}, ${world.now()}) returning doing_id as id`);
  return row?.id ?? "";
}

const does = (changes: Extract<Step, { kind: "update" }>["changes"], customer = first) => asks({ id: "mark", kind: "update", changes }, customer);
const calls = (wish: Extract<Step, { kind: "call" }>["call"], customer = first) => asks({ id: "tell", kind: "call", call: wish }, customer);
const State = z.object({ state: z.string(), problem: z.string().nullable() });
const stateOf = async (doing: string) => (await world.db.rows(State, sql`select state, problem from flow_doing where shop_id = ${shop} and doing_id = ${doing}::bigint`))[0];
const DONE = { state: "done", problem: null };
const refused = (words: string) => ({ state: "refused", problem: expect.stringContaining(words) as string });

async function rest(calling = world) {
  for (let moved = 1; moved > 0; ) moved = (await doDue(world, shop)) + (await deliver.step(world, shop)) + (await call.step(calling, shop));
}

test("Tags, untags and metafields go by commands of their own, once, and the row says when they are done.", async () => {
  const doing = await does([{ kind: "tag", tag: "sunset" }, { kind: "tag", tag: "quiet" }, { kind: "metafield", field: "facts.tea", value: "green" }]);
  await doDue(world, shop);
  expect((await stateOf(doing))?.state).toBe("sent");
  await rest();
  expect(await stateOf(doing)).toEqual(DONE);
  const customer = store.tables.Customer.get(first);
  expect([customer?.tags, customer?.metafields]).toEqual([expect.arrayContaining(["quiet", "sunset"]), expect.arrayContaining([expect.objectContaining({ namespace: "facts", key: "tea", value: "green" })])]);
  await does([{ kind: "untag", tag: "quiet" }]);
  await rest();
  expect(store.tables.Customer.get(first)?.tags).not.toContain("quiet");
  expect(await doDue(world, shop)).toBe(0);
});

test("What Shopify refuses stands on the row, is tried again only by hand, and then only what was refused.", async () => {
  const doing = await does([{ kind: "untag", tag: "none" }, { kind: "tag", tag: "lost" }], 999_999_999);
  await rest();
  expect(await stateOf(doing)).toMatchObject(refused("no longer in Shopify"));
  const sent = async () => (await world.db.rows(z.object({ key: z.string() }), sql`select key from outbox where shop_id = ${shop} and key like ${`doing/${doing}/%`} order by command_id`)).map(({ key }) => key);
  expect(await sent()).toEqual([`doing/${doing}/0/0`, `doing/${doing}/0/1`]);
  expect(await doingAgain(world, shop, doing, world.now())).toBe(1);
  await rest();
  expect(await sent()).toEqual([`doing/${doing}/0/0`, `doing/${doing}/0/1`, `doing/${doing}/1/1`]);
  expect(await letDoingGo(world, shop, doing)).toBe(1);
  expect((await stateOf(doing))?.state).toBe("failed");
});

test("People come onto lists and off them in the order in which it was asked; a list that is gone takes nobody.", async () => {
  const members = async () => (await world.db.rows(z.object({ id: z.string(), count: z.int() }), sql`
    select m.customer_id::text as id, l.member_count as count from list_member m join list l on l.shop_id = ${shop} and l.list_id = m.list_id where m.shop_id = ${shop} and m.list_id = 7 order by m.customer_id`));
  await does([{ kind: "listAdd", list: 7 }]);
  await does([{ kind: "listAdd", list: 7 }, { kind: "listRemove", list: 7 }], second);
  const gone = await calls({ kind: "listIn", target: 8 });
  await rest();
  expect(await members()).toEqual([{ id: String(first), count: 1 }]);
  expect(await stateOf(gone)).toMatchObject(refused("deleted"));
  await calls({ kind: "listOut", target: 7 });
  await rest();
  expect(await members()).toEqual([]);
});

test("A rest leaves consent as it is; an opt-out is a word on consent and goes to Shopify.", async () => {
  const phone = people[0]?.phone ?? "";
  const number = (await numberHasher(world, shop))(phone);
  const resting = await does([{ kind: "suppress" }]);
  await rest();
  expect(await stateOf(resting)).toEqual(DONE);
  expect((await numberStates(world, shop, [number])).get(number)).toMatchObject({ restedAt: world.now(), entries: 0 });
  expect(await world.db.run(sql`select 1 from customer where shop_id = ${shop} and sms_held_phone = ${phone} and sms_rested_at = ${world.now()} and changed_at is not null`)).toBe(1);
  const out = await does([{ kind: "unsubscribe" }]);
  const nobody = await does([{ kind: "unsubscribe" }, { kind: "suppress" }], 999_999_998);
  await rest();
  expect([await stateOf(out), await stateOf(nobody)]).toEqual([DONE, refused("no phone number")]);
  expect((await numberStates(world, shop, [number])).get(number)?.state.consent.marketing.state).toBe("unsubscribed");
  expect(store.tables.Customer.get(first)?.smsConsent?.state).toBe("UNSUBSCRIBED");
});

test("An address is called signed, by a hook of its own, and told the same id again; one that may not be called is refused.", async () => {
  const heard: string[] = [];
  let answer = 500;
  const outside = { ...world, http: { ...world.http, send: async (request: Parameters<typeof world.http.send>[0]) => {
    heard.push(String(request.body));
    expect(request.headers["Segue-Signature"]).toMatch(/^t=\d+,v1=[0-9a-f]+$/);
    return { kind: "answer" as const, status: answer, headers: {}, body: "" };
  } } };
  const doing = await calls({ kind: "webhook", url: "https://example.com/told", event: "email follow-up" });
  const inside = await calls({ kind: "webhook", url: "https://localhost/told", event: "x" });
  await rest(outside);
  expect([(await stateOf(doing))?.state, await stateOf(inside)]).toEqual(["sent", refused("cannot be called")]);
  answer = 200;
  world.clock.advance(60_000);
  await rest(outside);
  expect(await stateOf(doing)).toEqual(DONE);
  const events = heard.map((body): unknown => JSON.parse(body));
  expect(events).toHaveLength(2);
  expect(events[0]).toEqual(events[1]);
  expect(events[0]).toMatchObject({ changes: [], events: [{ id: `flow-${doing}`, event: "email follow-up", flow: { id: 1, name: "VIP" }, step: "tell", customer: { id: String(first) } }] });
});

test("Shopify Flow is told with what its workflow may ask about.", async () => {
  const doing = await calls({ kind: "shopifyFlow", event: "gift" });
  await rest();
  expect(await stateOf(doing)).toEqual(DONE);
  expect(receivedBy(store).at(-1)).toMatchObject({ handle: "customer-reached-flow-step", payload: { customer_id: first, "Event name": "gift", "Flow name": "VIP" } });
});

test("A flow that cannot be started, a coupon that is not there and a platform that is not connected are said on the row.", async () => {
  const [flow, coupon, property] = [await calls({ kind: "startFlow", flow: 5, name: "Gone" }), await asks({ id: "code", kind: "coupon", coupon: 3, saving: { kind: "percent", percent: 10 } }), await does([{ kind: "property", name: "tea", value: "green" }])];
  await rest();
  expect([await stateOf(flow), await stateOf(coupon), await stateOf(property)]).toEqual([refused("no such flow"), refused("not there"), refused("connected")]);
});

test("A flow takes somebody out of another: each of their runs hears it.", async () => {
  await calls({ kind: "stopFlow", flow: 1, name: "VIP" }, second);
  await rest();
  const heard = await world.db.rows(z.object({ customer: z.string(), heard: z.unknown() }), sql`select r.customer_id::text as customer, h.heard from flow_heard h join flow_run r on r.shop_id = ${shop} and r.run_id = h.run_id where h.shop_id = ${shop} order by h.heard_id`);
  expect(new Set(heard.map(({ customer }) => customer))).toEqual(new Set([String(second)]));
  expect(heard[0]?.heard).toEqual({ kind: "stop", reason: "byFlow" });
});

test("An alert waits to be ticked off; an approval's answer is told to its run, once; nobody's answer expires it.", async () => {
  const alert = await asks({ id: "look", kind: "alert", says: "Call them." });
  await rest();
  expect((await stateOf(alert))?.state).toBe("asked");
  expect(await tickOff(world, shop, alert, "anna")).toBe(true);
  const step: Step = { id: "may", kind: "approval", says: "A gift?", within: { n: 1, unit: "day" } };
  const [one, late] = [await asks(step), await asks(step)];
  expect([await answerApproval(world, shop, one, true, "anna"), await answerApproval(world, shop, one, false, "ben"), await answerApproval(world, shop, alert, true, "ben")]).toEqual([[], [expect.anything()], [expect.anything()]]);
  expect(await world.db.rows(z.object({ heard: z.unknown() }), sql`select heard from flow_heard where shop_id = ${shop} and heard->>'kind' = 'approved'`)).toEqual([{ heard: { kind: "approved", key: "may/1", yes: true } }]);
  await world.db.run(sql`update flow_doing set expires_at = ${world.now()} where shop_id = ${shop} and doing_id = ${late}::bigint`);
  await rest();
  expect((await stateOf(late))?.state).toBe("expired");
});

test("A worker that dies before it commits leaves nothing done; whoever comes after does it, once.", async () => {
  const doing = await does([{ kind: "tag", tag: "after" }, { kind: "listAdd", list: 7 }], second);
  const dying = { ...world, point: async (name: string) => {
    if (name === "flow:after-doing") throw new Error("The worker dies.");
  } };
  await expect(doDue(dying, shop)).rejects.toThrow("dies");
  expect([(await stateOf(doing))?.state, await world.db.rows(z.object({ key: z.string() }), sql`select key from outbox where shop_id = ${shop} and key like ${`doing/${doing}/%`}`)]).toEqual(["due", []]);
  await Promise.all([doDue(world, shop), doDue(world, shop)]);
  await rest();
  expect(await stateOf(doing)).toEqual(DONE);
  expect(store.tables.Customer.get(second)?.tags.filter((tag) => tag === "after")).toHaveLength(1);
});

test("A step whose version cannot be read any more is refused, and holds up nobody.", async () => {
  const [old, other] = [await does([{ kind: "tag", tag: "x" }], second), await does([{ kind: "tag", tag: "y" }], second)];
  await world.db.run(sql`update flow_version v set definition = '{}' from flow_doing d where v.shop_id = ${shop} and d.shop_id = ${shop} and d.doing_id = ${old}::bigint and v.version = d.version`);
  await rest();
  expect([(await stateOf(old))?.state, (await stateOf(other))?.state]).toEqual(["refused", "done"]);
});

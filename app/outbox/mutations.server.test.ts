// Small commands against the stand-in for Shopify: several of different kinds in one request.
import { expect, test } from "vitest";
import { z } from "zod";
import { numberHasher, sealPhone } from "#app/consent/number.server.ts";
import { confirmOptIns } from "#app/inbox/opt-in.server.ts";
import { sayConsent } from "#app/inbox/say-consent.server.ts";
import { sql } from "#app/lib/sql.ts";
import { runAction, runStart, receivedBy } from "#sandbox/shopify/flow.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { deliver } from "./deliver.server.ts";

const { world, store, sent, opened } = await aSandboxWorld({ customers: 6, orders: 6 });
const shop = await opened();
const [one, two] = [...store.tables.Customer.values()].filter(({ phone, email }) => phone !== null && email !== null);
if (!one || !two) throw new Error("The generated shop has customers with a phone and an email.");

const add = (kind: string, customer: number, payload: object) => world.db.run(sql`
  insert into outbox (shop_id, kind, key, payload, due_at, created_at, customer_id)
  values (${shop}, ${kind}, ${`${kind}/${customer}/${JSON.stringify(payload)}`}, ${JSON.stringify({ customerId: String(customer), ...payload })}::jsonb, ${world.now()}, ${world.now()}, ${customer})`);
const Row = z.object({ kind: z.string(), state: z.string(), problem: z.string().nullable() });
const outbox = () => world.db.rows(Row, sql`select kind, state, problem from outbox where shop_id = ${shop} order by command_id`);

test("A tag, an opt-out from texts and one from emails, and a trigger of Flow go in one request; Shopify holds what was said.", async () => {
  const at = new Date(world.now().getTime() - 3_600_000).toISOString();
  await add("tagsAdd", one.id, { segmentId: 1, tag: "segue:vip" });
  await add("smsOptOut", one.id, { at });
  await add("emailOptOut", two.id, { at });
  await add("flowTrigger", two.id, { handle: "customer-entered-segment", changeId: "9", at, segmentId: 1, segmentName: "VIP" });
  const before = sent.length;
  while ((await deliver.step(world, shop)) > 0);
  expect(await outbox()).toEqual(["tagsAdd", "smsOptOut", "emailOptOut", "flowTrigger"].map((kind) => ({ kind, state: "done", problem: null })));
  expect(sent.length).toBe(before + 1);
  const [first, second] = [store.tables.Customer.get(one.id), store.tables.Customer.get(two.id)];
  expect([first?.smsConsent?.state, second?.emailConsent?.state]).toEqual(["UNSUBSCRIBED", "UNSUBSCRIBED"]);
  expect(receivedBy(store)).toMatchObject([{ handle: "customer-entered-segment", payload: { customer_id: two.id, "Segment name": "VIP", "Segment number": 1, Time: at } }]);
});

test("A trigger that Shopify does not know is done with its reason, and holds up nothing.", async () => {
  const at = world.now().toISOString();
  await add("flowTrigger", two.id, { handle: "no-such-trigger", changeId: "10", at, segmentId: 1, segmentName: "VIP" });
  while ((await deliver.step(world, shop)) > 0);
  expect((await outbox()).at(-1)).toMatchObject({ state: "done", problem: expect.stringContaining("Invalid handle") as string });
});

test("An opt-in goes with its level and instant, and goes no more once its customer has opted out.", async () => {
  const at = new Date(world.now().getTime() - 60_000).toISOString();
  const [, , three, four] = [...store.tables.Customer.values()].filter(({ phone, email }) => phone !== null && email !== null);
  if (!three || !four) throw new Error("The generated shop has four customers with a phone and an email.");
  for (const customer of [three, four]) {
    customer.smsConsent = { state: "NOT_SUBSCRIBED", level: null, at: null, from: null };
    await add("smsOptIn", customer.id, { at, level: "CONFIRMED_OPT_IN" });
    await world.db.run(sql`
      insert into customer (shop_id, customer_id, sms_state, sms_updated_at) values (${shop}, ${customer.id}, ${customer === three ? "SUBSCRIBED" : "UNSUBSCRIBED"}, ${at})
      on conflict (shop_id, customer_id) do update set sms_state = excluded.sms_state, sms_updated_at = excluded.sms_updated_at`);
  }
  while ((await deliver.step(world, shop)) > 0);
  expect((await outbox()).slice(-2)).toEqual([1, 2].map(() => ({ kind: "smsOptIn", state: "done", problem: null })));
  expect([three, four].map(({ id }) => store.tables.Customer.get(id)?.smsConsent)).toEqual([
    { state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN", at: Date.parse(at), from: "OTHER" }, { state: "NOT_SUBSCRIBED", level: null, at: null, from: null },
  ]);
});

test("Who signed up and confirmed becomes a customer with that phone and consent, once; who took it back meanwhile does not.", async () => {
  const at = new Date(Math.floor(world.now().getTime() / 1000) * 1000 - 60_000);
  const [phone, stopped] = ["+12025550170", "+12025550171"];
  const hash = await numberHasher(world, shop);
  const said = { at: at.getTime(), source: "keyword" as const, evidence: null };
  for (const each of [phone, stopped]) {
    await world.db.run(sql`insert into opt_in (shop_id, number, phone, locale, scopes, disclosure, asked_at, expires_at) values (${shop}, decode(${hash(each)}, 'hex'), ${sealPhone(world, shop, hash(each), each)}, 'en', '{marketing}', '{}', ${at}, ${world.now()})`);
    await sayConsent(world, shop, [{ phone: each, entry: { kind: "confirmed", scopes: ["marketing"], disclosure: null, ...said } }], world.now());
  }
  await sayConsent(world, shop, [{ phone: stopped, entry: { kind: "stopped", by: "reply", ...said, at: said.at + 1 } }], world.now());
  const confirm = (later: number) => confirmOptIns(world, shop, [phone, stopped].map((each) => ({ number: hash(each), at: new Date(at.getTime() + later), isCustomer: false })), world.now());
  await confirm(0);
  while ((await deliver.step(world, shop)) > 0);
  // Asked again, Shopify says that the phone is taken.
  await confirm(1000);
  while ((await deliver.step(world, shop)) > 0);
  expect((await outbox()).slice(-4)).toEqual([1, 2, 3, 4].map(() => ({ kind: "customerCreate", state: "done", problem: null })));
  const made = [...store.tables.Customer.values()].filter((customer) => customer.phone === phone || customer.phone === stopped);
  expect(made.map((customer) => [customer.phone, customer.smsConsent])).toEqual([[phone, { state: "SUBSCRIBED", level: "CONFIRMED_OPT_IN", at: at.getTime(), from: "OTHER" }]]);
});

test("The stand-in runs the action as Flow does.", () => {
  const { run } = runAction(store, { customerId: one.id, list: "VIP" });
  const [delivery] = [...store.tables.Delivery.values()].filter(({ topic }) => topic === "flow/add-to-list");
  expect(JSON.parse(delivery?.body ?? "{}")).toMatchObject({ action_run_id: run, shopify_domain: store.settings.domain, properties: { customer_id: one.id, list: "VIP" } });
  expect(delivery?.uri).toBe("/flow/add-to-list");
  runStart(store, { customerId: one.id, flow: "Welcome" });
  const started = [...store.tables.Delivery.values()].find(({ topic }) => topic === "flow/start");
  expect([started?.uri, JSON.parse(started?.body ?? "{}")]).toMatchObject(["/flow/start", { handle: "start-flow", properties: { customer_id: one.id, flow: "Welcome" } }]);
});

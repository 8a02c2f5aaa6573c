// Texts from their rows to a stand-in of Twilio: what goes, what waits, what is in doubt, and that nothing goes twice.
import { expect, test } from "vitest";
import { z } from "zod";
import { numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes, seconds } from "#app/lib/time.ts";
import { transact } from "#app/lib/world.ts";
import { writeTexts } from "#app/messages/person-text-rows.server.ts";
import { addSpend } from "#app/messages/spend-rows.server.ts";
import { readTextSettings, saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { readConnection } from "#app/platforms/connection-rows.server.ts";
import { SENDER } from "#app/platforms/send-trouble.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { parse } from "#app/segments/text.ts";
import { listProblems, tryAgain } from "#app/sync/problems.server.ts";
import { knownThere, phoneOf } from "#tests/support/platforms.ts";
import { aText, aTextingShop, sentThere, textsOf } from "#tests/support/texting.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";
import { lockBudgets } from "./budget-rows.server.ts";
import { kindsTold } from "./text-told.server.ts";
import { text } from "./text.server.ts";

const NOON = new Date("2026-06-15T16:00:00Z");

const world = await aWorld(NOON);
const aScene = async (asked: Parameters<typeof aTextingShop>[1] = {}) => {
  world.clock.set(NOON);
  const scene = await aTextingShop(world, asked);
  const [first, second, third] = scene.numbers;
  if (!first || !second || !third) throw new Error("three people");
  const [ann, bob, cid] = scene.customers;
  if (!ann || !bob || !cid) throw new Error("three people");
  const write = (...texts: Parameters<typeof aText>[]) => writeTexts(world, scene.shop, texts.map((each) => aText(...each)), world.now());
  const rest = async (steps = 10) => {
    for (let step = 0; step < steps; step++) if ((await text.step(world, scene.shop)) === 0) return;
  };
  const states = async () => Object.fromEntries((await textsOf(world, scene.shop)).map(({ key, state, reason }) => [key, reason === null ? state : `${state} ${reason}`]));
  return { ...scene, ann: { id: ann, number: first }, bob: { id: bob, number: second }, cid: { id: cid, number: third }, write, rest, states };
};

test("a text that may go is handed over once, with the words as they are, and counts from then on", async () => {
  const { shop, platforms, ann, write, rest, states } = await aScene();
  await write(["one", ann.id, ann.number, NOON], ["two", ann.id, ann.number, NOON]);
  expect(await write(["one", ann.id, ann.number, NOON])).toBe(0);
  await rest();
  expect(sentThere(platforms).map(({ to, body }) => [to, body])).toEqual([[phoneOf(1), "Acme: Hello from one"]]);
  expect(world.network.sent.at(-1)?.body).toContain("SmartEncoded=false");
  expect(world.network.sent.at(-1)?.body).toMatch(/StatusCallback=https%3A%2F%2Fsegue\.example\.com%2Fhooks%2Ftwilio%2F/);
  expect(await states()).toEqual({ one: "sent allowed", two: "due brandLimit" });
  expect(await spent(shop)).toMatchObject({ texts: 1, parts: 1 });
  world.clock.advance(hours(24) - 1);
  await rest();
  expect(await states()).toMatchObject({ two: "due brandLimit" });
  world.clock.advance(1);
  await rest();
  expect(await states()).toMatchObject({ two: "sent allowed" });
});

test("from the first text on, sent, delivered, clicked and answered are told of; what the platform tells nothing of is not", async () => {
  const { shop, ann, bob, write, rest } = await aScene();
  const covers = () => world.db.rows(z.object({ kind: z.string(), since: z.date() }), sql`select kind, since from event_cover where shop_id = ${shop} order by kind`);
  const first = world.now();
  await write(["one", ann.id, ann.number, NOON]);
  expect(await covers()).toEqual([]);
  await rest();
  const told = ["smsClicked", "smsDelivered", "smsFailed", "smsReplied", "smsSent"].map((kind) => ({ kind, since: first }));
  expect(await covers()).toEqual(told);
  world.clock.advance(minutes(1));
  await write(["two", bob.id, bob.number, NOON]);
  await rest();
  expect(await covers()).toEqual(told);
  expect(kindsTold("postscript")).toEqual(["smsClicked", "smsReplied"]);
});

test("a number that the provider refuses is told to segments as out of reach, and only of whoever has it", async () => {
  const { shop, ann, bob, write, rest, states } = await aScene();
  const REFUSED = "+15005550009";
  await world.db.run(sql`update customer set phone = ${REFUSED} where shop_id = ${shop} and customer_id = ${ann.id}`);
  const number = (await numberHasher(world, shop))(REFUSED);
  await write(["parcel", ann.id, number, NOON, { class: "transactional" }], ["sale", bob.id, bob.number, NOON]);
  await rest();
  expect(await states()).toMatchObject({ parcel: expect.stringContaining("failed"), sale: "sent allowed" });
  const read = parse('sms.reach is "landline"');
  if ("problems" in read) throw new Error("the text is right");
  expect(await previewSegment(world, shop, read.definition)).toMatchObject({ total: 1, unknown: 2 });
});

test("a sender that is not registered with the carriers halts what is to go, is listed with its reason, and once mended everything goes on", async () => {
  const { shop, connection, platforms, ann, bob, write, rest, states } = await aScene();
  await world.db.run(sql`update connection set missing = ${[SENDER]}::text[], problem = 'Not registered.' where shop_id = ${shop}`);
  await write(["one", ann.id, ann.number, NOON], ["two", bob.id, bob.number, NOON]);
  await rest();
  expect(await states()).toEqual({ one: "halted senderUnregistered", two: "halted senderUnregistered" });
  expect((await listProblems(world, shop)).problems.find(({ kind }) => kind === "sender")).toMatchObject({ id: String(connection), subject: "twilio", reason: "Not registered.", again: "retry" });
  expect(await tryAgain(world, shop, { kind: "sender", id: String(connection) })).toEqual([]);
  await rest();
  expect(await states()).toEqual({ one: "sent allowed", two: "sent allowed" });
  expect(sentThere(platforms)).toHaveLength(2);
});

const spent = async (shop: number) => (await world.db.rows(z.object({ texts: z.number(), parts: z.number(), micros: z.coerce.number() }), sql`select sum(texts)::int as texts, sum(parts)::int as parts, sum(micros)::int as micros from spend where shop_id = ${shop}`))[0];

test("one sender that is told to slow down gives money back while another one draws from the same limits: neither waits for the other", async () => {
  const { shop, platforms, connection, ann, write, rest, states } = await aScene();
  platforms.control({ platform: "twilio", faults: { next: [{ operation: "CreateMessage", status: 429 }] } });
  await write(["busy", ann.id, ann.number, NOON]);
  const [answered, drawn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slowed = text.step({ ...world, point: async (name) => {
    if (name !== "text:after-send") return;
    answered.resolve();
    await drawn.promise;
  } }, shop);
  await answered.promise;
  await transact(world, async (inside) => {
    expect((await lockBudgets(inside, shop, connection)).size).toBeGreaterThan(0);
    drawn.resolve();
    await expect.poll(() => world.db.run(sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).toBeGreaterThan(0);
    await addSpend(inside, shop, [{ day: "2026-06-15", texts: 1, parts: 1, micros: 1 }]);
  });
  await slowed;
  expect([await states(), await spent(shop)]).toEqual([{ busy: "due allowed" }, { texts: 1, parts: 1, micros: 1 }]);
  world.clock.advance(seconds(10));
  await rest();
  expect(await states()).toEqual({ busy: "sent allowed" });
});

test("at night texts wait for the morning where the person is, service texts and answers go at once", async () => {
  const { platforms, ann, bob, cid, write, rest, states } = await aScene();
  world.clock.set(new Date("2026-06-16T03:00:00Z"));
  const now = world.now();
  await write(["sale", ann.id, ann.number, now], ["parcel", bob.id, bob.number, now, { class: "transactional", body: "Your parcel is here." }], ["help", cid.id, cid.number, now, { class: "reply", reply: { kind: "help", to: now }, body: "Acme: Help: help@acme.example." }]);
  await rest();
  expect(await states()).toEqual({ sale: "due lawHours", parcel: "sent allowed", help: "sent allowed" });
  expect(sentThere(platforms).map(({ body }) => body)).toEqual(["Acme: Help: help@acme.example.", "Your parcel is here."]);
  world.clock.set(new Date("2026-06-16T12:00:00Z"));
  await rest();
  expect(await states()).toMatchObject({ sale: "sent allowed" });
});

test("a text whose answer was lost is looked for, and sent again by nobody; where it is not listed it is in doubt", async () => {
  const { platforms, ann, bob, write, rest, states } = await aScene();
  await write(["taken", ann.id, ann.number, NOON], ["late", ann.id, ann.number, NOON]);
  platforms.control({ platform: "twilio", faults: { loseAfter: 1 } });
  await rest();
  platforms.control({ platform: "twilio", faults: { loseAfter: 0, lose: 1 } });
  await write(["gone", bob.id, bob.number, NOON]);
  await rest();
  expect(await states()).toEqual({ taken: "leased allowed", gone: "leased allowed", late: "due brandLimit" });
  platforms.control({ platform: "twilio", faults: { lose: 0 } });
  world.clock.advance(minutes(1));
  await rest();
  expect(await states()).toEqual({ taken: "sent allowed", gone: "doubt allowed", late: "due brandLimit" });
  expect(sentThere(platforms)).toHaveLength(1);
});

test("of two with the same words to one number, both looked for at once, the provider may name one text for both: the other is in doubt", async () => {
  const { platforms, ann, write, rest, states } = await aScene();
  const same = { body: "Acme: The same words", class: "transactional" as const };
  await write(["one", ann.id, ann.number, NOON, same], ["two", ann.id, ann.number, NOON, same]);
  platforms.control({ platform: "twilio", faults: { loseAfter: 1 } });
  await rest(1);
  platforms.control({ platform: "twilio", faults: { loseAfter: 0 } });
  world.clock.advance(minutes(10));
  await rest();
  expect(sentThere(platforms)).toHaveLength(2);
  expect(await states()).toEqual({ one: "sent allowed", two: "doubt allowed" });
});

test("of two with the same words to one number, one looked for while the other is handed over, the provider's answer is the other's", async () => {
  const { shop, platforms, ann, write, rest, states } = await aScene();
  const same = { body: "Acme: The same words", class: "transactional" as const };
  await write(["one", ann.id, ann.number, NOON, same]);
  platforms.control({ platform: "twilio", faults: { lose: 1 } });
  await rest(1);
  platforms.control({ platform: "twilio", faults: { lose: 0 } });
  world.clock.advance(minutes(10));
  await write(["two", ann.id, ann.number, world.now(), same]);
  // The one that was lost is looked for only once the other has been taken.
  const send: typeof world.http.send = async (request) => {
    while (request.method === "GET" && sentThere(platforms).length === 0) await new Promise(setImmediate);
    return world.http.send(request);
  };
  await text.step({ ...world, http: { ...world.http, send } }, shop);
  await rest();
  expect(sentThere(platforms)).toHaveLength(1);
  expect(await states()).toEqual({ one: "doubt allowed", two: "sent allowed" });
});

test("what surely was not taken gives back its place and its money, and is offered again after a pause", async () => {
  const { shop, platforms, connection, ann, bob, write, rest, states } = await aScene();
  platforms.control({ platform: "twilio", faults: { next: [{ operation: "CreateMessage", status: 429 }] } });
  await write(["busy", ann.id, ann.number, NOON]);
  await rest();
  expect(await states()).toEqual({ busy: "due allowed" });
  expect(await spent(shop)).toMatchObject({ texts: 0, parts: 0, micros: 0 });
  world.clock.advance(seconds(10));
  await rest();
  expect(await states()).toEqual({ busy: "sent allowed" });
  // A key that is refused breaks the connection: what follows waits for whoever mends it.
  platforms.control({ platform: "twilio", acts: [{ act: "revoke" }] });
  await write(["locked", bob.id, bob.number, NOON]);
  await rest();
  world.clock.advance(minutes(10));
  await rest();
  expect(await states()).toMatchObject({ locked: "due allowed" });
  expect((await readConnection(world, shop, connection))?.state).toBe("broken");
  expect(sentThere(platforms)).toHaveLength(1);
});

test("a number that stopped texts at the provider has stopped them here, and one that takes none is written down", async () => {
  const { shop, platforms, ann, bob, write, rest, states } = await aScene();
  platforms.control({ platform: "twilio", acts: [{ act: "reply", phone: phoneOf(1), text: "STOP" }] });
  await world.db.run(sql`update customer set phone = '+15005550009' where shop_id = ${shop} and customer_id = ${bob.id}`);
  await write(["stopped", ann.id, ann.number, NOON], ["moved", bob.id, bob.number, NOON]);
  await rest();
  expect(await states()).toEqual({ stopped: "failed allowed", moved: "skipped noNumber" });
  expect((await numberStates(world, shop, [ann.number])).get(ann.number)?.state.stop).toMatchObject({ by: "provider" });
  await write(["after", ann.id, ann.number, NOON]);
  await rest();
  expect(await states()).toMatchObject({ after: "skipped suppressed" });
});

test("paused texts are halted and go on by themselves once sending is resumed; answers that the law asks for still go", async () => {
  const { shop, ann, bob, write, rest, states } = await aScene();
  const { settings } = await readTextSettings(world, shop);
  await saveTextSettings(world, shop, { ...settings, paused: true }, NOON);
  await write(["sale", ann.id, ann.number, NOON], ["help", bob.id, bob.number, NOON, { class: "reply", reply: { kind: "help", to: NOON } }]);
  await rest();
  expect(await states()).toEqual({ sale: "halted senderPaused", help: "sent allowed" });
  await saveTextSettings(world, shop, settings, NOON);
  await rest();
  expect(await states()).toMatchObject({ sale: "sent allowed" });
});

test("no more is spent than the limits of the day and the month allow, in the shop's own days", async () => {
  const { shop, ann, bob, cid, write, rest, states } = await aScene();
  const { settings } = await readTextSettings(world, shop);
  await write(["one", ann.id, ann.number, NOON]);
  await rest();
  const { micros = 0 } = (await spent(shop)) ?? {};
  await saveTextSettings(world, shop, { ...settings, spend: { dayMicros: micros * 2, monthMicros: null } }, NOON);
  await write(["two", bob.id, bob.number, NOON], ["three", cid.id, cid.number, NOON]);
  await rest();
  expect(await states()).toEqual({ one: "sent allowed", two: "sent allowed", three: "due budget" });
  expect(await dueAt(shop, "three")).toEqual(new Date("2026-06-16T12:00:00Z"));
});

const dueAt = async (shop: number, key: string) => (await world.db.rows(z.object({ due_at: z.date() }), sql`select due_at from person_text where shop_id = ${shop} and key = ${key}`))[0]?.due_at;

test("a sender is handed no more texts than its share of what the platform takes in any second", async () => {
  const { shop, platforms, customers, numbers, rest } = await aScene({ people: 60 });
  await writeTexts(world, shop, customers.flatMap((id, index) => aText(`t${index}`, id, numbers[index] ?? numbers[0] as never, NOON)), NOON);
  await rest();
  expect(sentThere(platforms)).toHaveLength(32);
  world.clock.advance(seconds(1));
  await rest();
  expect(sentThere(platforms)).toHaveLength(60);
});

test("a halt stops the campaign: the others of its texts wait until it goes on", async () => {
  const { shop, ann, bob, cid, write, rest, states } = await aScene();
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, state, created_at, changed_at) values (${shop}, 1, 'C', 1, 'running', ${NOON}, ${NOON})`);
  const of = { source: "campaign" as const, campaignId: 1 };
  await write(["bad", ann.id, ann.number, NOON, { ...of, body: "Hello without the name" }], ["other", bob.id, bob.number, NOON, of], ["own", cid.id, cid.number, NOON]);
  await rest();
  expect(await states()).toEqual({ bad: "halted brandMissing", other: "due", own: "sent allowed" });
  expect(await campaignOf(world, shop)).toEqual([{ state: "paused", problem: "brandMissing" }]);
});

const campaignOf = (world: TestWorld, shop: number) => world.db.rows(z.object({ state: z.string(), problem: z.string().nullable() }), sql`select state, problem from campaign where shop_id = ${shop}`);

test("whoever stalls past the end of the lease hands nothing over, and what was not handed over is due again", async () => {
  const { shop, platforms, ann, write, rest, states } = await aScene();
  await write(["one", ann.id, ann.number, NOON]);
  await text.step({ ...world, point: async (name) => void (name === "text:after-claim" && world.clock.advance(hours(1))) }, shop);
  expect(sentThere(platforms)).toHaveLength(0);
  expect(await states()).toEqual({ one: "due allowed" });
  await rest();
  expect(sentThere(platforms)).toHaveLength(1);
});

test("Postscript sends as well: a text that it took is sent, one whose answer was lost is in doubt, for it cannot be asked", async () => {
  const { shop, platforms, write, rest, states, ann, bob } = await aScene({ platform: "postscript" });
  knownThere(platforms, "postscript", [1, 2]);
  await write(["taken", ann.id, ann.number, NOON, { media: "https://cdn.example.com/a.jpg" }]);
  await rest();
  platforms.control({ platform: "postscript", faults: { loseAfter: 1 } });
  await write(["lost", bob.id, bob.number, NOON]);
  await rest();
  platforms.control({ platform: "postscript", faults: { loseAfter: 0 } });
  world.clock.advance(minutes(1));
  await rest();
  expect(await states()).toEqual({ taken: "sent allowed", lost: "doubt allowed" });
  expect(sentThere(platforms, "postscript").map(({ body }) => body)).toEqual(["Acme: Hello from taken", "Acme: Hello from lost"]);
  expect(await spent(shop)).toMatchObject({ texts: 2 });
});

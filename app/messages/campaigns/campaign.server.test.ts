// Campaigns from the dry run to the last text, on a small shop of which everything is known: what the dry run foretells
// is what sending does, deaths lose and double nobody, and what stands still or was called off sends nothing.
import { expect, test } from "vitest";
import { z } from "zod";
import { appendEntries } from "#app/consent/ledger.server.ts";
import type { CustomerId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { hours, minutes } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { writeTexts } from "#app/messages/person-text-rows.server.ts";
import { text } from "#app/outbox/text.server.ts";
import { phoneOf } from "#tests/support/platforms.ts";
import { aText, aTextingShop, sentThere } from "#tests/support/texting.ts";
import { aWorld } from "#tests/support/world.ts";
import { cancelCampaign, copyCampaign, createCampaign, deleteCampaign, pauseCampaign, resumeCampaign, saveCampaign, startCampaign, startDry, unschedule } from "./campaign-change.server.ts";
import { readDry } from "./campaign-dry-rows.server.ts";
import { campaignReport } from "./campaign-report.server.ts";
import { readCampaign } from "./campaign-rows.server.ts";
import { campaign as pump, campaignStep } from "./campaign.server.ts";
import type { CampaignId } from "./campaign.ts";
import { EMPTY_MESSAGE } from "../message/message.ts";
import { changeMessage, insertMessage, readMessage } from "../message/message-rows.server.ts";

const NOON = new Date("2026-06-15T16:00:00Z");
const world = await aWorld(NOON);

const stopped = (at: number) => ({ kind: "stopped" as const, at, source: "keyword" as const, by: "reply" as const, evidence: null });

const listOf = (shop: ShopId, list: number, customers: readonly CustomerId[]) => world.db.transact(async (db) => {
  await db.run(sql`insert into list (shop_id, list_id, name, source, state, member_count, created_at, updated_at) values (${shop}, ${list}, ${`List ${list}`}, 'upload', 'ready', ${customers.length}, ${NOON}, ${NOON})`);
  await db.run(sql`insert into list_member (shop_id, list_id, customer_id, added_at) select ${shop}, ${list}, id, ${NOON} from unnest(${customers}::bigint[]) as id`);
});

/** Everybody on list 1, some of them on list 2. */
async function aScene({ people = 12, definition = {}, text: said = "Hello there" }: { people?: number; definition?: object; text?: string } = {}) {
  world.clock.set(NOON);
  const scene = await aTextingShop(world, { people });
  const { shop, customers } = scene;
  await listOf(shop, 1, customers);
  await listOf(shop, 2, customers.slice(2, 4));
  const message = await insertMessage(world, shop, "Sale", { ...EMPTY_MESSAGE, text: said }, NOON);
  const draft = { name: "June", definition: { message: { id: message, version: null }, include: { segments: [], lists: [1] }, exclude: { segments: [], lists: [2] }, schedule: { at: null, zone: "shop" }, perHour: null, expiresAfterMs: hours(24), topic: null, ...definition } };
  const made = await createCampaign(world, shop, draft);
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  const id = made.campaign;
  return { ...scene, id, message, draft };
}

async function atRest(shop: ShopId, limit?: number): Promise<void> {
  for (let steps = 0; steps < 100; steps++) if ((await campaignStep(world, shop, limit)) === 0) return;
  throw new Error("The pump did not come to rest.");
}

async function textsGo(shop: ShopId): Promise<void> {
  for (let steps = 0; steps < 20; steps++) if ((await text.step(world, shop)) === 0) return;
}

async function dryOf(shop: ShopId, id: CampaignId, limit?: number) {
  expect(await startDry(world, shop, id)).toEqual({ problems: [] });
  await atRest(shop, limit);
  const dry = await readDry(world, shop, id, (await readCampaign(world, shop, id))?.version ?? 0);
  if (dry?.state !== "done") throw new Error("The dry run did not end.");
  return dry.result;
}

async function started(shop: ShopId, id: CampaignId, limit?: number): Promise<void> {
  await dryOf(shop, id, limit);
  expect(await startCampaign(world, shop, id, 1)).toEqual({ problems: [] });
}

const Row = z.object({ customerId: z.string(), state: z.string(), reason: z.string().nullable(), dueAt: z.date() });
const rowsOf = (shop: ShopId) => world.db.rows(Row, sql`select customer_id as "customerId", state, reason, due_at as "dueAt" from person_text where shop_id = ${shop} and source = 'campaign' order by customer_id`);
const stateOf = async (shop: ShopId, id: CampaignId) => (await readCampaign(world, shop, id))?.state;
const says = (answer: { problems: { message: string }[] } | object) => ("problems" in answer ? answer.problems.map(({ message }) => message) : []);

test("what the dry run foretells for an instant is what sending then does", async () => {
  const { shop, id, customers, numbers, platforms } = await aScene({ definition: { expiresAfterMs: hours(48) } });
  const [, , , , , bare, capped, twin, far, minor] = customers;
  await appendEntries(world, shop, [{ number: numbers[4] ?? fail(), entry: stopped(NOON.getTime() - 1000) }], NOON);
  await world.db.run(sql`update customer set phone = case customer_id when ${bare} then null when ${twin} then ${phoneOf(1)} when ${far} then phone end where shop_id = ${shop} and customer_id = any(${[bare, twin]}::bigint[])`);
  await world.db.run(sql`update customer set country_code = 'US', province_code = 'HI', zip = '96801' where shop_id = ${shop} and customer_id = ${far}`);
  await world.db.run(sql`update customer set birth_date = '2012-01-01' where shop_id = ${shop} and customer_id = ${minor}`);
  // A text of this morning, and one that waits to go now: both take their place under the limit of one a day.
  world.clock.set(new Date(NOON.getTime() - hours(2)));
  await writeTexts(world, shop, [aText("before", capped ?? fail(), numbers[6] ?? fail(), world.now())], world.now());
  await textsGo(shop);
  world.clock.set(NOON);
  await writeTexts(world, shop, [aText("coming", customers[10] ?? fail(), numbers[10] ?? fail(), NOON)], NOON);
  const dry = await dryOf(shop, id, 5);
  expect(dry).toMatchObject({ people: 9, excluded: 2, shared: 1, planned: 3, later: 3, skipped: { stopped: 1, noNumber: 1, minor: 1 }, halted: {}, waiting: { brandLimit: 2, lawHours: 1 }, byParts: { 1: 6 }, parts: 6, messageVersion: 1 });
  expect(await startCampaign(world, shop, id, 1)).toEqual({ problems: [] });
  await atRest(shop, 5);
  await textsGo(shop);
  const rows = await rowsOf(shop);
  const count = (what: (row: z.infer<typeof Row>) => boolean) => rows.filter(what).length;
  expect(count(({ state }) => state === "sent")).toBe(dry.planned);
  const later = rows.filter(({ state }) => state === "due");
  expect(later).toHaveLength(dry.later);
  expect(Object.groupBy(later, ({ reason }) => reason ?? "")).toMatchObject({ brandLimit: [{}, {}], lawHours: [{}] });
  for (const [hour, [, waits]] of Object.entries(dry.hours)) expect(count(({ state, dueAt }) => state === "due" && Math.floor(dueAt.getTime() / hours(1)) * hours(1) === Number(hour))).toBe(waits);
  // Who has no number has no text; the dry run names them all the same.
  expect(rows.flatMap(({ state, reason }) => (state === "skipped" ? [reason] : [])).toSorted()).toEqual(["minor", "stopped"]);
  expect(await readCampaign(world, shop, id)).toMatchObject({ people: 8, leftOut: { noNumber: 1, shared: 1, excluded: 2 } });
  expect(sentThere(platforms).filter(({ to }) => to === phoneOf(1))).toHaveLength(1);
  // And where it waits until, it goes.
  for (const elapsed of [6, 24]) {
    world.clock.set(new Date(NOON.getTime() + hours(elapsed)));
    await textsGo(shop);
  }
  world.clock.advance(minutes(2));
  await atRest(shop);
  expect(await stateOf(shop, id)).toBe("done");
  expect((await campaignReport(world, shop, { campaignId: id, state: "done", people: 8 })).report).toMatchObject({ waiting: 0, sent: 6, skipped: 2, parts: 6 });
});

const fail = (): never => {
  throw new Error("nobody");
};

test("whoever is killed between pages goes on where it stood, and nobody is lost or counted or texted twice", async () => {
  const { shop, id, platforms } = await aScene({ people: 11, definition: { exclude: { segments: [], lists: [] } } });
  let deaths = 0;
  const mortal: World = { ...world, point: async (name) => { if (name === "campaign:before-commit" && ++deaths % 2 === 1) throw new Error("killed"); } };
  const live = async () => {
    for (let steps = 0; steps < 60; steps++) {
      const moved = await campaignStep(mortal, shop, 3).catch(() => 1);
      if (moved === 0) return;
    }
  };
  await startDry(world, shop, id);
  await live();
  expect(await readDry(world, shop, id, 1)).toMatchObject({ state: "done", people: 11, result: { people: 11, planned: 11 } });
  await startCampaign(world, shop, id, 1);
  await live();
  expect(deaths).toBeGreaterThan(8);
  expect(await rowsOf(shop)).toHaveLength(11);
  expect(await readCampaign(world, shop, id)).toMatchObject({ people: 11, isFilled: true });
  await textsGo(shop);
  expect(sentThere(platforms)).toHaveLength(11);
});

test("nothing starts whose very version was not counted, and nothing that has started is edited", async () => {
  const { shop, id, draft, message } = await aScene({ people: 3 });
  expect(says(await startCampaign(world, shop, id, 1))).toEqual(["Let the dry run of this version end first."]);
  await dryOf(shop, id);
  expect(await saveCampaign(world, shop, id, { ...draft, definition: { ...draft.definition, perHour: 100 } })).toEqual({ campaign: id, version: 2 });
  expect(says(await startCampaign(world, shop, id, 1))).toEqual(["The campaign was edited meanwhile. Look at the dry run of its newest version first."]);
  expect(says(await startCampaign(world, shop, id, 2))).toEqual(["Let the dry run of this version end first."]);
  // The same words and another name are the same version.
  expect(await saveCampaign(world, shop, id, { name: "July", definition: { ...draft.definition, perHour: 100 } })).toEqual({ campaign: id, version: 2 });
  await dryOf(shop, id);
  const before = await readMessage(world, shop, message);
  await changeMessage(world, shop, before ?? fail(), "Sale", { ...EMPTY_MESSAGE, text: "Another" }, NOON);
  expect(says(await startCampaign(world, shop, id, 2))).toEqual(["The message was edited since this dry run. Recalculate it first."]);
  await dryOf(shop, id);
  world.clock.advance(hours(25));
  expect(says(await startCampaign(world, shop, id, 2))).toEqual(["This dry run is older than a day. Recalculate it first."]);
  await dryOf(shop, id);
  expect(await startCampaign(world, shop, id, 2)).toEqual({ problems: [] });
  expect(await readDry(world, shop, id, 2)).toMatchObject({ seenAt: world.now() });
  expect(says(await saveCampaign(world, shop, id, draft))).toEqual(["This campaign has been started. Copy it to send something else."]);
  expect(says(await startDry(world, shop, id))).toHaveLength(1);
  expect(says(await deleteCampaign(world, shop, id))).toHaveLength(1);
  const copy = await copyCampaign(world, shop, id);
  expect(copy).toMatchObject({ version: 1 });
  if ("campaign" in copy) expect(await deleteCampaign(world, shop, copy.campaign)).toEqual({ problems: [] });
});

test("a campaign that is paused sends nothing, moves by the time that it stood, and called off it never goes on", async () => {
  const { shop, id, platforms } = await aScene({ people: 6, definition: { exclude: { segments: [], lists: [] }, perHour: 10 } });
  await started(shop, id);
  await atRest(shop);
  await textsGo(shop);
  expect(sentThere(platforms)).toHaveLength(1);
  world.clock.advance(minutes(7));
  expect(await pauseCampaign(world, shop, id)).toEqual({ problems: [] });
  await textsGo(shop);
  await atRest(shop);
  expect(sentThere(platforms)).toHaveLength(1);
  const waiting = (await rowsOf(shop)).filter(({ state }) => state === "due");
  expect(waiting.map(({ dueAt }) => dueAt.getUTCFullYear())).toEqual([9999, 9999, 9999, 9999, 9999]);
  world.clock.advance(hours(1));
  await textsGo(shop);
  expect(await resumeCampaign(world, shop, id)).toEqual({ problems: [] });
  await atRest(shop);
  await textsGo(shop);
  expect(sentThere(platforms)).toHaveLength(2);
  // The third was due twelve minutes after the start, and an hour was lost.
  expect((await rowsOf(shop)).filter(({ state }) => state === "due").map(({ dueAt }) => (dueAt.getTime() - NOON.getTime()) / minutes(1)).toSorted((a, b) => a - b)).toEqual([72, 78, 84, 90]);
  expect(await cancelCampaign(world, shop, id)).toEqual({ problems: [] });
  await textsGo(shop);
  await atRest(shop);
  world.clock.advance(hours(3));
  await textsGo(shop);
  await pump.step(world, shop);
  expect((await rowsOf(shop)).map(({ state }) => state).toSorted()).toEqual(["cancelled", "cancelled", "cancelled", "cancelled", "sent", "sent"]);
  expect(says(await resumeCampaign(world, shop, id))).toEqual(["This campaign is not paused."]);
  expect((await campaignReport(world, shop, { campaignId: id, state: "cancelled", people: 6 })).report).toMatchObject({ sent: 2, cancelled: 4, waiting: 0 });
});

test("people are taken when it starts, and who has left by the time of their text gets none", async () => {
  const { shop, id, customers, platforms } = await aScene({ people: 5, definition: { schedule: { at: "2026-06-16T13:00", zone: "shop" }, exclude: { segments: [], lists: [] } } });
  await started(shop, id);
  await atRest(shop);
  expect(await readCampaign(world, shop, id)).toMatchObject({ state: "scheduled", people: 0 });
  expect(await unschedule(world, shop, id)).toEqual({ problems: [] });
  await started(shop, id);
  world.clock.set(new Date("2026-06-16T17:00:00Z"));
  const [first, second] = customers;
  // One is added after the start, on the way one leaves.
  await world.db.run(sql`update list_member set added_at = ${new Date("2026-06-16T17:00:01Z")} where shop_id = ${shop} and customer_id = ${second}`);
  await atRest(shop);
  expect(await readCampaign(world, shop, id)).toMatchObject({ state: "running", people: 4 });
  await world.db.run(sql`delete from list_member where shop_id = ${shop} and customer_id = ${first}`);
  await textsGo(shop);
  expect((await rowsOf(shop)).map(({ customerId, state, reason }) => [customerId, state, reason])).toEqual([["1", "skipped", "leftSegment"], ["3", "sent", "allowed"], ["4", "sent", "allowed"], ["5", "sent", "allowed"]]);
  expect(sentThere(platforms)).toHaveLength(3);
});

test("a text that may not go as it is stops the campaign until a person has looked", async () => {
  const { shop, id } = await aScene({ people: 4, text: "Buy cannabis and CBD gummies today", definition: { exclude: { segments: [], lists: [] } } });
  const dry = await dryOf(shop, id);
  expect(dry).toMatchObject({ planned: 0, halted: { contentForbidden: 4 } });
  await startCampaign(world, shop, id, 1);
  await atRest(shop);
  await textsGo(shop);
  await atRest(shop);
  expect(await readCampaign(world, shop, id)).toMatchObject({ state: "paused", problem: "contentForbidden" });
});

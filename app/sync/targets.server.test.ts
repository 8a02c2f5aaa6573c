import { expect, test } from "vitest";
import { z } from "zod";
import { CustomerId, type SegmentId, type ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, later, seconds } from "#app/lib/time.ts";
import { relay } from "#app/outbox/relay.server.ts";
import { changeConnectionSettings, connect, pauseConnection, resumeConnection, testConnection } from "#app/platforms/connection.server.ts";
import { liveConnections } from "#app/platforms/connection-rows.server.ts";
import { aSegment, members, move } from "#tests/laws/sync-world.ts";
import { addCustomers, aTarget, connected, heldThere, knownThere, phoneOf, rest, SYNCED, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { disconnect } from "./disconnect.server.ts";
import { mirror } from "./mirror.server.ts";
import { allowChange, pauseTarget, recreatePlace, resumeTarget, stopTarget, switchEvents, targetsOf } from "./target.server.ts";

const world = await aWorld();
const PEOPLE = [1, 2, 3, 4, 5, 6, 7, 8];

async function aScene(platform: (typeof SYNCED)[number], ids: number[] = PEOPLE, input = {}) {
  const shop = await aShop(world);
  const platforms = withPlatforms(world);
  const customers = await addCustomers(world, shop, ids);
  knownThere(platforms, platform, ids);
  const connection = await connected(world, shop, platforms, platform);
  const segment = await aSegment(world, shop, "Regulars");
  await move(world, shop, segment, customers.slice(0, 5), true);
  await aTarget(world, shop, connection, segment, input);
  const there = () => heldThere(platforms, platform, ({ ref, name }) => /segue[-_]1\b/.test(`${ref} ${name}`));
  const standing = async () => (await targetsOf(world, shop, { connection, segment }))[0];
  return { shop, platforms, customers, connection, segment, there, standing, of: { connection, segment } };
}

type Scene = Awaited<ReturnType<typeof aScene>>;

const commands = (shop: ShopId) => world.db.rows(z.object({ kind: z.string(), state: z.string(), people: Count }), sql`
  select kind, state, count(*) as people from outbox where shop_id = ${shop} group by kind, state order by kind, state`);

test.each(SYNCED)("A segment fills its place at %s, follows who enters and leaves, and leaves consent alone.", async (platform) => {
  const { shop, platforms, customers, segment, there, standing } = await aScene(platform);
  const consent = platforms.view(platform).consent;
  expect(await standing()).toMatchObject({ state: "on", counts: { held: 5, adding: 0, refused: 0, skipped: 0 } });
  expect(there()).toEqual(["1", "2", "3", "4", "5"]);
  await move(world, shop, segment, customers.slice(0, 2), false);
  await move(world, shop, segment, customers.slice(6), true);
  await rest(world, shop);
  expect(there()).toEqual(["3", "4", "5", "7", "8"]);
  expect(await standing()).toMatchObject({ counts: { held: 5, removing: 0 } });
  expect(platforms.view(platform).consent).toEqual(consent);
  expect((await commands(shop)).filter(({ state }) => state !== "done")).toEqual([]);
}, 60_000);

test("Whoever enters or leaves is told once the platform has them, each move once; nobody is told of while a place fills.", async () => {
  const { shop, platforms, customers, segment, there, of } = await aScene("klaviyo", PEOPLE, { events: true });
  const told = () => platforms.view("klaviyo").events.map(({ name, person, uniqueId }) => [name, person.phone, uniqueId]);
  expect(told()).toEqual([]);
  await move(world, shop, segment, customers.slice(6, 7), true);
  await mirror.step(world, shop);
  expect(told()).toEqual([]);
  await rest(world, shop);
  expect(there()).toContain("7");
  await move(world, shop, segment, customers.slice(6, 7), false);
  await rest(world, shop);
  await move(world, shop, segment, customers.slice(6, 7), true);
  await rest(world, shop);
  const key = (moves: number) => `${shop}:${segment}:7:${moves}`;
  expect(told()).toEqual([["Segment Entered", phoneOf(7), key(1)], ["Segment Exited", phoneOf(7), key(2)], ["Segment Entered", phoneOf(7), key(3)]]);
  await move(world, shop, segment, customers.slice(7), true, true);
  await switchEvents(world, shop, of, false);
  await move(world, shop, segment, customers.slice(0, 1), false);
  await rest(world, shop);
  expect(there()).toEqual(["2", "3", "4", "5", "7", "8"]);
  expect(told()).toHaveLength(3);
}, 60_000);

test("A change beyond the merchant's limit waits for a yes, with its counts, and the yes lets exactly that through.", async () => {
  const { shop, customers, connection, segment, there, standing, of } = await aScene("attentive");
  await changeConnectionSettings(world, shop, connection, { limitPeople: 2, limitShare: 0.2 });
  await move(world, shop, segment, customers.slice(0, 4), false);
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "waiting", waiting_remove: 4, waiting_add: 0 });
  expect(there()).toHaveLength(5);
  await move(world, shop, segment, customers.slice(5, 6), true);
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "waiting", waiting_remove: 4, waiting_add: 1 });
  expect(await allowChange(world, shop, of)).toEqual([]);
  await rest(world, shop);
  expect(there()).toEqual(["5", "6"]);
  expect(await standing()).toMatchObject({ state: "on", waiting_since: null, allowed_remove: 0, allowed_add: 0 });
  await move(world, shop, segment, customers.slice(0, 4), true);
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "waiting", waiting_add: 4 });
  // What was a mistake and is mended waits for nobody.
  await move(world, shop, segment, customers.slice(0, 4), false);
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "on", counts: { held: 2 } });
  expect(await allowChange(world, shop, of)).toMatchObject([{ message: "Nothing is waiting for a yes any more." }]);
}, 60_000);

test("One bad number in a batch is refused alone, whoever has neither phone nor email is left out, and of two with one phone the older is there.", async () => {
  const { shop, platforms, customers, segment, there, standing } = await aScene("klaviyo", [...PEOPLE, 9]);
  await world.db.run(sql`update customer set phone = '+15005550001', email = null where shop_id = ${shop} and customer_id = 6`);
  await world.db.run(sql`update customer set phone = null, email = null where shop_id = ${shop} and customer_id = 7`);
  await world.db.run(sql`update customer set phone = ${phoneOf(2)}, email = 'other@example.com' where shop_id = ${shop} and customer_id = 8`);
  await move(world, shop, segment, customers.slice(5), true);
  await rest(world, shop);
  expect(there()).toEqual(["1", "2", "3", "4", "5", "9"]);
  const found = await standing();
  expect(found?.counts).toEqual({ held: 6, adding: 0, removing: 0, refused: 1, skipped: 2 });
  expect(JSON.stringify(found?.reasons)).not.toMatch(/555|@/);
  // The younger's leaving takes nothing from the older.
  await move(world, shop, segment, customers.slice(7, 8), false);
  await rest(world, shop);
  expect(there()).toContain("2");
  // Their phone changes: known by the new one, and by the old one no more.
  await world.db.run(sql`update customer set phone = ${phoneOf(70)}, email = null where shop_id = ${shop} and customer_id = 3`);
  await move(world, shop, segment, [], true, true);
  await rest(world, shop);
  expect(there()).toEqual(["1", "2", "4", "5", "9", "70"]);
  expect(platforms.view("klaviyo").people.filter(({ phone }) => phone === phoneOf(8))).toHaveLength(1);
}, 60_000);

test("A place that was deleted there breaks its target with a sentence, and is made anew only when asked for.", async () => {
  const { shop, platforms, customers, segment, there, standing, of } = await aScene("klaviyo");
  const place = platforms.view("klaviyo").places[0];
  platforms.control({ platform: "klaviyo", acts: [{ act: "dropPlace", ref: place?.ref ?? "" }] });
  await move(world, shop, segment, customers.slice(5, 6), true);
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "broken", problem: expect.stringMatching(/\w/) as string });
  expect(platforms.view("klaviyo").places).toEqual([]);
  await move(world, shop, segment, customers.slice(6, 7), true);
  await rest(world, shop);
  expect(platforms.view("klaviyo").places).toEqual([]);
  await recreatePlace(world, shop, of);
  await rest(world, shop);
  expect(there()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  expect(await standing()).toMatchObject({ state: "on", problem: null });
}, 60_000);

test("What is paused stays as it is, at the target and at the connection, and going on finds the difference.", async () => {
  const { shop, customers, connection, segment, there, of } = await aScene("postscript");
  await pauseTarget(world, shop, of);
  await move(world, shop, segment, customers.slice(0, 1), false);
  await rest(world, shop);
  expect(there()).toHaveLength(5);
  await resumeTarget(world, shop, of);
  await rest(world, shop);
  expect(there()).toEqual(["2", "3", "4", "5"]);
  await pauseConnection(world, shop, connection);
  await move(world, shop, segment, customers.slice(1, 2), false);
  await rest(world, shop);
  expect(there()).toEqual(["2", "3", "4", "5"]);
  await resumeConnection(world, shop, connection);
  await rest(world, shop);
  expect(there()).toEqual(["3", "4", "5"]);
}, 60_000);

test("A key that is refused breaks the connection and loses nothing; a test that succeeds, or a new key, goes on.", async () => {
  const { shop, platforms, customers, connection, segment, there } = await aScene("attentive");
  platforms.control({ platform: "attentive", acts: [{ act: "revoke" }] });
  await move(world, shop, segment, customers.slice(5, 7), true);
  await rest(world, shop);
  expect(await liveConnections(world, shop)).toMatchObject([{ state: "broken", problem: expect.stringMatching(/Connect it again/) as string }]);
  expect(await testConnection(world, shop, connection)).toHaveLength(1);
  platforms.control({ platform: "attentive", acts: [{ act: "restore" }] });
  expect(await testConnection(world, shop, connection)).toEqual([]);
  await rest(world, shop);
  expect(there()).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
  const other = await connect(world, shop, { platform: "attentive", credentials: { kind: "key", key: platforms.account("attentive", "2").credentials.key } });
  expect(other).toMatchObject({ problems: [{ path: ["key"], message: expect.stringMatching(/another account/) as string }] });
}, 60_000);

test("Once a night what is there is read back: what was changed by hand is counted and mended.", async () => {
  const { shop, platforms, there, standing } = await aScene("klaviyo");
  const ref = platforms.view("klaviyo").places[0]?.ref ?? "";
  platforms.control({ platform: "klaviyo", acts: [
    { act: "removeMember", ref, phone: phoneOf(1) }, { act: "person", phone: phoneOf(8888) }, { act: "addMember", ref, phone: phoneOf(8888) },
  ] });
  world.clock.advance(days(1));
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "on", drift_missing: 1, drift_extra: 0, drift_unknown: 1 });
  expect(there()).toEqual(["1", "2", "3", "4", "5", "8888"]);
  world.clock.advance(days(1));
  await rest(world, shop);
  expect(await standing()).toMatchObject({ drift_missing: 0, drift_unknown: 1 });
}, 60_000);

type Acts = Parameters<Scene["platforms"]["control"]>[0]["acts"];
const BY_HAND: ["postscript" | "klaviyo", (segment: SegmentId, ref: string) => Acts][] = [
  ["postscript", (segment) => [{ act: "person", phone: phoneOf(7), properties: { segue_segments: [`segue-${segment}`] } }]],
  // Whose list shows numbers alone.
  ["klaviyo", (_, ref) => [{ act: "person", phone: phoneOf(7) }, { act: "addMember", ref, phone: phoneOf(7) }]],
];
test.each(BY_HAND)("Whom somebody put into a place at %s by hand, and of whom we never told the platform, is found there and taken out.", async (platform, acts) => {
  const { shop, platforms, segment, there, standing } = await aScene(platform, [1, 2, 3, 4, 5, 6]);
  await addCustomers(world, shop, [7]);
  platforms.control({ platform, acts: acts(segment, platforms.view(platform).places[0]?.ref ?? "") });
  expect(there()).toEqual(["1", "2", "3", "4", "5", "7"]);
  world.clock.advance(days(1));
  await rest(world, shop);
  expect(await standing()).toMatchObject({ state: "on", drift_missing: 0, drift_extra: 1, drift_unknown: 0 });
  expect(there()).toEqual(["1", "2", "3", "4", "5"]);
}, 60_000);

test.each(SYNCED)("Disconnecting %s takes away what we wrote there, where it is asked for, and forgets what let us in.", async (platform) => {
  const { shop, platforms, connection, there } = await aScene(platform);
  await disconnect(world, shop, connection, { cleanUp: true });
  await rest(world, shop);
  expect(there()).toEqual([]);
  expect(await liveConnections(world, shop)).toEqual([]);
  const left = await world.db.rows(z.object({ credentials: z.string().nullable(), state: z.string() }), sql`select credentials, state from connection where shop_id = ${shop}`);
  expect(left).toEqual([{ credentials: null, state: "ended" }]);
  const again = await connected(world, shop, platforms, platform);
  expect(again).not.toBe(connection);
  await disconnect(world, shop, again, { cleanUp: false });
  await rest(world, shop);
  expect(await liveConnections(world, shop)).toEqual([]);
}, 60_000);

test("A segment that is deleted, or kept there no more, is taken away from there.", async () => {
  const { shop, platforms, connection, segment, there, standing, of } = await aScene("klaviyo");
  await world.db.run(sql`update segment set deleted_at = ${world.now()} where shop_id = ${shop} and segment_id = ${segment}`);
  await rest(world, shop);
  expect([there(), await standing(), platforms.view("klaviyo").places]).toEqual([[], undefined, []]);
  const other = await aSegment(world, shop, "Others");
  await move(world, shop, other, [CustomerId.parse("1")], true);
  await aTarget(world, shop, connection, other);
  expect(platforms.view("klaviyo").places).toHaveLength(1);
  await stopTarget(world, shop, { ...of, segment: other }, { cleanUp: false });
  await rest(world, shop);
  expect(platforms.view("klaviyo").places).toHaveLength(1);
  expect(await members(world, shop, other)).toEqual(["1"]);
}, 60_000);

test("Two relays of one connection share its budget, and a pause that the platform asks for is kept by both.", async () => {
  const { shop, platforms, customers, segment } = await aScene("postscript");
  platforms.control({ platform: "postscript", faults: { next: [{ status: 429, headers: { "Retry-After": "30" }, times: 1 }] } });
  world.clock.advance(seconds(60));
  await move(world, shop, segment, customers.slice(5, 6), true);
  await mirror.step(world, shop);
  await relay.step(world, shop);
  const before = platforms.view("postscript").calls.length;
  await move(world, shop, segment, customers.slice(6, 8), true);
  await mirror.step(world, shop);
  world.clock.set(later(world.now(), seconds(20)));
  expect(await Promise.all([relay.step(world, shop), relay.step(world, shop)])).toEqual([0, 0]);
  expect(platforms.view("postscript").calls).toHaveLength(before);
  await rest(world, shop);
  expect(heldThere(platforms, "postscript", ({ ref }) => ref.includes("segue-1"))).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
}, 60_000);

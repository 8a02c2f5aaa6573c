// The law of platforms: whatever happens to membership, to people's phones, to the network, to the platforms' jobs and
// to the workers, once everything is at rest each place there holds exactly its segment's members (of several with
// one phone the oldest), each move was told once at most, and consent is as it was.
//
// PLATFORMS_SEED and PLATFORMS_RUNS replay and lengthen it.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { noteReworded } from "#app/inbox/platform-rows.server.ts";
import { CustomerId, type SegmentId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { later, seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { relay } from "#app/outbox/relay.server.ts";
import type { ConnectionId } from "#app/platforms/connection.ts";
import { changeConnectionSettings } from "#app/platforms/connection.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { pauseTarget, resumeTarget, startTarget } from "#app/sync/target.server.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { addCustomers, connected, heldThere, knownThere, phoneOf, rest, SYNCED, withPlatforms } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { aSegment, customerIds, move } from "./sync-world.ts";

const SEED = Number(process.env.PLATFORMS_SEED ?? 20261126);
const RUNS = Number(process.env.PLATFORMS_RUNS ?? 2);
const SMALL = 8;
const CROWD = 30;
const POINTS = ["mirror:before-difference", "mirror:before-commit", "relay:after-claim", "relay:after-send", "relay:before-record"];

const world = await aWorld();
let kills = 0;

const segment = fc.integer({ min: 0, max: 1 });
const person = fc.integer({ min: 1, max: SMALL });
const share = fc.constantFrom(0, 0.2, 0.5);
const Action = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("move" as const), segment, people: fc.uniqueArray(person, { minLength: 1, maxLength: 4 }), inside: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crowd" as const), segment, inside: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("phone" as const), person, as: person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("delete" as const), person }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pause" as const), segment, platform: fc.integer({ min: 0, max: SYNCED.length - 1 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("faults" as const), throttle: share, fail: share, failAfter: share, lose: share, loseAfter: share, jobExpire: share }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("pump" as const), rounds: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant("kill" as const), at: fc.constantFrom(...POINTS) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.constantFrom(1, 20, 400) }) },
);
type Action = typeof Action extends fc.Arbitrary<infer Value> ? Value : never;
type Play = { shop: ShopId; platforms: Platforms; segments: SegmentId[]; connections: ConnectionId[] };

test("At rest, every platform holds exactly the members, and consent is as it was.", async () => {
  console.info(`platforms law: seed=${SEED} runs=${RUNS}`);
  await fc.assert(fc.asyncProperty(fc.array(Action, { minLength: 15, maxLength: 35, size: "max" }), fc.nat(1_000), async (actions, chance) => {
    const play = await begin(chance);
    const consent = consents(play);
    for (const action of actions) {
      world.clock.advance(seconds(1));
      await act(play, action);
    }
    await settleDown(play);
    await check(play);
    expect(consents(play)).toEqual(consent);
  }), { seed: SEED, numRuns: RUNS, endOnFailure: true });
  console.info(`platforms law: ${kills} workers died`);
  expect(kills).toBeGreaterThan(RUNS * 2);
}, 600_000);

async function begin(chance: number): Promise<Play> {
  const shop = await aShop(world);
  const platforms = withPlatforms(world, chance);
  const ids = Array.from({ length: CROWD }, (_, index) => index + 1);
  await addCustomers(world, shop, ids);
  const segments = [await aSegment(world, shop, "One"), await aSegment(world, shop, "Two")];
  const connections: ConnectionId[] = [];
  for (const platform of SYNCED) {
    knownThere(platforms, platform, ids);
    const connection = await connected(world, shop, platforms, platform);
    await changeConnectionSettings(world, shop, connection, { limitPeople: 1_000 });
    for (const id of segments) expect(await startTarget(world, shop, connection, id, { events: true })).toEqual([]);
    connections.push(connection);
  }
  return { shop, platforms, segments, connections };
}

const consents = ({ platforms }: Play) => SYNCED.map((platform) => Object.entries(platforms.view(platform).consent).filter(([, { sms }]) => sms !== "never").sort());

async function act(play: Play, action: Action): Promise<void> {
  const { shop, platforms, segments } = play;
  const idOf = (index: number) => segments[index] as SegmentId;
  switch (action.do) {
    case "move":
      return move(world, shop, idOf(action.segment), await alive(shop, action.people), action.inside);
    case "crowd":
      return move(world, shop, idOf(action.segment), await alive(shop, Array.from({ length: CROWD }, (_, index) => index + 1)), action.inside);
    case "phone":
      await world.db.run(sql`update customer set phone = ${phoneOf(action.as)}, email = null where shop_id = ${shop} and customer_id = ${action.person}`);
      return noteReworded(world, shop, customerIds(action.person));
    case "delete":
      await world.db.run(sql`insert into customer_gone (shop_id, customer_id, gone_at) values (${shop}, ${action.person}, ${world.now()}) on conflict do nothing`);
      for (const id of segments) await move(world, shop, id, customerIds(action.person), false);
      return;
    case "pause": {
      const of = { connection: play.connections[action.platform] as ConnectionId, segment: idOf(action.segment) };
      await pauseTarget(world, shop, of);
      return resumeTarget(world, shop, of);
    }
    case "faults": {
      const { do: _, ...faults } = action;
      for (const platform of SYNCED) platforms.control({ platform, faults });
      return;
    }
    case "pump":
      for (let i = 0; i < action.rounds; i++) for (const pump of [mirror, relay]) await pump.step(world, shop);
      return;
    case "kill":
      return kill(shop, action.at);
    case "wait":
      return world.clock.advance(seconds(action.seconds));
    default:
      return action satisfies never;
  }
}

const Alive = z.object({ customer_id: CustomerId });
const alive = async (shop: ShopId, ids: number[]) => (await world.db.rows(Alive, sql`
  select id as customer_id from unnest(${ids}::bigint[]) as one (id) where not exists (select 1 from customer_gone g where g.shop_id = ${shop} and g.customer_id = id) order by id`)).map((row) => row.customer_id);

async function kill(shop: ShopId, at: string): Promise<void> {
  const pump = at.startsWith("mirror") ? mirror : relay;
  // So that there is something to die of.
  if (pump === relay) await mirror.step(world, shop);
  const dies: World = { ...world, point: async (name) => {
    if (name === at) throw new Error(`killed at ${name}`);
  } };
  const end = await pump.step(dies, shop).then(() => null, (problem: Error) => problem.message);
  if (end === null) return;
  expect(end).toBe(`killed at ${at}`);
  kills++;
}

/** Everything works again; what phones changed is seen by a look at the whole segment, as every night. */
async function settleDown({ shop, platforms, segments }: Play): Promise<void> {
  for (const platform of SYNCED) platforms.control({ platform, faults: "none" });
  world.clock.set(later(world.now(), seconds(600)));
  await rest(world, shop);
  for (const id of segments) await move(world, shop, id, [], true, true);
  await rest(world, shop);
}

/** Worked out here once more: members by phone, the oldest of those who share one. */
async function expected(shop: ShopId, id: SegmentId): Promise<string[]> {
  const rows = await world.db.rows(z.object({ phone: z.string() }), sql`
    select c.phone from membership m join customer c on c.shop_id = ${shop} and c.customer_id = m.customer_id
    where m.shop_id = ${shop} and m.segment_id = ${id} and m.left_at is null and c.customer_id = (
      select min(o.customer_id) from customer o where o.shop_id = ${shop} and o.phone = c.phone and not exists (
        select 1 from customer_gone g where g.shop_id = ${shop} and g.customer_id = o.customer_id))
    order by 1`);
  return rows.map(({ phone }) => String(Number(phone.slice(8)))).sort((a, b) => Number(a) - Number(b));
}

async function check({ shop, platforms, segments }: Play): Promise<void> {
  for (const id of segments) {
    const wanted = await expected(shop, id);
    for (const platform of SYNCED) {
      const held = heldThere(platforms, platform, ({ ref, name }) => new RegExp(`segue[-_]${id}\\b`).test(`${ref} ${name}`));
      expect([platform, id, held]).toEqual([platform, id, wanted]);
    }
  }
  const Left = z.object({ state: z.string(), kind: z.string(), problem: z.string().nullable() });
  expect(await world.db.rows(Left, sql`select state, kind, problem from outbox where shop_id = ${shop} and connection_id is not null and state <> 'done'`)).toEqual([]);
  expect(await world.db.rows(z.object({ state: z.string() }), sql`select distinct state from target_member where shop_id = ${shop} and state not in ('held', 'skipped')`)).toEqual([]);
  const told = platforms.view("klaviyo").events.map(({ uniqueId, name }) => `${name} ${uniqueId}`);
  expect(told).toEqual([...new Set(told)]);
}

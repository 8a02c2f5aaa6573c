// The law of sync: whatever happens to membership, to the tags in Shopify, to the network and to the
// workers, once everything is at rest each segment's tag is carried by its members and by nobody else,
// and what the merchant tagged is as the merchant left it.
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { SegmentId, ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { deliver } from "#app/outbox/deliver.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { startSync, stopSync, syncState } from "#app/sync/sync.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { type Fault, TagShopify } from "./sync-shopify.ts";
import { aSegment, customerIds, hear, members, move, nextDue, untilRest, withToken } from "./sync-world.ts";

const SEED = 20261125;
const RUNS = 45;
const SMALL = 8;
const CROWD = 130;
const POINTS = [
  "mirror:before-difference", "mirror:before-commit",
  "deliver:after-claim", "deliver:after-run", "deliver:after-send", "deliver:before-record",
];

const world = await aWorld();
let current: TagShopify;
let kills = 0;

beforeAll(() => {
  console.info(`sync law: seed=${SEED} runs=${RUNS}`);
  world.network.on((request) => {
    if (!request.url.endsWith("/access_token")) return current.answer(request);
    return { kind: "answer", status: 200, headers: {}, body: JSON.stringify({ access_token: world.ids.uuid(), expires_in: 3600, refresh_token: "r" }) };
  });
});

const segment = fc.integer({ min: 0, max: 1 });
const person = fc.integer({ min: 1, max: SMALL });
const people = fc.uniqueArray(person, { minLength: 1, maxLength: 4 });
const fault = fc.constantFrom<Fault>("throttled", "status-500", "lost-before", "lost-after", "lost-after", "denied");

const Action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("move" as const), segment, people, inside: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("crowd" as const), segment, inside: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("hand" as const), segment, person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merchant" as const), person, tag: fc.constantFrom("wholesale", "Segue", "vip"), present: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("merge" as const), from: person, to: person }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("sync" as const), segment, how: fc.constantFrom("start", "keep", "remove", "rename") }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("faults" as const), faults: fc.array(fault, { maxLength: 3 }) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("pump" as const), pump: fc.constantFrom("mirror", "deliver"), rounds: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 20, arbitrary: fc.record({ do: fc.constant("kill" as const), at: fc.constantFrom(...POINTS) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("webhook" as const), pick: fc.nat() }) },
);
type Action = typeof Action extends fc.Arbitrary<infer Value> ? Value : never;

type Play = { shop: ShopId; segments: SegmentId[]; shopify: TagShopify; merchant: Map<string, Set<string>>; gone: Set<number> };

test("At rest, Shopify's tags equal the members, and a merchant's own tags are as they were left.", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(Action, { minLength: 20, maxLength: 50, size: "max" }), fc.integer({ min: 0, max: 2 }), async (actions, polls) => {
      const play = await begin(polls);
      for (const action of actions) {
        world.clock.advance(seconds(1));
        await act(play, action);
      }
      await rest(play);
      await checkSynced(play);
      for (const id of play.segments) await startSync(world, play.shop, id, { tag: `segue:final-${id}` });
      await rest(play);
      await check(play);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  console.info(`sync law: ${kills} workers died`);
  expect(kills).toBeGreaterThan(200);
}, 300_000);

async function begin(polls: number): Promise<Play> {
  const shop = await aShop(world);
  const shopify = new TagShopify(world);
  shopify.polls = polls;
  shopify.failBulk = polls === 0 ? 1 : 0;
  current = shopify;
  await withToken(world, shop);
  for (let id = 1; id <= CROWD; id++) shopify.addCustomer(String(id));
  const segments = [await aSegment(world, shop, "One"), await aSegment(world, shop, "Two")];
  for (const id of segments) expect(await startSync(world, shop, id, {})).toEqual([]);
  return { shop, segments, shopify, merchant: new Map(), gone: new Set() };
}

async function act(play: Play, action: Action): Promise<void> {
  const { shop, shopify } = play;
  const idOf = (index: number) => play.segments[index] as SegmentId;
  const alive = (ids: number[]) => customerIds(...ids.filter((id) => !play.gone.has(id)));
  switch (action.do) {
    case "move":
      return move(world, shop, idOf(action.segment), alive(action.people), action.inside);
    case "crowd":
      return move(world, shop, idOf(action.segment), alive(Array.from({ length: CROWD }, (_, i) => i + 1)), action.inside, true);
    case "hand": {
      const ours = [...(shopify.tags.get(String(action.person)) ?? [])].find((tag) => tag.startsWith("segue:"));
      if (ours) shopify.change(String(action.person), ours, false);
      return;
    }
    case "merchant":
      return tagAsMerchant(play, String(action.person), action.tag, action.present);
    case "merge":
      return merge(play, action.from, action.to);
    case "sync": {
      const id = idOf(action.segment);
      if (action.how === "start") await startSync(world, shop, id, {});
      else if (action.how === "rename") await startSync(world, shop, id, { tag: `segue:new-${id}` });
      else await stopSync(world, shop, id, { removeTags: action.how === "remove" });
      return;
    }
    case "faults":
      shopify.faults.push(...action.faults);
      return;
    case "pump":
      for (let i = 0; i < action.rounds; i++) await (action.pump === "mirror" ? mirror : deliver).step(restarted(), shop);
      return;
    case "kill":
      return kill(shop, action.at);
    case "wait":
      world.clock.set(latest(world.now(), await nextDue(world, shop)));
      return;
    case "webhook": {
      const event = shopify.events[action.pick % Math.max(1, shopify.events.length)];
      if (event) await hear(world, shop, event);
      return;
    }
    default:
      return action satisfies never;
  }
}

/** A process that starts remembers nothing. */
const restarted = (point: World["point"] = async () => {}): World => ({ ...world, http: { ...world.http }, point });

async function kill(shop: ShopId, at: string): Promise<void> {
  const pump = at.startsWith("mirror") ? mirror : deliver;
  // So that there is something to die of.
  if (pump === deliver) {
    await mirror.step(restarted(), shop);
    world.clock.set(latest(world.now(), await nextDue(world, shop)));
  }
  const dies = restarted(async (name) => {
    if (name === at) throw new Error(`killed at ${name}`);
  });
  const end = await pump.step(dies, shop).then(() => null, (problem: Error) => problem.message);
  if (end !== null) {
    expect(end).toBe(`killed at ${at}`);
    kills++;
  }
}

function tagAsMerchant(play: Play, id: string, tag: string, present: boolean): void {
  if (!play.shopify.tags.has(id)) return;
  play.shopify.change(id, tag, present);
  const own = play.merchant.get(id) ?? new Set();
  if (present) own.add(tag);
  else own.delete(tag);
  play.merchant.set(id, own);
}

/** Shopify hands the tags on; ingest closes the chain and evaluation closes the stays. */
async function merge({ shop, segments, shopify, merchant, gone }: Play, from: number, to: number): Promise<void> {
  if (from === to || gone.has(from) || gone.has(to)) return;
  gone.add(from);
  const [loser, survivor] = [String(from), String(to)];
  for (const tag of shopify.tags.get(loser) ?? []) shopify.change(survivor, tag, true);
  shopify.tags.delete(loser);
  merchant.set(survivor, new Set([...(merchant.get(survivor) ?? []), ...(merchant.get(loser) ?? [])]));
  merchant.delete(loser);
  await world.db.run(sql`update customer_gone set merged_into = ${to} where shop_id = ${shop} and merged_into = ${from}`);
  await world.db.run(sql`insert into customer_gone (shop_id, customer_id, merged_into, gone_at) values (${shop}, ${from}, ${to}, ${world.now()})`);
  for (const id of segments) await move(world, shop, id, customerIds(from), false);
}

async function rest({ shop, shopify }: Play): Promise<void> {
  shopify.faults = [];
  let rounds = 0;
  do {
    if (rounds++ > 100) throw new Error("never at rest");
    await hear(world, shop, ...shopify.events);
    world.clock.set(latest(world.now(), await nextDue(world, shop)));
    await untilRest(world, shop);
  } while ((await nextDue(world, shop)) !== null || (await unheard({ shop, shopify })));
}

/** Does a tag's last word in Shopify differ from what we heard? */
async function unheard({ shop, shopify }: Pick<Play, "shop" | "shopify">): Promise<boolean> {
  const last = shopify.events.at(-1);
  if (!last) return false;
  const [row] = await world.db.rows(z.object({ at: z.date().nullable() }), sql`select max(changed_at) as at from customer_tag where shop_id = ${shop}`);
  return (row?.at?.getTime() ?? 0) < last.at.getTime();
}

/** As it is left: no whole comparison has mended anything since. */
async function checkSynced({ shop, segments, shopify }: Play): Promise<void> {
  for (const id of segments) {
    const standing = await syncState(world, shop, id);
    const tag = `segue:${id === segments[0] ? "one" : "two"}`;
    for (const each of [tag, `segue:new-${id}`]) {
      const isOn = standing?.state === "on";
      if (isOn && standing.tag === each) expect(shopify.carriers(each)).toEqual(await members(world, shop, id));
      // Switched off with the tags kept, they stay for now.
      else if (isOn || standing?.tag === null) expect(shopify.carriers(each)).toEqual([]);
    }
  }
}

async function check({ shop, segments, shopify, merchant }: Play): Promise<void> {
  for (const id of segments) {
    expect(shopify.carriers(`segue:final-${id}`)).toEqual(await members(world, shop, id));
  }
  for (const [id, tags] of shopify.tags) {
    const foreign = [...tags].filter((tag) => !tag.startsWith("segue:final-"));
    expect([id, foreign.sort()]).toEqual([id, [...(merchant.get(id) ?? [])].sort()]);
  }
  const Left = z.object({ state: z.string() });
  expect(await world.db.rows(Left, sql`select state from outbox where shop_id = ${shop} and state <> 'done'`)).toEqual([]);
  expect(await world.db.rows(Left, sql`select state from mirror_member where shop_id = ${shop} and state <> 'held'`)).toEqual([]);
}

const latest = (now: Date, other: Date | null) => (other && other > now ? other : now);

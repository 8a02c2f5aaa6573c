// A segment is put on each platform's stand-in, which refuses what goes beyond the platform's limits, on a clock
// that goes on to whatever is due next. How long it takes by that clock is held against the least that the same
// requests take at our share of the limits; the platform's own jobs come on top of that. Postscript takes each person
// by itself: 100,000 of them are six hours of its clock, and some minutes of ours.
import { z } from "zod";
import type { ShopId } from "#app/lib/ids.ts";
import type { Http } from "#app/lib/http.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { later, seconds } from "#app/lib/time.ts";
import { BUDGET_SHARE } from "#app/outbox/budget.ts";
import { relayOnce } from "#app/outbox/relay.server.ts";
import type { Adapter, PlatformId, Step } from "#app/platforms/adapter.ts";
import { ADAPTERS, adapterOf } from "#app/platforms/adapters.ts";
import { CAPABILITIES } from "#app/platforms/capabilities.ts";
import { connect } from "#app/platforms/connection.server.ts";
import { mirror } from "#app/sync/mirror.server.ts";
import { startTarget } from "#app/sync/target.server.ts";
import { openPlatforms } from "#sandbox/platforms/open.ts";
import { aSegment } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import type { Measured } from "./measure.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE = { S: 10_000, M: 100_000, L: 100_000 };
const MARK = "x-budget";

export async function platformsBench(world: BenchWorld, size: "S" | "M" | "L", among: string[] | null): Promise<Measured[]> {
  const platforms = (Object.keys(ADAPTERS) as PlatformId[]).filter((platform) => CAPABILITIES[platform].memberships.length > 0 && (among?.includes(platform) ?? true));
  const results: Measured[] = [];
  for (const platform of platforms) results.push(await fill(world, platform, PEOPLE[size], size));
  return results;
}

async function fill(bench: BenchWorld, platform: PlatformId, people: number, size: string): Promise<Measured> {
  const shop = await aShop(bench, { domain: `${platform}.myshopify.com` });
  const there = openPlatforms({ now: () => bench.now().getTime() });
  const calls = new Map<string, number>();
  let refused = 0;
  const send: Http["send"] = async (request) => {
    const budget = request.headers[MARK];
    if (budget) calls.set(budget, (calls.get(budget) ?? 0) + 1);
    const answer = await there.http.send(request);
    if (answer.kind === "answer" && answer.status === 429) refused += 1;
    return answer;
  };
  const world = { ...bench, http: { ...there.http, send } };
  await addPeople(bench, shop, people);
  if (!(CAPABILITIES[platform].memberships[0]?.makesPeople ?? false)) {
    for (let from = 1; from <= people; from += 5_000) there.control({ platform, acts: ids(from, Math.min(people, from + 4_999)).map((id) => ({ act: "person" as const, phone: phoneOf(id), email: emailOf(id) })) });
  }
  there.control({ platform, faults: { limits: 0 } });
  const { key, account } = there.account(platform).credentials;
  const made = await connect(world, shop, { platform, credentials: { kind: "key", key, ...(account ? { account } : {}) } });
  there.control({ platform, faults: { limits: 1 } });
  if ("problems" in made) throw new Error(JSON.stringify(made.problems));
  const segment = await aSegment(bench, shop, "Everybody");
  await bench.db.run(sql`
    insert into membership (shop_id, segment_id, customer_id, stay, entered_at, entered_cause, entered_version)
    select ${shop}, ${segment}, customer_id, 1, ${bench.now()}, 'first', 1 from customer where shop_id = ${shop}`);
  await startTarget(world, shop, made.connection, segment);
  const begun = bench.now();
  const wall = performance.now();
  const memory = await run(world, shop, { [platform]: marked(adapterOf(ADAPTERS, platform)) }, bench);
  const wallMs = performance.now() - wall;
  const took = bench.now().getTime() - begun.getTime();
  const held = await row(bench.db, z.object({ held: Count }), sql`select count(*) as held from target_member where shop_id = ${shop} and state = 'held'`);
  if (held?.held !== people) throw new Error(`${platform} holds ${held?.held} of ${people}`);
  const least = leastMs(platform, calls);
  const said = { bench: "platforms", what: `${people} people into ${CAPABILITIES[platform].name}, by its clock`, size, medianMs: took, p99Ms: took, runs: 1, rows: people,
    reference: { what: `its limits at our share of ${BUDGET_SHARE}`, medianMs: least }, ratio: took / least,
    note: `${[...calls.values()].reduce((sum, each) => sum + each, 0)} requests, ${refused} refused with 429; ${Math.round(wallMs / 1000)} s of our own time; memory ${memory.first} MB after the first tenth, ${memory.most} MB at most` };
  console.log(JSON.stringify(said));
  return said;
}

const phoneOf = (id: number) => `+1202${String(5_000_000 + id)}`;
const emailOf = (id: number) => `c${id}@example.com`;
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

async function addPeople(world: BenchWorld, shop: ShopId, people: number): Promise<void> {
  await world.db.run(sql`
    insert into customer (shop_id, customer_id, phone, email)
    select ${shop}, id, '+1202' || (5000000 + id), 'c' || id || '@example.com' from generate_series(1, ${people}::int) as one (id)`);
  await world.db.run(sql`analyze customer`);
}

/** Requests tell which limit they draw on. */
function marked(adapter: Adapter): Adapter {
  const mark = (step: Step): Step =>
    step.kind === "call" || step.kind === "wait" ? { ...step, request: { ...step.request, headers: { ...step.request.headers, [MARK]: step.request.budget } } } : step;
  return {
    ...adapter,
    begin: (...all) => mark(adapter.begin(...all)),
    proceed: (...all) => mark(adapter.proceed(...all)),
    lost: (...all) => mark(adapter.lost(...all)),
  };
}

async function run(world: BenchWorld, shop: ShopId, adapters: Parameters<typeof relayOnce>[2], bench: BenchWorld): Promise<{ first: number; most: number }> {
  const memory: number[] = [];
  for (let rounds = 0; ; rounds++) {
    const mirrored = await mirror.step(world, shop);
    const { moved, at } = await relayOnce(world, shop, adapters);
    if (rounds % 50 === 0) memory.push(Math.round(process.memoryUsage().rss / 2 ** 20));
    if (mirrored + moved > 0) continue;
    if (at === null) break;
    bench.clock.set(at > bench.now() ? at : later(bench.now(), seconds(0.001)));
  }
  return { first: memory[Math.floor(memory.length / 10)] ?? 0, most: Math.max(...memory) };
}

/** The least time that so many requests take at our share, beyond what may go at once: of the limit that lasts longest. */
function leastMs(platform: PlatformId, calls: ReadonlyMap<string, number>): number {
  const each = [...calls].flatMap(([budget, count]) =>
    (CAPABILITIES[platform].limits.budgets[budget] ?? []).map((limit) => (seconds(limit.seconds) * Math.max(0, count - limit.count * (1 - BUDGET_SHARE))) / (limit.count * BUDGET_SHARE)));
  return Math.max(1, ...each);
}

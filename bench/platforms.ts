// A segment is put on each platform's stand-in, which refuses what goes beyond the platform's limits, on a clock
// that goes on to whatever is due next. How long it takes by that clock is held against the least that the same
// requests take at our share of the limits, and told beside the least at the limits themselves; the platform's jobs take
// no time here. Postscript takes each person by itself: 100,000 of them are hours of its clock, and some minutes of ours.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
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
import { aSegment } from "#tests/laws/sync-world.ts";
import { aShop } from "#tests/support/shop.ts";
import type { Measured } from "./measure.ts";
import { standIns, type StandIns } from "./stand-ins.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE = { S: 10_000, M: 100_000, L: 100_000 };
const MARK = "x-budget";

setFlagsFromString("--expose-gc");
const sweep = runInNewContext("gc") as () => void;

export async function platformsBench(world: BenchWorld, size: "S" | "M" | "L", among: string[] | null): Promise<Measured[]> {
  const platforms = (Object.keys(ADAPTERS) as PlatformId[]).filter((platform) => CAPABILITIES[platform].memberships.length > 0 && (among?.includes(platform) ?? true));
  const results: Measured[] = [];
  for (const platform of platforms) results.push(await fill(world, platform, PEOPLE[size], size));
  return results;
}

async function fill(bench: BenchWorld, platform: PlatformId, people: number, size: string): Promise<Measured> {
  const shop = await aShop(bench, { domain: `${platform}.myshopify.com` });
  const there = standIns(bench.now);
  try {
    return await filled(bench, shop, there, { platform, people, size });
  } finally {
    there.close();
  }
}

type Filling = { platform: PlatformId; people: number; size: string };

async function filled(bench: BenchWorld, shop: ShopId, there: StandIns, { platform, people, size }: Filling): Promise<Measured> {
  const calls = new Map<string, number>();
  let refused = 0;
  const send: Http["send"] = async (request) => {
    const budget = request.headers[MARK];
    if (budget) calls.set(budget, (calls.get(budget) ?? 0) + 1);
    const answer = await there.send(request);
    if (answer.kind === "answer" && answer.status === 429) refused += 1;
    return answer;
  };
  const world = { ...bench, http: { ...bench.http, send } };
  await addPeople(bench, shop, people);
  if (!(CAPABILITIES[platform].memberships[0]?.makesPeople ?? false)) {
    for (let from = 1; from <= people; from += 5_000) await there.control({ platform, acts: ids(from, Math.min(people, from + 4_999)).map((id) => ({ act: "person" as const, phone: phoneOf(id), email: emailOf(id) })) });
  }
  await there.control({ platform, faults: { limits: 0, jobMs: [1, 1] } });
  const { key, account } = await there.credentials(platform);
  const made = await connect(world, shop, { platform, credentials: { kind: "key", key, ...(account ? { account } : {}) } });
  await there.control({ platform, faults: { limits: 1 } });
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
  const least = leastMs(platform, calls, BUDGET_SHARE);
  const nominal = leastMs(platform, calls, 1);
  const said = { bench: "platforms", what: `${people} people into ${CAPABILITIES[platform].name}, by its clock`, size, medianMs: took, p99Ms: took, runs: 1, rows: people,
    reference: { what: `its limits at our share of ${BUDGET_SHARE}`, medianMs: least }, ratio: took / least,
    note: `${[...calls.values()].reduce((sum, each) => sum + each, 0)} requests, ${refused} refused with 429; ${(took / nominal).toFixed(2)} of the ${Math.round(nominal)} ms at the limits themselves; ${Math.round(wallMs / 1000)} s of our own time; our heap ${memory.first} MB after the first tenth, ${memory.last} MB in the last, ${memory.most} MB at most` };
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

async function run(world: BenchWorld, shop: ShopId, adapters: Parameters<typeof relayOnce>[2], bench: BenchWorld): Promise<Record<"first" | "last" | "most", number>> {
  const memory: number[] = [];
  for (let rounds = 0; ; rounds++) {
    const mirrored = await mirror.step(world, shop);
    const { moved, at } = await relayOnce(world, shop, adapters);
    if (rounds % 20 === 0) memory.push(heapMb());
    if (mirrored + moved > 0) continue;
    if (at === null) break;
    bench.clock.set(at > bench.now() ? at : later(bench.now(), seconds(0.001)));
  }
  const tenth = Math.max(1, Math.floor(memory.length / 10));
  const mean = (some: number[]) => Math.round(some.reduce((sum, each) => sum + each, 0) / some.length);
  return { first: mean(memory.slice(0, tenth)), last: mean(memory.slice(-tenth)), most: Math.max(...memory) };
}

/** What is held, without what is only waiting to be swept up. */
function heapMb(): number {
  sweep();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

/** The least time that so many requests take at a share of the limits, beyond what may go at once: of the limit that lasts longest. */
function leastMs(platform: PlatformId, calls: ReadonlyMap<string, number>, share: number): number {
  const free = (count: number) => (share === 1 ? count : count * (1 - share));
  const each = [...calls].flatMap(([budget, count]) =>
    (CAPABILITIES[platform].limits.budgets[budget] ?? []).map((limit) => (seconds(limit.seconds) * Math.max(0, count - free(limit.count))) / (limit.count * share)));
  return Math.max(1, ...each);
}

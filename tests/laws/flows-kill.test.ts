// Workers that go through flows are killed (kill -9) at whichever named point they come to: while they tell, let in, decide, do,
// hand over texts and record them. Between two of them people go on, facts come late and twice, the merchant pauses, edits and
// erases, and the texting platform fails. At rest every law of flows holds (flows-laws.ts): nothing is lost and nothing is twice.
//
// FLOW_KILLS says how many deaths are wanted, FLOW_SEED replays.
import { expect, test } from "vitest";
import { z } from "zod";
import { Count, sql } from "#app/lib/sql.ts";
import { minutes } from "#app/lib/time.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { aFlow } from "#tests/support/flows.ts";
import { aWorld } from "#tests/support/world.ts";
import { expectFlowLaws } from "./flows-laws.ts";
import { aLife, endWell, goOn, type Life } from "./flows-life.ts";
import { secrets } from "./kill/order.ts";
import { platformsDoor } from "./kill/platforms-door.ts";
import { runWorker } from "./kill/run-worker.ts";

const KILLS = Number(process.env["FLOW_KILLS"] ?? 24);
const SEED = Number(process.env["FLOW_SEED"] ?? Date.now() % 1_000_000);
/** Every second worker brings the flows to rest first, and dies with their texts: between taking, handing over and recording. */
const FATES = [{ among: "", most: 12 }, { among: "text:", most: 3 }];
/** What it does is done outside: a command for each run. */
const TAGS = "trigger event(event order) entry (reentry always()) first t step t update(changes {tag(tag keen)}) then e step e end(label Tagged)";

test(`flows survive the death of ${KILLS} workers`, async () => {
  console.info(`killed flows: seed=${SEED}; replay with FLOW_SEED=${SEED}`);
  const life = await aLife({ ...(await aWorld(new Date("2026-06-15T13:00:00Z"))), secrets }, chanceFrom(SEED));
  const { world, shop, chance, deaths, platforms } = life;
  const tags = await aFlow(world, shop, TAGS);
  const door = await platformsDoor(platforms);
  let killed = 0;
  for (let worker = 1; killed < KILLS; worker++) {
    await goOn(life, worker - 1);
    const { among, most } = FATES[worker % FATES.length] ?? { among: "", most: 1 };
    const point = await runWorker({ databaseUrl: world.databaseUrl, shop, work: "flows", at: world.now().getTime(), among, dieAtPoint: chance.whole(1, most) }, worker, door);
    world.clock.advance(minutes(chance.whole(2, 400)));
    if (point === null) continue;
    killed += 1;
    deaths.set(point, (deaths.get(point) ?? 0) + 1);
  }
  await endWell(life);
  const figures = await expectFlowLaws(life);
  await expectDoneOnce(life, tags);
  console.info(`killed flows: ${JSON.stringify(figures)}, killed at ${[...deaths].map(([point, count]) => `${point} ${count}`).sort().join(", ")}`);
  expect(new Set([...deaths.keys()].map((point) => point.split(":")[0]))).toEqual(new Set(["flow", "text"]));
  expect(figures.runs).toBeGreaterThan(10);
  expect(figures.gone).toBeGreaterThan(5);
}, 300_000);

async function expectDoneOnce({ world, shop }: Life, flow: number): Promise<void> {
  const [done] = await world.db.rows(z.object({ runs: Count, doings: Count, commands: Count }), sql`
    select (select count(*) from flow_run where shop_id = ${shop} and flow_id = ${flow}) as runs, (select count(*) from flow_doing where shop_id = ${shop} and flow_id = ${flow}) as doings,
      (select count(*) from outbox o join customer c on c.shop_id = ${shop} and c.customer_id = o.customer_id where o.shop_id = ${shop} and o.kind = 'personTagAdd') as commands`);
  expect(done).toEqual({ runs: done?.runs, doings: done?.runs, commands: done?.runs });
}

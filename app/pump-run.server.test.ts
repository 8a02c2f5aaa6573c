import { expect, test } from "vitest";
import { z } from "zod";
import type { Pump } from "#app/lib/pump.server.ts";
import { sql } from "#app/lib/sql.ts";
import { pauseShop } from "#app/shops/pause-rows.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { release, wake } from "#app/lib/pump.server.ts";
import { runPump } from "./pump-run.server.ts";
import { wakeDue } from "./wake-due.server.ts";

const world = await aWorld();
const Key = z.object({ key: z.string() });
const waiting = () => world.db.rows(Key, sql`select key from graphile_worker.jobs where locked_at is null order by key`);

function counting(name: Pump["name"], rows: number[]): Pump & { steps: number } {
  const pump = { name, steps: 0, step: async () => rows[pump.steps++] ?? 0 };
  return pump;
}

test("a pump runs until it is at rest", async () => {
  const shop = await aShop(world);
  const pump = counting("mirror", [5, 2, 0]);
  await runPump(world, [pump], { pump: "mirror", shop });
  expect(pump.steps).toBe(3);
});

test("a pump that is never at rest gives way and is woken again", async () => {
  const shop = await aShop(world);
  const pump: Pump = { name: "mirror", step: async () => 1 };
  await runPump(world, [pump], { pump: "mirror", shop });
  expect(await waiting()).toContainEqual({ key: `mirror:${shop}` });
});

test("a pump whose steps are long gives way by the time they took", async () => {
  const shop = await aShop(world);
  let steps = 0;
  const pump: Pump = { name: "mirror", step: async () => (world.clock.advance(4_000), ++steps) };
  await runPump(world, [pump], { pump: "mirror", shop });
  expect(steps).toBe(3);
  expect(await waiting()).toContainEqual({ key: `mirror:${shop}` });
});

test("a shop that is paused sends nothing out, but what came in is understood", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`update shop set state = 'paused' where shop_id = ${shop}`);
  const [deliver, ingest] = [counting("deliver", []), counting("ingest", [])];
  await runPump(world, [deliver, ingest], { pump: "deliver", shop });
  await runPump(world, [deliver, ingest], { pump: "ingest", shop });
  expect([deliver.steps, ingest.steps]).toEqual([0, 1]);
});

test("a pump that throws is logged with its name and throws on", async () => {
  const shop = await aShop(world);
  const pump: Pump = { name: "mirror", step: () => Promise.reject(new Error("broken")) };
  await expect(runPump(world, [pump], { pump: "mirror", shop })).rejects.toThrow("broken");
  expect(world.lines.at(-1)).toMatchObject({ event: "pump failed", fields: { pump: "mirror", shop } });
});

test("the tick wakes the clock of every shop that is behind, and pumps whose wake-up was lost", async () => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into inbox (shop_id, source, topic, key, triggered_at, received_at, due_at, body)
    values (${shop}, 'shopify', 'orders/create', 'k', ${world.now()}, ${world.now()}, ${world.now()}, '{}')`);
  world.clock.advance(60_000);
  await wakeDue(world, 60);
  const keys = (await waiting()).map((job) => job.key);
  expect(keys).toContain(`clock:${shop}`);
  expect(keys).toContain(`ingest:${shop}`);
});

test.each(["what became of a command", "a removal that has nothing left to remove"])("the tick finds that the mirror has %s to look at", async (what) => {
  const shop = await aShop(world);
  await world.db.run(sql`insert into segment (shop_id, segment_id, name, tag, sync_state, full_due, created_at, updated_at) values (${shop}, 1, 'S', ${`segue:s${shop}`}, ${what.startsWith("a removal") ? "removing" : "on"}, false, ${world.now()}, ${world.now()})`);
  if (what.startsWith("what")) {
    await world.db.run(sql`insert into outbox (shop_id, command_id, kind, key, payload, state, due_at, created_at, done_at) values (${shop}, 1, 'tagsAdd', 'k', '{}', 'done', ${world.now()}, ${world.now()}, ${world.now()})`);
    await world.db.run(sql`insert into mirror_member (shop_id, segment_id, customer_id, tag, state, command_id, changed_at) values (${shop}, 1, 1, 'segue:s', 'adding', 1, ${world.now()})`);
  }
  await wakeDue(world, 60);
  expect(await waiting()).toContainEqual({ key: `mirror:${shop}` });
});

test("the tick asks for a shop that was shut when its time has come, and for no shop that only the merchant can open", async () => {
  const [shut, dead] = [await aShop(world), await aShop(world)];
  await pauseShop(world, shut, "The shop is frozen.", true);
  await pauseShop(world, dead, "Open Segue again.", false);
  const probed = async () => (await waiting()).flatMap(({ key }) => (key.startsWith("probe:") ? [key] : []));
  await wakeDue(world, 60);
  expect(await probed()).toEqual([]);
  world.clock.advance(60 * 60_000);
  await wakeDue(world, 60);
  expect(await probed()).toEqual([`probe:${shut}`]);
});

test("the tick has every shop looked through once a day for rows that have done their work", async () => {
  const shop = await aShop(world);
  const looked = async () => (await waiting()).some((job) => job.key === `forget:${shop}`);
  await wakeDue(world, 60);
  expect(await looked()).toBe(false);
  world.clock.advance(24 * 60 * 60_000);
  await wakeDue(world, 60);
  expect(await looked()).toBe(true);
});

test("what a worker that is no more held can be taken at once; what another holds only when it takes far too long", async () => {
  const shop = await aShop(world);
  const locked = async () => (await world.db.rows(z.object({ key: z.string(), held: z.boolean() }), sql`
    select key, locked_at is not null as held from graphile_worker.jobs where key in (${`mirror:${shop}`}, ${`ingest:${shop}`}, ${`deliver:${shop}`}) order by key`)).map(({ held }) => held);
  for (const pump of ["deliver", "ingest", "mirror"] as const) await wake(world, shop, pump);
  await world.db.run(sql`
    update graphile_worker._private_jobs set locked_by = case key when ${`mirror:${shop}`} then 'dead' when ${`ingest:${shop}`} then 'slow' else 'other' end,
      locked_at = now() - case key when ${`ingest:${shop}`} then interval '11 minutes' else interval '9 minutes' end
    where key in (${`mirror:${shop}`}, ${`ingest:${shop}`}, ${`deliver:${shop}`})`);
  expect(await locked()).toEqual([true, true, true]);
  await release(world, ["dead"]);
  expect(await locked()).toEqual([true, false, false]);
});

test("what a webhook woke is gone on with in the same run, in order, and its job waits a little in case this process dies", async () => {
  const shop = await aShop(world);
  const ran: string[] = [];
  const ingest: Pump = { name: "ingest", step: async (inside) => (await wake(inside, shop, "evaluate"), ran.push("ingest") > 1 ? 0 : 1) };
  const evaluate: Pump = { name: "evaluate", step: async () => ran.push("all of it"), follow: async (inside) => (await wake(inside, shop, "mirror"), ran.push("evaluate")) };
  const mirror: Pump = { name: "mirror", step: async () => ran.push("mirror") };
  await runPump(world, [mirror, evaluate, ingest], { pump: "ingest", shop });
  expect(ran).toEqual(["ingest", "evaluate", "mirror", "ingest"]);
  const jobs = await world.db.rows(Key.extend({ waits: z.boolean() }), sql`
    select key, run_at > created_at + interval '1 second' as waits from graphile_worker.jobs where key like ${`%:${shop}`} order by key`);
  expect(jobs).toEqual([{ key: `evaluate:${shop}`, waits: true }, { key: `mirror:${shop}`, waits: true }]);
});

test("a pump that follows and fails is left to its own job", async () => {
  const shop = await aShop(world);
  const ingest = counting("ingest", [1, 0]);
  const waking: Pump = { name: "ingest", step: async (inside, of) => (await wake(inside, of, "evaluate"), ingest.step(inside, of)) };
  await runPump(world, [waking, { name: "evaluate", step: () => Promise.reject(new Error("broken")) }], { pump: "ingest", shop });
  expect(ingest.steps).toBe(2);
  expect(await waiting()).toContainEqual({ key: `evaluate:${shop}` });
});

test("the last step, which finds nothing, is spared where the pump can look", async () => {
  const shop = await aShop(world);
  const pump = Object.assign(counting("ingest", [5]), { isDue: () => Promise.resolve(false) });
  await runPump(world, [pump], { pump: "ingest", shop });
  expect(pump.steps).toBe(1);
});

test("what many rows set off wakes at once beside the run, and the run goes on", async () => {
  const shop = await aShop(world);
  const ran: string[] = [];
  const ingest: Pump = { name: "ingest", step: async (inside) => (await wake(inside, shop, "evaluate"), ran.push("ingest") > 1 ? 0 : 200) };
  await runPump(world, [ingest, { name: "evaluate", step: async () => ran.push("evaluate") }], { pump: "ingest", shop });
  expect(ran).toEqual(["ingest", "ingest"]);
  const [job] = await world.db.rows(z.object({ waits: z.boolean() }), sql`select run_at > now() as waits from graphile_worker.jobs where key = ${`evaluate:${shop}`}`);
  expect(job).toEqual({ waits: false });
});

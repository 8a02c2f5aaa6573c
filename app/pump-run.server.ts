// Runs one pump of one shop until it is at rest. What throws here is our own bug: it is logged and
// counted, graphile-worker calls again with growing delay, and rows that failed alone were parked by
// their pump.
import { z } from "zod";
import { ShopId } from "./lib/ids.ts";
import { FOLLOWING, type Pump, PumpName, wake } from "./lib/pump.server.ts";
import { row, sql } from "./lib/sql.ts";
import { later, seconds } from "./lib/time.ts";
import { often, type World } from "./lib/world.ts";
import { pumpFailures, pumpRows, pumpSeconds } from "./metrics.server.ts";

export const PumpPayload = z.object({ pump: PumpName, shop: ShopId });
export type PumpPayload = z.infer<typeof PumpPayload>;

/** After this many steps, or this long, the pump lets other shops have their turn. */
const STEPS_MAX = 50;
const RUN_MS_MAX = seconds(10);

/** These go on after an uninstall and while a shop is paused: what came in is understood, what must be erased is erased, and a paused shop is found again. */
const ALWAYS: PumpName[] = ["ingest", "events", "forget", "probe"];

/** What a webhook sets off is gone on with at once; others wake by a job as usual. */
const FOLLOWED: PumpName[] = ["ingest", "events", "evaluate"];
/** After more than this the pumps go on side by side: what comes in meanwhile does not wait for what many set off. */
const FOLLOWED_ROWS_MAX = 20;

export async function runPump(world: World, pumps: Pump[], { pump: name, shop }: PumpPayload): Promise<void> {
  const pump = pumps.find((each) => each.name === name);
  if (!pump) return void world.log.warn("pump unknown to this version", { pump: name });
  const until = later(world.now(), RUN_MS_MAX);
  for (let step = 0; step < STEPS_MAX && world.now() < until; step++) {
    if (step > 0 && pump.isDue && !(await pump.isDue(often(world), shop))) return;
    if (!(await mayRun(world, name, shop))) return;
    const next = new Set<string>();
    const inside = FOLLOWED.includes(name) ? { ...world, next } : world;
    const moved = await runStep(inside, pump, shop);
    if (moved === 0) return;
    if (moved <= FOLLOWED_ROWS_MAX) await follow(inside, pumps, shop, next);
    else for (const woken of FOLLOWING) if (next.has(woken)) await wake(world, shop, woken);
  }
  await wake(world, shop, name);
}

/** One step of each that was woken. What is more than a step, and what fails, is left to the job that was written. */
async function follow(world: World, pumps: Pump[], shop: ShopId, next: Set<string>): Promise<void> {
  for (const name of FOLLOWING) {
    const pump = pumps.find((each) => each.name === name);
    if (!next.has(name) || !pump || !(await mayRun(world, name, shop))) continue;
    // Logged and counted there.
    await runStep(world, { ...pump, step: pump.follow ?? pump.step }, shop).catch(() => 0);
  }
}

/** After an uninstall the relay still takes our webhooks away. */
async function mayRun(world: World, pump: PumpName, shop: ShopId): Promise<boolean> {
  if (ALWAYS.includes(pump)) return true;
  const state = await stateOf(world, shop);
  return state === "active" || (state === "uninstalled" && pump === "relay");
}

async function runStep(world: World, pump: Pump, shop: ShopId): Promise<number> {
  const timed = pumpSeconds.startTimer({ pump: pump.name });
  try {
    const moved = await pump.step(world, shop);
    pumpRows.inc({ pump: pump.name }, moved);
    return moved;
  } catch (problem) {
    pumpFailures.inc({ pump: pump.name });
    world.log.error("pump failed", { pump: pump.name, shop, problem });
    throw problem;
  } finally {
    timed();
  }
}

async function stateOf(world: World, shop: ShopId): Promise<string | undefined> {
  const found = await row(world.db.often(), z.object({ state: z.string() }), sql`select state from shop where shop_id = ${shop}`);
  return found?.state;
}

// Runs the engine as its workers do: whoever was woken moves its rows until it is at rest, in an order that chance decides;
// some die at a named point, some stall there while another does their work. What throws otherwise is our bug.
import type { PumpName } from "#app/lib/pump.server.ts";
import { ShopId } from "#app/lib/ids.ts";
import { minutes } from "#app/lib/time.ts";
import { runPump } from "#app/pump-run.server.ts";
import { pumps } from "#app/pumps.server.ts";
import { wakeDue } from "#app/wake-due.server.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { z } from "zod";
import { checkHanded } from "./laws/handed.ts";
import { broke, type Life, type Scene } from "./scene.ts";
import { Death, fated } from "./sim-world.ts";
import type { Woken } from "./wakes.ts";

const RUNS_MAX = 3_000;
/** A worker that died is gone for a while before its job runs elsewhere. */
const AGAIN_MS = minutes(1);
const POINTS_MAX = 3;
/** So often nobody looks twice at what is done. */
const SPARED = 0.9;
const AGEING_SECONDS = 60;

/** Everything that is due now is done. */
export async function untilRest(life: Life): Promise<void> {
  const { world, chance, agenda } = life;
  for (let runs = 0; runs < RUNS_MAX; runs++) {
    const due = world.wakes.due();
    if (due.length === 0) return;
    const woken = chance.pick(due);
    world.wakes.take(woken);
    await runOne(life, woken);
    agenda.jump(agenda.ms() + chance.whole(1, 40));
  }
  broke(life, "rest", `after ${RUNS_MAX} runs there is still something to do: ${world.wakes.due().map(({ name }) => name).join(", ")}`);
  world.wakes.clear();
}

async function runOne(life: Life, woken: Woken): Promise<void> {
  const { chance, agenda, faults: { workers } } = life;
  const kind = chance.happens(workers.die) ? "dies" : chance.happens(workers.stall) ? "stalls" : null;
  const world = kind === null ? life.world : fated(life.world, { kind, atPoint: chance.whole(1, POINTS_MAX) }, agenda, async (at) => {
    life.counts.stalls += 1;
    life.log.write(agenda.ms(), "stalls", woken.pump, at);
    await step(life, life.world, woken);
  });
  await step(life, world, woken);
}

async function step(life: Life, world: Life["world"], { pump, shop, name }: Woken): Promise<void> {
  const { agenda, log } = life;
  const scene = life.scenes.find((each) => each.shop === shop);
  try {
    await runPump(world, pumps, { pump, shop: ShopId.parse(shop) });
    log.write(agenda.ms(), "ran", scene?.n ?? 0, name.endsWith("later") ? `${pump} later` : pump);
    if (life.chance.happens(SPARED)) life.world.wakes.dropSpare();
  } catch (problem) {
    if (problem instanceof Death) {
      life.counts.kills += 1;
      log.write(agenda.ms(), "dies", pump, problem.at);
    } else broke(life, "no pump throws", `${pump}: ${problem instanceof Error ? (problem.stack ?? problem.message).split("\n").slice(0, 4).join(" | ") : String(problem)}`);
    // The job of a worker that died is still there, and runs elsewhere: no death loses it.
    await life.world.wakes.surely(async () => life.world.wakes.told({ name, pump, shop, inMs: AGAIN_MS, keeps: false }));
  }
  if (scene) await look(life, scene, pump);
}

/** What was just learned, and what was just sent. */
async function look(life: Life, scene: Scene, pump: PumpName): Promise<void> {
  if (pump === "ingest" && (scene.words.hasNews() || scene.orders.some(({ knownAt }) => knownAt === null)) && (await isUnderstood(life, scene))) {
    scene.words.learn(life.agenda.ms());
    for (const order of scene.orders) order.knownAt ??= life.agenda.ms();
  }
  if (pump === "import" && scene.unread.length > 0 && (await isRead(life, scene))) for (const know of scene.unread.splice(0)) know(life.agenda.ms());
  if (scene.fresh.length > 0) await checkHanded(life, scene);
}

async function isUnderstood({ world }: Life, { shop }: Scene): Promise<boolean> {
  const found = await row(world.db, z.object({ due: Count }), sql`select count(*) as due from inbox where shop_id = ${shop} and state = 'due'`);
  return found?.due === 0;
}

async function isRead({ world }: Life, { shop }: Scene): Promise<boolean> {
  const found = await row(world.db, z.object({ open: Count }), sql`select count(*) as open from import_run where shop_id = ${shop} and state = 'reading'`);
  return found?.open === 0;
}

/** The tick: whose wake-up was lost, and whose time has come. Its statement wakes in the database, so what it found is woken here. */
export async function tick(life: Life): Promise<void> {
  await life.world.wakes.surely(() => wakeDue(life.world, AGEING_SECONDS));
  life.log.write(life.agenda.ms(), "tick");
}


// The pump `replay`: takes a replay a set of people further. Nothing is written but sums, so a set that dies is counted anew.
// Asking for another replay of the same flow calls off the one that is under way.
import { setImmediate } from "node:timers/promises";
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { Problem } from "../../lib/problem.ts";
import { type Pump, wake } from "../../lib/pump.server.ts";
import { days as inDays } from "../../lib/time.ts";
import { transact, type World } from "../../lib/world.ts";
import type { FlowDefinition } from "../definition.ts";
import { digestOf } from "../flow/digest.ts";
import { addUp } from "./add-up.ts";
import { candidatesOf } from "./candidates.ts";
import { candidatesAfter, countCandidates } from "./past-rows.server.ts";
import { measureTexts, pricesBy } from "./prices.server.ts";
import { readPasts, readReplaying, type Reading } from "./read-past.server.ts";
import { replayPerson } from "./replay.ts";
import { endReplays, failReplay, insertReplay, isAnyRunning, type Running, runningReplay, saveFurther } from "./replay-rows.server.ts";
import type { Past } from "./replaying.ts";
import { EMPTY_RESULT, type ReplayResult } from "./result.ts";
import { standInsOf } from "./stand-ins.ts";

export type { ReplayView } from "./replay-view.ts";
export { readReplay } from "./replay-rows.server.ts";

export const DAYS_DEFAULT = 90;
export const DAYS_MAX = 365;
const PEOPLE_MAX = 1_000;
const READ_AT_ONCE = 250;
/** Some milliseconds each; then whatever else this process has to do has its turn. */
const AT_A_STRETCH = 20;

export async function startReplay(world: World, shop: ShopId, { flow, definition, days = DAYS_DEFAULT }: { flow: number; definition: FlowDefinition; days?: number }): Promise<{ replayId: string } | { problems: Problem[] }> {
  if (!Number.isInteger(days) || days < 1 || days > DAYS_MAX) return { problems: [{ path: ["days"], message: `Choose between 1 and ${DAYS_MAX} days.` }] };
  return transact(world, async (inside) => {
    const now = inside.now();
    await endReplays(inside, shop, flow, now);
    const replayId = await insertReplay(inside, shop, { flow, digest: digestOf(definition), definition, days, until: now });
    await wake(inside, shop, "replay");
    return { replayId };
  });
}

/** Returns how many were under way. */
export const cancelReplay = (world: World, shop: ShopId, flow: number): Promise<number> => endReplays(world, shop, flow, world.now());

export const replay: Pump = {
  name: "replay",
  step: (world, shop) => transact(world, (inside) => replaySet(inside, shop)),
  isDue: isAnyRunning,
};

/** Returns how many people were looked at, and one more while there is anything to do. */
export async function replaySet(world: World, shop: ShopId, limit = PEOPLE_MAX): Promise<number> {
  const running = await runningReplay(world, shop);
  if (!running) return 0;
  const { until, days, definition, flow } = running;
  const span = { from: until.getTime() - inDays(days), until: until.getTime() };
  const sources = candidatesOf(definition.triggers, span);
  const reading = await readReplaying(world, shop, { flow, definition, ...span });
  const customers = await candidatesAfter(world, shop, sources, running.cursor ?? "0", limit);
  const result = running.cursor === null ? await firstResult(world, shop, reading, customers) : running.result;
  const total = running.total ?? (customers.length < limit ? customers.length : await countCandidates(world, shop, sources));
  await walkAll(world, shop, running, reading, result, customers);
  const isLast = customers.length < limit;
  const now = world.now();
  if (isLast && result.broken > 0 && result.broken >= result.people) await failReplay(world, shop, running.replayId, "None of the people’s past could be walked through.", now);
  else await saveFurther(world, shop, running.replayId, { cursor: customers.at(-1) ?? running.cursor, people: running.people + customers.length, total, result, doneAt: isLast ? now : null });
  return customers.length + 1;
}

async function firstResult(world: World, shop: ShopId, reading: Reading, customers: readonly CustomerId[]): Promise<ReplayResult> {
  const { replaying: { version: { definition }, from }, segments } = reading;
  const standIns = standInsOf(definition, { from, recorded: Object.fromEntries([...segments].map(([segment, { since }]) => [segment, since])), nameOf: (segment) => segments.get(segment)?.name ?? `Segment ${segment}` });
  return { ...structuredClone(EMPTY_RESULT), standIns, lengths: await measureTexts(world, shop, reading, customers, world.now()) };
}

/** While some are walked through, the database reads the next. */
async function walkAll(world: World, shop: ShopId, running: Running, reading: Reading, result: ReplayResult, customers: readonly CustomerId[]): Promise<void> {
  const read = (from: number) => readPasts(world, shop, reading.replaying, customers.slice(from, from + READ_AT_ONCE));
  let pasts = await read(0);
  for (let from = 0; from < customers.length; from += READ_AT_ONCE) [pasts] = await Promise.all([read(from + READ_AT_ONCE), walkSome(world, shop, running, reading, result, pasts)]);
}

async function walkSome(world: World, shop: ShopId, running: Running, reading: Reading, result: ReplayResult, pasts: readonly Past[]): Promise<void> {
  for (const [index, past] of pasts.entries()) {
    addOne(world, shop, running, reading, result, past);
    if (index % AT_A_STRETCH === AT_A_STRETCH - 1) await setImmediate();
  }
}

/** What throws here is our bug, and concerns this person alone. */
function addOne(world: World, shop: ShopId, { replayId, flow }: Running, { replaying }: Reading, result: ReplayResult, past: Past): void {
  try {
    addUp(result, replaying, past, replayPerson(replaying, past), pricesBy(result.lengths));
  } catch (problem) {
    result.broken += 1;
    world.log.error("replay of a person broke", { shop, flow, replay: replayId, problem });
  }
}

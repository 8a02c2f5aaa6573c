// Takes runs further, a set at a time in one transaction: whatever each has heard makes one line of its ledger (a move one
// more), a timer that is due is heard by its fence, and a condition that time may have changed is looked at. A run that
// cannot be decided is set aside alone.
import type { ShopId } from "../../lib/ids.ts";
import { often, transact, type World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { versionName } from "../flow/version-rows.server.ts";
import { drawsOf } from "../experiment/draw.ts";
import { readWeights, type WeightsOf } from "../experiment/weights.server.ts";
import type { Run } from "../fold.ts";
import { Heard } from "../ledger.ts";
import { type FactsOf, loadFacts } from "../person/load.server.ts";
import { holdAsked, markAsked } from "./asked.server.ts";
import { decideRun, type HeardOnce } from "./decide-run.ts";
import { claimRuns, type DueRow, forgetTold, type ToldRow, toldTo } from "./due-rows.server.ts";
import { lookAt } from "./look-at.ts";
import { columnsOf, RunJson } from "./run-json.ts";
import { type Look, type Parked, parkRuns, type RunMoved, setLooks, updateRuns } from "./save-rows.server.ts";
import { type MovedRun, settleRuns } from "./settle-runs.server.ts";
import { definitionsIn, flowsIn, readVersions, type Versions } from "./versions.server.ts";

const RUNS_MAX = 500;

type Told = { due: DueRow; told: ToldRow[] };
type Known = { versions: Versions; facts: FactsOf; weights: WeightsOf };
type Decided = { kind: "moved"; moved: MovedRun; saved: RunMoved } | { kind: "still"; look: Look | null } | { kind: "parked"; parked: Parked };

/** Returns how many runs were looked at. */
export async function advanceDue(world: World, shop: ShopId, limit = RUNS_MAX): Promise<number> {
  const count = await transact(often(world), (inside) => advanceSome(inside, shop, limit));
  if (count > 0) await world.point("flow:advanced");
  return count;
}

async function advanceSome(world: World, shop: ShopId, limit: number): Promise<number> {
  const segments = await holdAsked(world, shop);
  const found = await readShop(world, shop);
  const due = found ? await claimRuns(world, shop, world.now(), limit) : [];
  if (!found || due.length === 0) return 0;
  // Whoever held them before us has written what happened up to now.
  const now = world.now();
  const told = await toldTo(world, shop, due.map(({ runId }) => runId));
  const byRun = Map.groupBy(told, ({ runId }) => runId);
  const runs = due.map((each): Told => ({ due: each, told: byRun.get(each.runId) ?? [] }));
  const versions = await readVersions(world, shop, runs.flatMap(({ due: { flowId: flow, version }, told }) => [{ flow, version }, ...told.flatMap((each) => (each.version === null ? [] : [{ flow, version: each.version }]))]));
  const customers = [...new Set(due.map(({ customerId }) => customerId))];
  const facts = await loadFacts(world, shop, customers, definitionsIn(versions), now);
  const weights = await readWeights(world, shop, flowsIn(versions), customers);
  await world.point("flow:claimed");
  const decided = runs.map((run) => decideSafely(world, shop, run, { versions, facts, weights }, now));
  await updateRuns(world, shop, decided.flatMap((each) => (each.kind === "moved" ? [each.saved] : [])));
  if (segments.size > 0) await markAsked(world, shop, segments, decided.flatMap(askedMove), now);
  await settleRuns(world, shop, found, decided.flatMap((each) => (each.kind === "moved" ? [each.moved] : [])), now);
  await setLooks(world, shop, decided.flatMap((each) => (each.kind === "still" && each.look ? [each.look] : [])));
  const parked = decided.flatMap((each) => (each.kind === "parked" ? [each.parked] : []));
  await parkRuns(world, shop, parked);
  // What a run that is set aside has yet to hear waits with it.
  const aside = new Set(parked.map(({ runId }) => runId));
  await forgetTold(world, shop, told.flatMap(({ runId, heardId }) => (aside.has(runId) ? [] : [heardId])));
  await world.point("flow:before-commit");
  return due.length;
}

/** What a segment may ask about of it. */
const askedMove = (each: Decided) => (each.kind === "moved" ? [{ flowId: each.moved.flowId, customerId: each.moved.customerId, isStep: each.saved.endedAt === null && drawsOf(each.moved).length === 0 }] : []);

/** What throws here is our bug, and concerns this run alone. */
function decideSafely(world: World, shop: ShopId, run: Told, known: Known, now: Date): Decided {
  try {
    return decide(run, known, now);
  } catch (problem) {
    world.log.error("run parked", { shop, run: run.due.runId, flow: run.due.flowId, problem });
    return parkedAs(run.due, problem instanceof Error ? problem.message : String(problem));
  }
}

const PROBLEM_MAX = 500;
const parkedAs = ({ runId }: DueRow, problem: string): Decided => ({ kind: "parked", parked: { runId, problem: problem.slice(0, PROBLEM_MAX) } });

function decide({ due, told }: Told, { versions, facts: factsOf, weights }: Known, now: Date): Decided {
  const version = versions.get(versionName({ flow: due.flowId, version: due.version }));
  const read = RunJson.safeParse(due.run);
  if (!version) return parkedAs(due, `Version ${due.version} of its flow cannot be read.`);
  if (!read.success) return parkedAs(due, "Where it stands cannot be read.");
  const run = read.data;
  const facts = { ...factsOf(due.customerId, now.getTime(), due.runId), weights: weights(due.flowId, due.customerId) };
  const result = decideRun(version, run, [...heardOf(due, told, versions), ...timed(due, run, now)], facts, now.getTime());
  const last = result.steps.at(-1);
  const after = last?.after ?? run;
  const look = lookAt(result.version.definition, after, (node) => factsOf.flipsAt(due.customerId, node, now.getTime()), now.getTime());
  if (!last) return isDue(due, run, now) ? parkedAs(due, "Its timer does nothing.") : { kind: "still", look: look === (due.lookAt?.getTime() ?? null) ? null : { runId: due.runId, lookAt: instant(look) } };
  const { dueAt, endedAt, ...columns } = columnsOf(after);
  return {
    kind: "moved",
    moved: { runId: due.runId, flowId: due.flowId, customerId: due.customerId, group: due.group, lines: due.lines, version: result.version, versions: [version, result.version], steps: result.steps },
    saved: { runId: due.runId, version: result.version.version, run: after, lines: due.lines + result.steps.length, lookAt: instant(look), dueAt: instant(dueAt), endedAt: instant(endedAt), ...columns },
  };
}

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at));
/** The timer of whoever stands still is none. */
const isDue = ({ dueAt }: DueRow, { isPaused }: Run, now: Date): boolean => dueAt !== null && dueAt <= now && !isPaused;

function heardOf(due: DueRow, told: readonly ToldRow[], versions: Versions): HeardOnce[] {
  return told.map(({ heard, version: number }) => {
    const read = Heard.parse(heard);
    const version = number === null ? null : versions.get(versionName({ flow: due.flowId, version: number }));
    if (version === undefined || (number !== null && version === null)) throw new Error(`Version ${number}, to which it is moved, cannot be read.`);
    return { heard: read, version };
  });
}

/** Its timer, a look, and the end of whoever is no customer any more. */
function timed(due: DueRow, run: Run, now: Date): HeardOnce[] {
  const { lookAt: at, endedAt, isThere } = due;
  const all: Heard[] = [];
  if (!isThere && endedAt === null) all.push({ kind: "stop", reason: "personGone" });
  if (isDue(due, run, now) && run.blocked) all.push({ kind: "timer", fence: run.blocked.fence });
  if (at !== null && at <= now) all.push({ kind: "changed" });
  return all.map((heard) => ({ heard, version: null }));
}

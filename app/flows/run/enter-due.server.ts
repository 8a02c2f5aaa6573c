// Lets in whom triggers told of, or says why not. Who decides holds the shop's entries, so nobody is let in twice and no cap is
// passed, however many workers there are; whoever waits for a cap keeps their place in the queue.
import type { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";
import { lockFlows } from "../../lib/lock.server.ts";
import { later, minutes } from "../../lib/time.ts";
import { often, transact, type World } from "../../lib/world.ts";
import { HELD_UNTIL } from "../../messages/campaigns/campaign-texts.ts";
import { readShop } from "../../shops/rows.server.ts";
import type { Around } from "../enter.ts";
import { readWeights, type WeightsOf } from "../experiment/weights.server.ts";
import { versionName } from "../flow/version-rows.server.ts";
import type { HeardOf } from "../ledger.ts";
import { type FactsOf, loadFacts } from "../person/load.server.ts";
import { holdAsked, markAsked } from "./asked.server.ts";
import { decideRun } from "./decide-run.ts";
import { enterMany, type Known, type Ousted, safely, type Surely, type Verdict } from "./enter-many.ts";
import type { EntryRow } from "./entry-row.ts";
import { type Capped, decideEntries, dueEntries, entriesOf, type EntryDecided, lastLeft, standings, waitingBefore } from "./entry-rows.server.ts";
import { lookAt } from "./look-at.ts";
import { columnsOf } from "./run-json.ts";
import { hearRuns } from "./run-rows.server.ts";
import { insertRuns, newRunIds, type RunSaved } from "./save-rows.server.ts";
import { type MovedRun, settleRuns } from "./settle-runs.server.ts";
import { definitionsIn, flowsIn, readVersions } from "./versions.server.ts";

const ENTRIES_MAX = 500;
/** Where its version cannot be read somebody has to look. */
const UNREADABLE_MS = minutes(1);

type Asked = { entry: EntryRow; of: Surely };

/** Returns how many were looked at. */
export async function enterDue(world: World, shop: ShopId, limit = ENTRIES_MAX): Promise<number> {
  const count = await transact(often(world), (inside) => enterSome(inside, shop, limit));
  if (count > 0) await world.point("flow:entered");
  return count;
}

async function enterSome(world: World, shop: ShopId, limit: number): Promise<number> {
  const segments = await holdAsked(world, shop);
  await lockFlows(world, shop);
  const now = world.now();
  const found = await readShop(world, shop);
  const due = found ? await dueEntries(world, shop, now, limit) : [];
  if (!found || due.length === 0) return 0;
  const versions = await readVersions(world, shop, due.flatMap(({ flow, version }) => (version === null ? [] : [{ flow, version }])));
  const asked: Asked[] = [];
  const decided: EntryDecided[] = [];
  for (const entry of due) {
    const version = entry.version === null ? null : versions.get(versionName({ flow: entry.flow, version: entry.version }));
    const isOpen = entry.state === "live" || entry.state === "shadow";
    if (isOpen && version) asked.push({ entry, of: { ...version, shadow: entry.state === "shadow" } });
    else if (isOpen) decided.push(waiting(entry, entry.reason, later(now, UNREADABLE_MS)));
    // Until it goes on (releaseEntries).
    else if (entry.state === "paused") decided.push(waiting(entry, entry.reason, HELD_UNTIL));
    else decided.push({ entryId: entry.entryId, state: "refused", reason: "over", dueAt: null, runId: null });
  }
  const customers = [...new Set(asked.map(({ entry }) => entry.customerId))];
  const facts = await loadFacts(world, shop, customers, definitionsIn(versions), now);
  const weights = await readWeights(world, shop, flowsIn(versions), customers);
  const { verdicts, ousted } = enterMany(asked, await knownOf(world, shop, asked, facts, found.timeZone, now), now.getTime());
  await world.point("flow:entries-decided");
  const begun = verdicts.map((verdict) => (verdict.kind === "entered" ? begin(verdict, { facts, weights }, now) : verdict));
  const entered = begun.flatMap((each) => (each.kind === "entered" ? [each] : []));
  await insertRuns(world, shop, entered.map(({ saved }) => saved));
  await markAsked(world, shop, segments, entered.map(({ saved }) => saved), now);
  await settleRuns(world, shop, found, entered.map(({ moved }) => moved), now);
  await hearRuns(world, shop, ousted.map(toldOf), now);
  for (const each of begun) if (each.kind === "parked") world.log.error("entry parked", { shop, entry: each.entry.entryId, flow: each.entry.flow, problem: each.problem });
  await decideEntries(world, shop, [...decided, ...begun.map(decidedBy)], now);
  await world.point("flow:entries-before-commit");
  return due.length;
}

const waiting = ({ entryId }: EntryRow, reason: string | null, dueAt: Date): EntryDecided => ({ entryId, state: "waiting", reason, dueAt, runId: null });

function decidedBy(verdict: Verdict): EntryDecided {
  const { entry } = verdict;
  switch (verdict.kind) {
    case "entered": return { entryId: entry.entryId, state: "entered", reason: null, dueAt: null, runId: verdict.runId };
    case "refused": return { entryId: entry.entryId, state: "refused", reason: verdict.reason, dueAt: null, runId: null };
    case "waits": return waiting(entry, verdict.reason, new Date(verdict.until));
    case "parked": return { entryId: entry.entryId, state: "parked", reason: null, dueAt: null, runId: null, problem: messageOf(verdict.problem) };
    default: return verdict satisfies never;
  }
}

const PROBLEM_MAX = 500;
const messageOf = (problem: unknown): string => (problem instanceof Error ? problem.message : String(problem)).slice(0, PROBLEM_MAX);

const toldOf = ({ run, how }: Ousted) => ({ run, heard: how === "pause" ? ({ kind: "pause" } as const) : ({ kind: "stop", reason: how } as const) });

async function knownOf(world: World, shop: ShopId, asked: readonly Asked[], facts: FactsOf, zone: string, now: Date): Promise<Known> {
  const customers = [...new Set(asked.map(({ entry }) => entry.customerId))];
  const flows = [...new Map(asked.map(({ entry, of }) => [entry.flow, of.definition]))];
  const groups = [...new Set(flows.flatMap(([, { entry }]) => entry.group ?? []))];
  const segments = [...new Set(flows.flatMap(([, { entry, triggers }]) => (entry.reentry.kind === "rematch" ? triggers.flatMap((trigger) => (trigger.kind === "segment" ? [trigger.segment] : [])) : [])))];
  const left = new Map((await lastLeft(world, shop, customers, segments)).map(({ customerId, segment, at }) => [`${customerId}/${segment}`, at.getTime()]));
  const capped = flows.flatMap(([flow, { entry }]): Capped[] => (entry.perHour === null && entry.perDay === null && entry.total === null ? [] : [{ flow, total: entry.total !== null }]));
  const entries = new Map((await entriesOf(world, shop, capped, now)).map(({ flow, hourFrom, dayFrom, ...counts }): [number, Around["entries"]] => [flow, { ...counts, hourFrom: hourFrom?.getTime() ?? null, dayFrom: dayFrom?.getTime() ?? null }]));
  return {
    // Whoever is placed where they would stand met the condition when they would have entered.
    holds: ({ customerId, place }, { entry }) => (entry.when && place === null ? facts(customerId, now.getTime()).holds(entry.when) : true),
    leftSegmentAt: ({ customerId, trigger: index }, { triggers }) => {
      const trigger = triggers[index];
      return trigger?.kind === "segment" ? (left.get(`${customerId}/${trigger.segment}`) ?? null) : null;
    },
    standings: await standings(world, shop, { customers, flows: flows.map(([flow]) => flow), groups }), entries, queues: await queuesOf(world, shop, asked, capped, now), zone,
    runIds: await newRunIds(world, shop, asked.length),
  };
}

/** How many stood in the queue before the first of these. */
async function queuesOf(world: World, shop: ShopId, asked: readonly Asked[], capped: readonly Capped[], now: Date): Promise<Map<number, number>> {
  const queues = new Map<number, number>();
  for (const { flow } of capped) {
    const first = asked.find(({ entry }) => entry.flow === flow);
    if (first) queues.set(flow, await waitingBefore(world, shop, flow, first.entry.entryId, now));
  }
  return queues;
}

type Entered = Extract<Verdict, { kind: "entered" }>;
type Loaded = { facts: FactsOf; weights: WeightsOf };
type Begun = Entered & { saved: RunSaved; moved: MovedRun };

function begin(verdict: Entered, loaded: Loaded, now: Date): Begun | Extract<Verdict, { kind: "parked" }> {
  const begun = safely(() => ({ ...verdict, ...firstLine(verdict, loaded, now) }));
  return "problem" in begun ? { kind: "parked", entry: verdict.entry, problem: begun.problem } : begun;
}

function firstLine({ entry, of: { definition, version: number }, runId, key, control }: Entered, { facts, weights }: Loaded, now: Date): Pick<Begun, "saved" | "moved"> {
  const version = { version: number, definition };
  const heard: HeardOf<"enter"> = { kind: "enter", person: entry.customerId, trigger: entry.trigger, id: entry.fact, at: entry.at.getTime(), about: entry.about, control, ...(entry.place && { place: entry.place }) };
  const { steps } = decideRun(version, null, [{ heard, version: null }], { ...facts(entry.customerId, now.getTime(), runId), weights: weights(entry.flow, entry.customerId) }, now.getTime());
  const run = steps.at(-1)?.after;
  invariant(run, "whoever is let in has a first line");
  const { dueAt, endedAt, ...columns } = columnsOf(run);
  return {
    moved: { runId, flowId: entry.flow, customerId: entry.customerId, group: definition.entry.group, lines: 0, version, versions: [version], steps },
    saved: {
      runId, flowId: entry.flow, version: number, customerId: entry.customerId, key, control, group: definition.entry.group, priority: definition.entry.priority, run, lines: steps.length, enteredAt: now, ...columns,
      dueAt: instant(dueAt), endedAt: instant(endedAt), lookAt: instant(lookAt(definition, run, (node) => facts.flipsAt(entry.customerId, node, now.getTime()), now.getTime())),
    },
  };
}

const instant = (at: number | null): Date | null => (at === null ? null : new Date(at));


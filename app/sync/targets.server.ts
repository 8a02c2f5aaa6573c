// Keeps each target's place on its platform equal to its segment, within the mirror's transaction (mirror.server.ts):
// what became of earlier commands, then the difference for those who changed (or a whole segment), as commands for
// the relay.
import type { CustomerId, SegmentId, ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { earlier, hours } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { enqueuePlatform, type PlatformKeyed } from "../outbox/enqueue-platform.server.ts";
import { membershipOf } from "../platforms/capabilities.ts";
import { compareDue, settlePlaces } from "./compare.server.ts";
import { finishEnding } from "./disconnect.server.ts";
import { takeReworded } from "./reworded-rows.server.ts";
import { decideTarget, isNewWindow, movesOf, mustAsk, QUIET_CAUSES, SKIPPED } from "./target.ts";
import { besidesTarget, type BesideRow, countUnlike, forgetTarget, isMoving, markSkipped, markTargetAdding, markTargetRemoving } from "./target-member-rows.server.ts";
import { allTargets, endFirst, goOn, noteMoved, noteWhole, openWindow, setCommand, setTarget, setWhole, type Target, waitForYes } from "./target-rows.server.ts";
import { neighbours, type SettledPerson, settleTargets } from "./target-settle-rows.server.ts";

const SETTLED_MAX = 10_000;
const MOVED_MAX = 10_000;
/** Whom a platform did not know may be known to it by the next night. */
const RETRY_MS = hours(20);

export type Moved = { segment_id: SegmentId; customer_id: CustomerId | null; cause: string };

/** Returns how many people it moved on. */
export async function keepTargets(world: World, shop: ShopId, changes: Moved[], now: Date): Promise<number> {
  const settled = await settleTargets(world, shop, SETTLED_MAX);
  const places = await settlePlaces(world, shop, now);
  const targets = await allTargets(world, shop);
  await tellEntered(world, shop, targets, settled, now);
  const asked = await askedFor(world, shop, settled);
  const reworded = Map.groupBy(await takeReworded(world, shop, SETTLED_MAX), keyOf);
  let moved = settled.length + places + reworded.size;
  for (const target of targets) {
    const fresh = [...changes.filter((change) => change.segment_id === target.segment_id), ...(reworded.get(keyOf(target)) ?? []).map((each) => ({ ...each, cause: "sync" }))];
    moved += await keepTarget(world, shop, target, { asked: asked.get(keyOf(target)) ?? new Map(), fresh }, now);
  }
  moved += await compareDue(world, shop, targets, now);
  await endFirst(world, shop);
  await finishEnding(world, shop, now);
  return moved;
}

const keyOf = ({ connection_id, segment_id }: Pick<Target, "connection_id" | "segment_id">) => `${connection_id}/${segment_id}`;

/** Are they told of, should they have to move once more? */
type Asked = Map<CustomerId, boolean>;

/** Whoever is settled is looked at once more, and whoever waited for them; not whom the platform has just passed over. */
async function askedFor(world: World, shop: ShopId, settled: SettledPerson[]): Promise<Map<string, Asked>> {
  const again = settled.filter(({ was, outcome }) => was === "removing" || (outcome !== "skipped" && outcome !== "refused"));
  const waited = await neighbours(world, shop, settled.filter(({ was }) => was === "removing"));
  const by = Map.groupBy([...waited.map((each) => ({ ...each, loud: false })), ...again], keyOf);
  return new Map([...by].map(([key, people]) => [key, new Map(people.map(({ customer_id, loud }) => [customer_id, loud]))]));
}

/** The platform has them, or has them no more: only now may it start what the merchant built on that. */
async function tellEntered(world: World, shop: ShopId, targets: Target[], settled: SettledPerson[], now: Date): Promise<void> {
  const byKey = new Map(targets.map((target) => [keyOf(target), target]));
  const told = settled.filter((person) => person.loud && (person.outcome === "accepted" || (person.was === "removing" && person.outcome === "skipped")));
  for (const [connection, people] of Map.groupBy(told.filter((person) => byKey.get(keyOf(person))?.events), ({ connection_id }) => connection_id)) {
    await enqueuePlatform(world, shop, connection, people.map(({ segment_id: segmentId, customer_id: customerId, moves, was, at }): PlatformKeyed => ({
      key: `track/${connection}/${segmentId}/${customerId}/${moves}`,
      command: { kind: "platformTrack", segmentId, customerId, event: was === "adding" ? "Segment Entered" : "Segment Exited", moves, at: at.toISOString() },
    })), now);
  }
}

type Due = { asked: Asked; fresh: Moved[] };

async function keepTarget(world: World, shop: ShopId, target: Target, { asked, fresh }: Due, now: Date): Promise<number> {
  if (target.segment_gone && target.state !== "removing") {
    await setTarget(world, shop, target, { state: "removing" });
    return 1;
  }
  const isOpen = target.connection === "on" || (target.connection === "ending" && target.state === "removing");
  const isWhole = target.whole_due || fresh.some(({ customer_id }) => customer_id === null);
  if (!isWhole && fresh.length === 0 && asked.size === 0) return 0;
  if (!isOpen || target.state === "paused" || target.state === "broken" || (target.place_ref === null && target.state !== "removing")) {
    if (fresh.length > 0) await setWhole(world, shop, target, true);
    return 0;
  }
  if (target.state === "removing") return remove(world, shop, target, now);
  const told = fresh.flatMap(({ customer_id, cause }) => (customer_id !== null && !QUIET_CAUSES.includes(cause) ? [customer_id] : []));
  const loud = new Set([...told, ...[...asked].flatMap(([customer, isLoud]) => (isLoud ? [customer] : []))]);
  // While a yes is waited for, everybody is counted.
  const people = isWhole || target.state === "waiting" ? null : [...new Set([...asked.keys(), ...fresh.flatMap(({ customer_id }) => (customer_id === null ? [] : [customer_id]))])];
  return difference(world, shop, target, { people, loud }, now);
}

async function difference(world: World, shop: ShopId, target: Target, { people, loud }: { people: CustomerId[] | null; loud: Set<CustomerId> }, now: Date): Promise<number> {
  const asked = { connection: target.connection_id, segment: target.segment_id, isWanted: target.state !== "removing", people, retryBefore: earlier(now, RETRY_MS) };
  if (target.state !== "first" && target.state !== "removing") {
    const counts = await countUnlike(world, shop, asked);
    const windowed = isNewWindow(target.window_at, now) ? { moved: 0, people: await openWindow(world, shop, target, now) } : { moved: target.window_moved, people: target.window_people };
    const mustWait = mustAsk({ ...counts, ...windowed, allowedAdd: target.allowed_add, allowedRemove: target.allowed_remove }, target.settings);
    if (mustWait) {
      // Of a part of the segment it is shown what waits in all, in the next step.
      await waitForYes(world, shop, target, { ...counts, wholeDue: people !== null }, now);
      return people !== null ? 1 : 0;
    }
    if (target.state === "waiting") await goOn(world, shop, target);
  }
  const rows = await besidesTarget(world, shop, asked, MOVED_MAX);
  const moved = await carryOut(world, shop, target, rows, target.state === "first" ? new Set() : loud, now);
  if (people === null) {
    if (rows.length === MOVED_MAX) await setWhole(world, shop, target, true);
    else await noteWhole(world, shop, target);
  }
  return moved;
}

async function carryOut(world: World, shop: ShopId, target: Target, rows: BesideRow[], loud: Set<CustomerId>, now: Date): Promise<number> {
  const of = { connection: target.connection_id, segment: target.segment_id };
  const steps = Map.groupBy(rows, decideTarget);
  const [adds, removes] = [steps.get("add") ?? [], steps.get("remove") ?? []];
  await forgetTarget(world, shop, of, (steps.get("forget") ?? []).map((row) => row.customer_id));
  const skips = (steps.get("skip") ?? []).flatMap(({ customer_id: customerId, skip }) => (skip === null ? [] : [{ customerId, reason: SKIPPED[skip] }]));
  await markSkipped(world, shop, of, skips, now);
  for (const [op, moving, mark] of [["remove", removes, markTargetRemoving], ["add", adds, markTargetAdding]] as const) {
    const commandIds = await command(world, shop, target, op, moving.map((row) => row.customer_id), now);
    const people = moving.map((row, index) => ({ customerId: row.customer_id, moves: movesOf(row.stay, op), loud: loud.has(row.customer_id) && !row.moved, commandId: required(commandIds[index]) }));
    if (people.length > 0) await mark(world, shop, { ...of, people, now });
  }
  await noteMoved(world, shop, target, { adds: adds.length, removes: removes.length });
  return adds.length + removes.length + skips.length;
}

/** The command of each person, in batches as large as the platform takes. */
async function command(world: World, shop: ShopId, target: Target, op: "add" | "remove", people: CustomerId[], now: Date): Promise<string[]> {
  const way = membershipOf(target.platform, target.model);
  invariant(way, "a target's platform keeps members");
  const size = op === "add" ? way.addBatch : way.removeBatch;
  const key = `${target.connection_id}/${target.segment_id}/${op}/${world.ids.uuid()}`;
  const batches: PlatformKeyed[] = [];
  for (let start = 0; start < people.length; start += size) {
    const batch = people.slice(start, start + size);
    const customerId = size === 1 ? (batch[0] ?? null) : null;
    batches.push({ key: `${key}/${start}`, people: batch, command: { kind: "platformChange", segmentId: target.segment_id, op, customerId } });
  }
  const ids = await enqueuePlatform(world, shop, target.connection_id, batches, now);
  return batches.flatMap(({ key, people = [] }) => people.map(() => required(ids.get(key))));
}

/** A list goes with everybody in it; of a property or a tag each person is freed first. */
async function remove(world: World, shop: ShopId, target: Target, now: Date): Promise<number> {
  if (target.command_id !== null) return 0;
  const of = { connection: target.connection_id, segment: target.segment_id };
  const goesWhole = target.model === "list" || target.model === "segment";
  const moved = goesWhole || target.place_ref === null ? 0 : await difference(world, shop, target, { people: null, loud: new Set() }, now);
  if (moved > 0 || (await isMoving(world, shop, of))) return moved;
  const key = `${target.connection_id}/${target.segment_id}/drop/${world.ids.uuid()}`;
  const ids = await enqueuePlatform(world, shop, target.connection_id, [{ key, command: { kind: "platformDrop", segmentId: target.segment_id } }], now);
  await setWhole(world, shop, target, false);
  await setCommand(world, shop, target, required(ids.get(key)));
  return 1;
}

function required(id: string | null | undefined): string {
  invariant(id, "a new key makes a new command");
  return id;
}

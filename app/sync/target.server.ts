// Targets as the screens see them: keep a segment on a platform, pause it, go on, say yes to a large change, make a
// place that was deleted there anew, stop (with the place or without), and how it stands.
import { z } from "zod";
import type { SegmentId, ShopId } from "../lib/ids.ts";
import { invariant } from "../lib/invariant.ts";
import { lockMirror } from "../lib/lock.server.ts";
import type { Problem } from "../lib/problem.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { enqueuePlatform } from "../outbox/enqueue-platform.server.ts";
import { PLACE_MODELS } from "../platforms/adapter.ts";
import { CAPABILITIES, membershipOf } from "../platforms/capabilities.ts";
import { type ConnectionId, placeKeyOf } from "../platforms/connection.ts";
import { readConnection } from "../platforms/connection-rows.server.ts";
import { nextCompare } from "./compare.server.ts";
import { segmentSync } from "./segment-rows.server.ts";
import { countTarget, reasonsOf, type TargetCounts, withdrawTarget } from "./target-member-rows.server.ts";
import { allTargets, deleteTarget, insertTarget, isBeingMade, readTarget, sayYes, setCommand, setEvents, setTarget, startAnew, type Target } from "./target-rows.server.ts";

export const PLACE_NAME_MAX = 100;

export const StartTarget = z.object({
  /** What it is called there; empty: as the segment. */
  name: z.string().trim().max(PLACE_NAME_MAX).default(""),
  model: z.enum(PLACE_MODELS).nullable().default(null),
  events: z.boolean().nullable().default(null),
});
export type StartTarget = z.input<typeof StartTarget>;

const problem = (message: string, path: string[] = []): Problem[] => [{ path, message }];

/** Empty = done: the place is being made, and fills without telling of anybody. */
export function startTarget(world: World, shop: ShopId, connection: ConnectionId, segment: SegmentId, input: StartTarget = {}): Promise<Problem[]> {
  const asked = StartTarget.parse(input);
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const now = world.now();
    const found = await readConnection(world, shop, connection);
    const synced = await segmentSync(world, shop, segment);
    if (!found || found.state === "ended" || found.state === "ending") return problem("This connection has ended.");
    if (!synced || synced.deleted_at !== null) return problem("The segment does not exist any more.");
    const way = membershipOf(found.platform, asked.model ?? found.settings.model ?? undefined) ?? (asked.model ? null : membershipOf(found.platform));
    if (!way) return problem(`${CAPABILITIES[found.platform].name} cannot keep a segment in this way.`, ["model"]);
    const others = await allTargets(world, shop);
    const mine = others.filter((each) => each.connection_id === connection);
    if (mine.some((each) => each.segment_id === segment)) return problem("The segment is kept there already.");
    if (way.placesMax !== null && mine.filter(({ model }) => model === way.model).length >= way.placesMax) {
      return problem(`${CAPABILITIES[found.platform].name} keeps at most ${way.placesMax} segments in this way.`);
    }
    const target = {
      connection_id: connection, segment_id: segment, place_key: placeKeyOf(segment), place_name: asked.name === "" ? synced.name.slice(0, PLACE_NAME_MAX) : asked.name,
      model: way.model, events: (asked.events ?? found.settings.events) && CAPABILITIES[found.platform].track !== null, compareAt: nextCompare(now),
    };
    await insertTarget(world, shop, target, now);
    await makePlace(world, shop, target, now);
    return [];
  });
}

async function makePlace(world: World, shop: ShopId, target: Pick<Target, "connection_id" | "segment_id">, now: Date): Promise<void> {
  const key = `${target.connection_id}/${target.segment_id}/place/${world.ids.uuid()}`;
  const ids = await enqueuePlatform(world, shop, target.connection_id, [{ key, command: { kind: "platformPlace", segmentId: target.segment_id } }], now);
  const id = ids.get(key);
  invariant(id, "a new key makes a new command");
  await setCommand(world, shop, target, id);
}

type Of = { connection: ConnectionId; segment: SegmentId };

/** Within the mirror's lock, with the target as it stands; null where there is none. */
const changing = <Result>(world: World, shop: ShopId, { connection, segment }: Of, work: (world: World, target: Target | null) => Promise<Result>): Promise<Result> =>
  transact(world, async (world) => {
    await lockMirror(world, shop);
    const done = await work(world, await readTarget(world, shop, connection, segment));
    await wake(world, shop, "mirror");
    return done;
  });

/** Nothing moves there until the merchant goes on; going on finds the difference. */
export const pauseTarget = (world: World, shop: ShopId, of: Of): Promise<void> =>
  changing(world, shop, of, async (world, target) => {
    if (!target || target.state === "removing" || target.state === "paused") return;
    await withdrawTarget(world, shop, of);
    await setTarget(world, shop, target, { state: "paused" });
  });

export const resumeTarget = (world: World, shop: ShopId, of: Of): Promise<void> =>
  changing(world, shop, of, async (world, target) => {
    if (target?.state !== "paused" && target?.state !== "broken") return;
    if (target.place_ref === null) return anew(world, shop, target);
    await setTarget(world, shop, target, { state: "on" });
  });

/** The merchant has seen the counts: exactly so many may move. */
export const allowChange = (world: World, shop: ShopId, of: Of): Promise<Problem[]> =>
  changing(world, shop, of, async (world, target) => (target && (await sayYes(world, shop, target)) > 0 ? [] : problem("Nothing is waiting for a yes any more.")));

/** The place was deleted there: only when asked for it is another one made, which fills from nothing and tells of nobody. */
export const recreatePlace = (world: World, shop: ShopId, of: Of): Promise<void> =>
  changing(world, shop, of, async (world, target) => {
    if (target?.state === "broken") await anew(world, shop, target);
  });

/** A place that is just being made is waited for: another one would be a second place. */
async function anew(world: World, shop: ShopId, target: Target): Promise<void> {
  if (await isBeingMade(world, shop, target)) return setTarget(world, shop, target, { state: "first" });
  await withdrawTarget(world, shop, { connection: target.connection_id, segment: target.segment_id });
  await startAnew(world, shop, target);
  await makePlace(world, shop, target, world.now());
}

export const switchEvents = (world: World, shop: ShopId, of: Of, events: boolean): Promise<void> =>
  changing(world, shop, of, async (world, target) => {
    if (target) await setEvents(world, shop, target, events && CAPABILITIES[target.platform].track !== null);
  });

/** With `cleanUp` the place goes, and everybody in it; without, it stays as it is and is ours no more. */
export const stopTarget = (world: World, shop: ShopId, of: Of, { cleanUp }: { cleanUp: boolean }): Promise<void> =>
  changing(world, shop, of, async (world, target) => {
    if (!target) return;
    await withdrawTarget(world, shop, of);
    if (cleanUp) await setTarget(world, shop, target, { state: "removing" });
    else await deleteTarget(world, shop, target);
  });

export type TargetStanding = Target & { counts: TargetCounts; reasons: Awaited<ReturnType<typeof reasonsOf>> };

const REASONS_MAX = 10;

async function standing(world: World, shop: ShopId, target: Target): Promise<TargetStanding> {
  const of = { connection: target.connection_id, segment: target.segment_id };
  return { ...target, counts: await countTarget(world, shop, of), reasons: await reasonsOf(world, shop, of, REASONS_MAX) };
}

export async function targetsOf(world: World, shop: ShopId, by: { connection?: ConnectionId; segment?: SegmentId }): Promise<TargetStanding[]> {
  const targets = (await allTargets(world, shop)).filter((target) =>
    (by.connection === undefined || target.connection_id === by.connection) && (by.segment === undefined || target.segment_id === by.segment));
  return Promise.all(targets.map((target) => standing(world, shop, target)));
}

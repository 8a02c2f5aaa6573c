// Ending a connection: what we wrote there is removed first, where the merchant asks for it, and then what let us in
// is forgotten.
import type { ShopId } from "../lib/ids.ts";
import { lockMirror } from "../lib/lock.server.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { enqueuePlatform } from "../outbox/enqueue-platform.server.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { changeConnection, endConnection, liveConnections, readConnection } from "../platforms/connection-rows.server.ts";
import { clearConnection, isAtRest } from "./disconnect-rows.server.ts";
import { allTargets, setTarget } from "./target-rows.server.ts";
import { withdrawTarget } from "./target-member-rows.server.ts";

/** `cleanUp`: the lists, segments, properties and tags that we made there go. Without it they stay as they are. */
export function disconnect(world: World, shop: ShopId, id: ConnectionId, { cleanUp }: { cleanUp: boolean }): Promise<void> {
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const connection = await readConnection(world, shop, id);
    if (!connection || connection.state === "ended") return;
    const now = world.now();
    const targets = (await allTargets(world, shop)).filter((target) => target.connection_id === id);
    for (const target of targets) await withdrawTarget(world, shop, { connection: id, segment: target.segment_id });
    if (connection.hook_refs.length > 0) {
      await enqueuePlatform(world, shop, id, [{ key: `${id}/unhook/${world.ids.uuid()}`, command: { kind: "platformUnhook", refs: connection.hook_refs } }], now);
    }
    await changeConnection(world, shop, id, { state: "ending" });
    if (cleanUp) for (const target of targets) await setTarget(world, shop, target, { state: "removing" });
    else await clearConnection(world, shop, id);
    await wake(world, shop, "mirror");
    await wake(world, shop, "relay");
  });
}

/** Where the platform lets us in no more there is nothing to wait for. */
export function endAtOnce(world: World, shop: ShopId, id: ConnectionId): Promise<void> {
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    await clearConnection(world, shop, id);
    await endConnection(world, shop, id, world.now());
  });
}

/** Connections that are being ended and have nothing left to do. */
export async function finishEnding(world: World, shop: ShopId, now: Date): Promise<void> {
  for (const { connection_id: id, state } of await liveConnections(world, shop)) {
    if (state !== "ending" || !(await isAtRest(world, shop, id))) continue;
    await clearConnection(world, shop, id);
    await endConnection(world, shop, id, now);
  }
}

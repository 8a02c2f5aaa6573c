// Asks a platform to tell us of what people do, where it is we who set that up. Whoever has connected asks for it, and
// again after each test and pause: what is set up already stays.
import { randomBytes } from "node:crypto";
import type { ShopId } from "../lib/ids.ts";
import { lockMirror } from "../lib/lock.server.ts";
import { transact, type World } from "../lib/world.ts";
import { enqueuePlatform } from "../outbox/enqueue-platform.server.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import { type ConnectionId, hookAddress } from "../platforms/connection.ts";
import { setHookSecret } from "../platforms/connection.server.ts";
import { readConnection } from "../platforms/connection-rows.server.ts";
import { letInBy } from "../platforms/let-in.server.ts";
import { isHookingUp } from "./disconnect-rows.server.ts";

/** `origin`: where the platform finds us. `again`: with another way in, what is set up is looked at once more. */
export function hookUp(world: World, shop: ShopId, id: ConnectionId, origin: string, { again }: { again: boolean } = { again: false }): Promise<void> {
  return transact(world, async (world) => {
    await lockMirror(world, shop);
    const connection = await readConnection(world, shop, id);
    if (connection?.state !== "on" || (connection.hook_refs.length > 0 && !again)) return;
    const { hooks, engagement } = CAPABILITIES[connection.platform];
    if (hooks.by !== "us" || (engagement.needs !== null && letInBy(world, shop, connection) !== engagement.needs)) return;
    // One that is under way looks at what is there before it makes anything; two side by side would both make it.
    if (await isHookingUp(world, shop, id)) return;
    if (connection.hook_secret === null) await setHookSecret(world, shop, connection, randomBytes(32).toString("base64url"));
    const address = hookAddress(origin, connection);
    await enqueuePlatform(world, shop, id, [{ key: `${id}/hookUp/${world.ids.uuid()}`, command: { kind: "platformHookUp", address } }], world.now());
  });
}

// The only way into the outbox: one row a command, in the caller's transaction, so that what is
// decided and what is to be done about it commit together. A key that is there already adds nothing.
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import type { BulkTags, HookCall, SmallCommand } from "./command.ts";
import { insertCommands, insertPeople } from "./rows.server.ts";

export type Keyed<Kind> = { key: string; command: Kind };

/** The ids of the new rows by key; a command that was there before is not among them. */
export function enqueue(world: World, shop: ShopId, commands: Keyed<SmallCommand>[]): Promise<Map<string, string>> {
  return transact(world, async (world) => {
    if (commands.length === 0) return new Map();
    const ids = await insertCommands(world, shop, commands, world.now());
    await wake(world, shop, "deliver");
    return ids;
  });
}

/** What is to be told to addresses of the merchant's own. */
export function enqueueCalls(world: World, shop: ShopId, calls: Keyed<HookCall>[]): Promise<Map<string, string>> {
  return transact(world, async (world) => {
    if (calls.length === 0) return new Map();
    const ids = await insertCommands(world, shop, calls, world.now());
    await wake(world, shop, "call");
    return ids;
  });
}

/** Returns the new row's id, or null where the key was there before. */
export function enqueueBulk(world: World, shop: ShopId, bulk: Keyed<BulkTags>, people: CustomerId[]): Promise<string | null> {
  return transact(world, async (world) => {
    const id = (await insertCommands(world, shop, [bulk], world.now())).get(bulk.key) ?? null;
    if (id !== null) await insertPeople(world, shop, id, people);
    await wake(world, shop, "deliver");
    return id;
  });
}

// The way into the outbox for what goes to platforms, in the caller's transaction.
import type { CustomerId, ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import type { World } from "../lib/world.ts";
import type { ConnectionId } from "../platforms/connection.ts";
import { customerOf, type PlatformCommand, segmentOf } from "./platform-command.ts";
import { insertPlatform, insertPlatformPeople } from "./relay-rows.server.ts";

export type PlatformKeyed = { key: string; command: PlatformCommand; people?: CustomerId[] };

/** The ids of the new rows by key; a command that was there before is not among them. */
export async function enqueuePlatform(world: World, shop: ShopId, connection: ConnectionId, commands: PlatformKeyed[], now: Date): Promise<Map<string, string>> {
  if (commands.length === 0) return new Map();
  const rows = commands.map(({ key, command }) => {
    const { kind, ...payload } = command;
    return { key, kind, payload: JSON.stringify(payload), customer: customerOf(command), segment: segmentOf(command) };
  });
  const ids = await insertPlatform(world, shop, connection, rows, now);
  const people = commands.flatMap(({ key, people }) => {
    const id = ids.get(key);
    return id === undefined || !people ? [] : people.map((customer) => ({ id, customer }));
  });
  await insertPlatformPeople(world, shop, people);
  await wake(world, shop, "relay");
  return ids;
}

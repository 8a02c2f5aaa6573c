// Whom a shop's texts go out through.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import type { Adapter, Credentials } from "../platforms/adapter.ts";
import { adapterOf, type Adapters } from "../platforms/adapters.ts";
import { CAPABILITIES } from "../platforms/capabilities.ts";
import type { Window } from "../platforms/capability.ts";
import { type ConnectionId, hookAddress } from "../platforms/connection.ts";
import { type Connection, readConnection } from "../platforms/connection-rows.server.ts";
import { credentialsOf } from "../platforms/grant.server.ts";
import { budgetOf } from "./text-command.ts";

/** `limits`: of one sending; none: as many as there are. `callback`: where the platform tells what became of a text. */
export type Sender = { connection: Connection; adapter: Adapter; credentials: Credentials; budget: string | null; limits: readonly Window[]; callback: string | null };

export type Means = { adapters: Adapters; /** In place of what the platform allows. */ limits?: readonly Window[]; /** Texts in one step. */ most?: number };

/** Null: there is none, or nobody lets us in. */
export async function readSender(world: World, shop: ShopId, id: ConnectionId | null, { adapters, limits }: Means): Promise<Sender | null> {
  const connection = id === null ? null : await readConnection(world, shop, id);
  if (!connection || connection.credentials === null || CAPABILITIES[connection.platform].send === null) return null;
  const letIn = await credentialsOf(world, shop, connection);
  if (letIn.kind === "failed") return null;
  const adapter = adapterOf(adapters, connection.platform);
  const budget = budgetOf(adapter, letIn.credentials);
  const allowed = budget === null ? [] : (CAPABILITIES[connection.platform].limits.budgets[budget] ?? []);
  return { connection, adapter, credentials: letIn.credentials, budget, limits: limits ?? allowed, callback: world.appUrl === undefined ? null : hookAddress(world.appUrl, connection) };
}

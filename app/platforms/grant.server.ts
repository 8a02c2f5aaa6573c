// The one source of credentials for work in the background, opened from where they are sealed.
import type { ShopId } from "../lib/ids.ts";
import { unseal } from "../lib/seal.server.ts";
import type { World } from "../lib/world.ts";
import type { Credentials } from "./adapter.ts";
import { boundTo, readCredentials } from "./connection.ts";
import type { Connection } from "./connection-rows.server.ts";

export type LetIn = { kind: "credentials"; credentials: Credentials } | { kind: "failed"; detail: string; isOver: boolean };

export async function credentialsOf(world: World, shop: ShopId, connection: Connection): Promise<LetIn> {
  const bound = boundTo(shop, connection.connection_id, "credentials");
  if (connection.credentials === null) return { kind: "failed", detail: "The connection has ended.", isOver: true };
  return { kind: "credentials", credentials: readCredentials(unseal(world.secrets, connection.credentials, bound)) };
}

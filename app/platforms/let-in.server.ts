// How a connection was let in: what comes back from some platforms depends on it.
import type { ShopId } from "../lib/ids.ts";
import { unseal } from "../lib/seal.server.ts";
import type { World } from "../lib/world.ts";
import type { Credentials } from "./adapter.ts";
import { boundTo, readCredentials } from "./connection.ts";
import type { Connection } from "./connection-rows.server.ts";

/** Null: the connection has ended. */
export function letInBy(world: World, shop: ShopId, { connection_id: id, credentials }: Connection): Credentials["kind"] | null {
  return credentials === null ? null : readCredentials(unseal(world.secrets, credentials, boundTo(shop, id, "credentials"))).kind;
}

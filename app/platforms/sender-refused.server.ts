// Where a platform lets us in and yet nothing goes from the shop's sender, such as one that is not registered with the
// carriers: it stands among what is missing there, until somebody has mended it and says so.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { CAPABILITIES } from "./capabilities.ts";
import type { ConnectionId } from "./connection.ts";
import { changeConnection, readConnection } from "./connection-rows.server.ts";
import { refusesSender, SENDER } from "./send-trouble.ts";

/** In a transaction. `sentAt`: of the text it was said of. What is told late of a text from before the last test says nothing of now. */
export async function noteSenderRefused(world: World, shop: ShopId, id: ConnectionId, said: { code: string | null; sentAt: Date }): Promise<void> {
  const connection = await readConnection(world, shop, id);
  if (!connection || !refusesSender(connection.platform, said.code) || connection.missing.includes(SENDER)) return;
  if (connection.tested_at !== null && said.sentAt < connection.tested_at) return;
  const problem = `${CAPABILITIES[connection.platform].name} takes no texts from your sender (code ${said.code}). Finish its registration there, then test the connection.`;
  await changeConnection(world, shop, id, { missing: [...connection.missing, SENDER], problem });
  await wake(world, shop, "text");
}

/** Somebody has mended it: the next text shows. False: it is not refused. */
export const trySenderAgain = (world: World, shop: ShopId, id: ConnectionId): Promise<boolean> => transact(world, async (world) => {
  const connection = await readConnection(world, shop, id);
  if (!connection?.missing.includes(SENDER)) return false;
  await changeConnection(world, shop, id, { missing: connection.missing.filter((each) => each !== SENDER), problem: null, testedAt: world.now() });
  await wake(world, shop, "text");
  return true;
});

// Commands that a flow gave (flows/doing): the row that waits for one is told that it has come to an end. Their keys name it.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { type Sql, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";

/** In the transaction that ends them. */
export const tellDoings = (world: World, shop: ShopId, commands: readonly string[]): Promise<void> =>
  commands.length === 0 ? Promise.resolve() : told(world, shop, sql`o.command_id = any(${commands}::bigint[]) and o.state = 'done'`);

/** Before they are deleted: they will never be carried out. */
export const tellCalledOff = (world: World, shop: ShopId, hook: number): Promise<void> =>
  told(world, shop, sql`o.kind = 'hookCall' and o.state <> 'done' and o.payload->>'hookId' = ${String(hook)}`);

async function told(world: World, shop: ShopId, which: Sql): Promise<void> {
  const waiting = await world.db.run(sql`
    update flow_doing d set state = 'told' from (
      select distinct split_part(o.key, '/', 2)::bigint as doing from outbox o where o.shop_id = ${shop} and o.key like 'doing/%' and ${which}) ended
    where d.shop_id = ${shop} and d.doing_id = ended.doing and d.state = 'sent'`);
  if (waiting > 0) await wake(world, shop, "flow");
}

// What is left of a connection that ends.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { row, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import { ENDING_KINDS } from "../outbox/platform-command.ts";
import type { ConnectionId } from "../platforms/connection.ts";

export async function isAtRest(world: World, shop: ShopId, connection: ConnectionId): Promise<boolean> {
  const found = await row(world.db, z.object({ rest: z.boolean() }), sql`
    select not exists (select 1 from target where shop_id = ${shop} and connection_id = ${connection})
      and not exists (
        select 1 from outbox where shop_id = ${shop} and connection_id = ${connection} and state in ('due', 'leased') and kind = any(${ENDING_KINDS}::text[])) as rest`);
  return found?.rest ?? false;
}

export async function isHookingUp(world: World, shop: ShopId, connection: ConnectionId): Promise<boolean> {
  const found = await row(world.db, z.object({ is: z.boolean() }), sql`select exists (
    select 1 from outbox where shop_id = ${shop} and connection_id = ${connection} and state in ('due', 'leased') and kind = 'platformHookUp') as is`);
  return found?.is ?? false;
}

/** Targets with their people, and the commands that are for nothing now. Our webhooks are taken away all the same, also those that are being set up just now, and whoever must be erased is. */
export async function clearConnection(world: World, shop: ShopId, connection: ConnectionId): Promise<void> {
  await world.db.run(sql`delete from target_member where shop_id = ${shop} and connection_id = ${connection}`);
  await world.db.run(sql`delete from target where shop_id = ${shop} and connection_id = ${connection}`);
  await world.db.run(sql`
    with gone as (
      delete from outbox where shop_id = ${shop} and connection_id = ${connection} and state <> 'done' and kind not in ('platformUnhook', 'platformErase') and (kind <> 'platformHookUp' or progress is null) returning command_id)
    delete from outbox_person p using gone where p.shop_id = ${shop} and p.command_id = gone.command_id`);
}

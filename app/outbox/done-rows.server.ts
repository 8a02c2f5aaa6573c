// A command that is done, as a part of statements that ask what became of it.
import { anyShop } from "../lib/merge.server.ts";
import { type Sql, sql } from "../lib/sql.ts";

/**
 * `shop` and `command` are columns or parameters. It stays a look-up by key: of a shop that the statistics have not met
 * yet the planner expects a single command, and would read every one there ever was.
 */
export const doneCommand = (shop: Sql, command: Sql): Sql => sql`lateral (
    select * from outbox where outbox.shop_id = ${anyShop(shop)} and outbox.command_id = ${command} and outbox.state = 'done' order by outbox.command_id limit 1) o`;

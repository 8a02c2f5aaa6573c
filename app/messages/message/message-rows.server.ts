// Messages as rows: the message itself, and what it says in each version. One that was removed is kept, for texts that
// were written of it.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { invariant } from "../../lib/invariant.ts";
import { Count, Instant, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { MessageDefinition, MessageId } from "./message.ts";

const Row = z.object({ messageId: MessageId, name: z.string(), version: z.int(), newest: z.int(), definition: MessageDefinition, isGone: z.boolean(), changedAt: Instant });
export type Message = z.infer<typeof Row>;

const COLUMNS = sql`m.message_id as "messageId", m.name, v.version, m.version as newest, v.definition, m.state = 'gone' as "isGone", m.changed_at as "changedAt"`;

/** The newest version of one that is there; a version that is named also of one that was removed since. */
export const readMessage = (world: World, shop: ShopId, message: number, version?: number): Promise<Message | null> =>
  version === undefined
    ? row(world.db, Row, sql`
        select ${COLUMNS} from message m join message_version v on v.shop_id = ${shop} and v.message_id = m.message_id and v.version = m.version
        where m.shop_id = ${shop} and m.message_id = ${message}::bigint and m.state = 'on'`)
    : row(world.db, Row, sql`
        select ${COLUMNS} from message m join message_version v on v.shop_id = ${shop} and v.message_id = m.message_id and v.version = ${version}::bigint
        where m.shop_id = ${shop} and m.message_id = ${message}::bigint`);

const User = z.object({ campaignId: z.int(), name: z.string() });
export type MessageUser = z.infer<typeof User>;

const Listed = Row.extend({ users: z.array(User) });
export type ListedMessage = z.infer<typeof Listed>;

/** Campaigns that are still to go, or going. */
const USERS = (shop: ShopId) => sql`
  select v.definition -> 'message' ->> 'id' as "messageId", c.campaign_id as "campaignId", c.name from campaign c
  join campaign_version v on v.shop_id = ${shop} and v.campaign_id = c.campaign_id and v.version = c.version
  where c.shop_id = ${shop} and c.state in ('draft', 'scheduled', 'running', 'paused')`;

/** By name: all of a shop fit a page of memory. */
export const listMessages = (world: World, shop: ShopId): Promise<ListedMessage[]> => world.db.rows(Listed, sql`
  with used as materialized (${USERS(shop)})
  select ${COLUMNS}, coalesce((select jsonb_agg(jsonb_build_object('campaignId', u."campaignId", 'name', u.name) order by u.name, u."campaignId") from used u where u."messageId" = m.message_id::text), '[]'::jsonb) as users
  from message m join message_version v on v.shop_id = ${shop} and v.message_id = m.message_id and v.version = m.version
  where m.shop_id = ${shop} and m.state = 'on' order by lower(m.name), m.message_id`);

export const usersOf = (world: World, shop: ShopId, message: MessageId): Promise<MessageUser[]> => world.db.rows(User, sql`
  select u."campaignId", u.name from (${USERS(shop)}) u where u."messageId" = ${String(message)} order by u.name, u."campaignId"`);

const Named = z.object({ messageId: MessageId, name: z.string() });

/** In a transaction: nobody else saves a message of this shop until it commits. */
export async function lockMessages(world: World, shop: ShopId): Promise<z.infer<typeof Named>[]> {
  await world.db.rows(z.object({ shop_id: Count }), sql`select shop_id from shop where shop_id = ${shop} for no key update`);
  return world.db.rows(Named, sql`select message_id as "messageId", name from message where shop_id = ${shop} and state = 'on' order by message_id`);
}

export async function insertMessage(world: World, shop: ShopId, name: string, definition: MessageDefinition, now: Date): Promise<MessageId> {
  const counted = await row(world.db, z.object({ message: MessageId }), sql`update shop set message_count = message_count + 1 where shop_id = ${shop} returning message_count as message`);
  invariant(counted, "the shop is there");
  await world.db.run(sql`insert into message (shop_id, message_id, name, version, created_at, changed_at) values (${shop}, ${counted.message}, ${name}, 1, ${now}, ${now})`);
  await insertVersion(world, shop, counted.message, 1, definition, now);
  return counted.message;
}

const insertVersion = (world: World, shop: ShopId, message: MessageId, version: number, definition: MessageDefinition, now: Date): Promise<number> => world.db.run(sql`
  insert into message_version (shop_id, message_id, version, definition, at) values (${shop}, ${message}, ${version}, ${JSON.stringify(definition)}::jsonb, ${now})`);

/** `definition` null: what it says stays, under another name. */
export async function changeMessage(world: World, shop: ShopId, { messageId, newest }: Pick<Message, "messageId" | "newest">, name: string, definition: MessageDefinition | null, now: Date): Promise<number> {
  const version = definition ? newest + 1 : newest;
  if (definition) await insertVersion(world, shop, messageId, version, definition, now);
  await world.db.run(sql`update message set name = ${name}, version = ${version}, changed_at = ${now} where shop_id = ${shop} and message_id = ${messageId} and state = 'on'`);
  return version;
}

export const removeMessage = (world: World, shop: ShopId, message: MessageId, now: Date): Promise<number> =>
  world.db.run(sql`update message set state = 'gone', changed_at = ${now} where shop_id = ${shop} and message_id = ${message} and state = 'on'`);

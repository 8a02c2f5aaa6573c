// What the door of short links reads and writes: one look at everything that a click is judged by, one row for it.
import { z } from "zod";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { recordset } from "../../lib/recordset.ts";
import { Count, Id, Instant, row, sql } from "../../lib/sql.ts";
import { earlier, minutes } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { TextNames } from "../text-names.ts";
import { TEXT_NAMES } from "../text-names-rows.server.ts";
import { TextSettings } from "../settings/text-settings.ts";
import type { UntoldClick } from "./click.ts";
import type { Judgement } from "./human.ts";

const Utm = z.object({ source: z.string(), medium: z.string(), campaign: z.string().nullable(), content: z.string().nullable() });

const Opened = z.object({
  domain: z.string(), host: z.string(), settings: TextSettings.nullable(), url: z.string(), utm: Utm.nullable(), expiresAt: Instant, sentAt: Instant.nullable(), deliveredAt: Instant.nullable(),
  /** From this address within a minute: clicks, and other codes than this. Of this code: clicks, ever. */
  ofAddress: Count, otherCodes: Count, ofCode: Count,
});
export type Opened = z.infer<typeof Opened>;

/** More are not counted: the door writes no more than these. */
export const ADDRESS_CLICKS_MAX = 600;
export const CODE_CLICKS_MAX = 1_000;

/** Null: there is no such link. */
export const openLink = (world: World, shop: ShopId, code: string, address: string | null, now: Date): Promise<Opened | null> => row(world.db, Opened, sql`
  select s.domain, coalesce(s.host, s.domain) as host, (select t.settings from text_settings t where t.shop_id = ${shop} order by t.version desc limit 1) as settings,
    l.url, l.utm, l.expires_at as "expiresAt", t.sent_at as "sentAt", t.delivered_at as "deliveredAt", near.clicks as "ofAddress", near.codes as "otherCodes",
    (select count(*) from (select 1 from click k where k.shop_id = ${shop} and k.code = ${code} limit ${CODE_CLICKS_MAX}) as own) as "ofCode"
  from link l join shop s on s.shop_id = ${shop} left join person_text t on t.shop_id = ${shop} and t.text_id = l.text_id
  cross join lateral (
    select count(*) as clicks, count(distinct code) filter (where code <> ${code}) as codes from (
      select k.code from click k where k.shop_id = ${shop} and k.address = ${address}::text and k.at > ${earlier(now, minutes(1))} and k.at <= ${now} limit ${ADDRESS_CLICKS_MAX}) as recent) near
  where l.shop_id = ${shop} and l.code = ${code}`);

export type NewClick = { code: string; at: Date; method: string; headers: Record<string, string>; address: string | null; judged: Judgement };

export const insertClick = (world: World, shop: ShopId, { code, at, method, headers, address, judged }: NewClick): Promise<number> => world.db.run(sql`
  insert into click (shop_id, code, at, method, headers, address, is_human, score, rule, version)
  values (${shop}, ${code}, ${at}, ${method}, ${JSON.stringify(headers)}::jsonb, ${address}, ${judged.isHuman}, ${judged.score}, ${judged.rule}, ${judged.version})`);

const Kept = z.object({ clickId: Id, at: Instant, method: z.string(), headers: z.record(z.string(), z.string()), isHuman: z.boolean(), confirmedAt: Instant.nullable() });

const SEEN_MAX = 20;

/** The latest of a code, held until the transaction ends. */
export const lockClicks = (world: World, shop: ShopId, code: string, from: Date, to: Date): Promise<z.infer<typeof Kept>[]> => world.db.rows(Kept, sql`
  select click_id as "clickId", at, method, headers, is_human as "isHuman", confirmed_at as "confirmedAt" from click
  where shop_id = ${shop} and code = ${code} and at >= ${from} and at <= ${to} order by click_id desc limit ${SEEN_MAX} for update`);

export const noteConfirmed = (world: World, shop: ShopId, clickId: string, at: Date): Promise<number> =>
  world.db.run(sql`update click set confirmed_at = ${at} where shop_id = ${shop} and click_id = ${clickId}::bigint and confirmed_at is null`);

/** It is told anew, as a person's. */
export const noteHuman = (world: World, shop: ShopId, clickId: string, at: Date, { isHuman, score, rule, version }: Judgement): Promise<number> => world.db.run(sql`
  update click set is_human = ${isHuman}, score = ${score}, rule = ${rule}, version = ${version}, confirmed_at = ${at}, told_at = null where shop_id = ${shop} and click_id = ${clickId}::bigint`);

const Untold: z.ZodType<UntoldClick> = TextNames.extend({
  clickId: Id, at: Instant, isHuman: z.boolean(), agent: z.string().nullable(), customerId: CustomerId.nullable(), url: z.string().nullable(), utm: Utm.nullable(),
});

/** In the caller's transaction: nobody else tells these meanwhile. */
export const takeUntold = (world: World, shop: ShopId, limit: number): Promise<UntoldClick[]> => world.db.rows(Untold, sql`
  select k.click_id as "clickId", k.at, k.is_human as "isHuman", k.headers ->> 'user-agent' as agent, l.customer_id as "customerId", l.url, l.utm, ${TEXT_NAMES}
  from click k left join link l on l.shop_id = ${shop} and l.code = k.code left join person_text t on t.shop_id = ${shop} and t.text_id = l.text_id
  where k.shop_id = ${shop} and k.told_at is null order by k.click_id limit ${limit} for update of k skip locked`);

export const noteTold = (world: World, shop: ShopId, clickIds: readonly string[], now: Date): Promise<number> => world.db.run(sql`
  update click k set told_at = ${now} from ${recordset<{ clickId: string }>({ clickId: "bigint" }, clickIds.map((clickId) => ({ clickId })))} where k.shop_id = ${shop} and k.click_id = f."clickId"`);

export const isAnyUntold = async (world: World, shop: ShopId): Promise<boolean> => (await world.db.run(sql`select 1 from click where shop_id = ${shop} and told_at is null limit 1`)) > 0;

/** Since when clicks are told to us: since the shop's first link that is still known. */
export const firstLinkAt = async (world: World, shop: ShopId): Promise<Date | null> =>
  (await row(world.db, z.object({ at: Instant.nullable() }), sql`select at from link where shop_id = ${shop} order by expires_at, code limit 1`))?.at ?? null;

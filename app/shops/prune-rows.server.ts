// Rows that have done their work and are kept for a while: for questions, and so that what comes twice
// is known. Once a day the old ones go, a batch at a time; so do the bodies of rows that wait for a person.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { Instant, row, type Sql, sql } from "../lib/sql.ts";
import { days, earlier } from "../lib/time.ts";
import type { World } from "../lib/world.ts";
import { usingCampaigns } from "./campaign-use-rows.server.ts";
import { asksAboutList } from "./list-use-rows.server.ts";
import { PARKED_BODY_DAYS } from "./prune.ts";

/** How often each shop is looked through. */
export const PRUNE_EVERY_MS = days(1);
/** Deliveries that are older than two days are refused at the door (inbox/verify.ts), so no key is missed. */
const DONE_KEPT_MS = days(30);
/** Home shows the latest changes of a segment. */
const CHANGES_KEPT_MS = days(90);
/** A file that nobody has answered for. */
const FILE_KEPT_MS = days(1);
/** Address and browser of whoever clicked in a text; the click itself stays as long as its link. */
const TRACES_KEPT_MS = days(90);
/** Links that have run out lead home for so long. */
const LINKS_KEPT_MS = days(90);
/** Longer than any limit on the opt-in form looks back. */
const TRIES_KEPT_MS = days(2);
/** The words of a text; its row, with what the gate decided and what became of it, stays. Longer than a year, so that last year's campaign can be read beside this one. */
const TEXT_WORDS_KEPT_MS = days(396);
/** What somebody wrote to the shop; when they wrote, and what it was taken to mean, stays. */
const REPLY_WORDS_KEPT_MS = days(731);
/** Whom a flow did not let in, by what and why: for whoever asks what became of somebody. */
const REFUSED_KEPT_MS = days(90);
const BATCH_MAX = 5_000;

export async function mayPrune(world: World, shop: ShopId, now: Date): Promise<boolean> {
  const found = await row(world.db, z.object({ at: Instant }), sql`select coalesce(pruned_at, created_at) as at from shop where shop_id = ${shop}`);
  return found !== null && found.at <= earlier(now, PRUNE_EVERY_MS);
}

export async function notePruned(world: World, shop: ShopId, now: Date): Promise<void> {
  await world.db.run(sql`update shop set pruned_at = ${now} where shop_id = ${shop}`);
}

/** One batch of each table; returns how many rows went, or lost their body. */
export async function pruneRows(world: World, shop: ShopId, now: Date): Promise<number> {
  const done = earlier(now, DONE_KEPT_MS);
  let gone = 0;
  const parked = earlier(now, days(PARKED_BODY_DAYS));
  for (const statement of [inbox(shop, done), parkedBodies(shop, parked), commands(shop, done), changes(shop, earlier(now, CHANGES_KEPT_MS)), reconciles(shop, done), cutoffs(shop, earlier(now, CHANGES_KEPT_MS)), files(shop, earlier(now, FILE_KEPT_MS)), rejects(shop, done), attempts(shop, done), decisions(shop, done), clickTraces(shop, earlier(now, TRACES_KEPT_MS)), consentTraces(shop, earlier(now, TRACES_KEPT_MS)), optIns(shop, now), textWords(shop, earlier(now, TEXT_WORDS_KEPT_MS)), replyWords(shop, earlier(now, REPLY_WORDS_KEPT_MS)), tries(shop, earlier(now, TRIES_KEPT_MS)), links(shop, earlier(now, LINKS_KEPT_MS)), refusedEntries(shop, earlier(now, REFUSED_KEPT_MS), now)]) gone += await world.db.run(statement);
  return gone;
}

const cutoffs = (shop: ShopId, before: Date): Sql => sql`
  delete from cutoff where shop_id = ${shop} and (ranking, number) in (
    select ranking, number from cutoff where shop_id = ${shop} and not latest and at < ${before} order by at, ranking, number limit ${BATCH_MAX})`;

const inbox = (shop: ShopId, before: Date): Sql => sql`
  delete from inbox where shop_id = ${shop} and inbox_id in (
    select inbox_id from inbox where shop_id = ${shop} and state = 'done' and done_at < ${before} order by inbox_id limit ${BATCH_MAX})`;

/** Counted from when it came: trying again without success keeps nobody's data longer. */
const parkedBodies = (shop: ShopId, before: Date): Sql => sql`
  update inbox set body = null where shop_id = ${shop} and inbox_id in (
    select inbox_id from inbox where shop_id = ${shop} and state = 'parked' and body is not null and received_at < ${before} order by inbox_id limit ${BATCH_MAX})`;

/** What came of a command must have been told to the mirror. */
const commands = (shop: ShopId, before: Date): Sql => sql`
  with old as (
    select command_id from outbox o where shop_id = ${shop} and state = 'done' and done_at < ${before}
      and not exists (select 1 from mirror_member m where m.shop_id = ${shop} and m.command_id = o.command_id)
      and not exists (select 1 from target_member m where m.shop_id = ${shop} and m.command_id = o.command_id)
    order by command_id limit ${BATCH_MAX}),
  people as (delete from outbox_person p using old where p.shop_id = ${shop} and p.command_id = old.command_id)
  delete from outbox using old where outbox.shop_id = ${shop} and outbox.command_id = old.command_id`;

const changes = (shop: ShopId, before: Date): Sql => sql`
  delete from membership_change where shop_id = ${shop} and change_id in (
    select change_id from membership_change where shop_id = ${shop} and mirrored_at < ${before} order by change_id limit ${BATCH_MAX})`;

/** Home shows the whole imports. */
const reconciles = (shop: ShopId, before: Date): Sql => sql`
  delete from import_run where shop_id = ${shop} and import_id in (
    select import_id from import_run where shop_id = ${shop} and reason = 'reconcile' and state = 'done' and finished_at < ${before} order by import_id limit ${BATCH_MAX})`;

/** Uploads that were begun and left: their files name people. One that is being answered for just now stays. A list that was to be filled by one goes with it, unless a segment asks about it or a campaign is to use it. */
const files = (shop: ShopId, before: Date): Sql => sql`
  with old as (
    select upload_id, list_id from list_upload where shop_id = ${shop} and state in ('receiving', 'asking') and created_at < ${before} order by upload_id limit ${BATCH_MAX} for update skip locked),
  chunks as (delete from list_chunk c using old where c.shop_id = ${shop} and c.upload_id = old.upload_id),
  lists as (
    delete from list l using old where l.shop_id = ${shop} and l.list_id = old.list_id and l.state = 'filling' and l.member_count = 0
      and not exists (select 1 from list_upload u where u.shop_id = ${shop} and u.list_id = l.list_id and u.upload_id not in (select upload_id from old))
      and not exists (select 1 from ${usingCampaigns(shop, "lists", sql`l.list_id`)})
      and not exists (
        select 1 from segment s join segment_version v on v.shop_id = ${shop} and v.segment_id = s.segment_id and v.version = s.version
        where s.shop_id = ${shop} and s.deleted_at is null and ${asksAboutList(sql`l.list_id`)}))
  delete from list_upload u using old where u.shop_id = ${shop} and u.upload_id = old.upload_id`;

/** The log of a hook's calls. */
const attempts = (shop: ShopId, before: Date): Sql => sql`
  delete from hook_attempt where shop_id = ${shop} and attempt_id in (
    select attempt_id from hook_attempt where shop_id = ${shop} and at < ${before} order by attempt_id limit ${BATCH_MAX})`;

/** From which address and with which browser consent was given. */
const consentTraces = (shop: ShopId, before: Date): Sql => sql`
  delete from consent_trace where shop_id = ${shop} and (number, seq) in (
    select number, seq from consent_trace where shop_id = ${shop} and at < ${before} order by at, number, seq limit ${BATCH_MAX})`;

/** Sign-ups that nobody confirmed in time, or that were: the ledger holds what came of them. */
const optIns = (shop: ShopId, now: Date): Sql => sql`
  delete from opt_in where shop_id = ${shop} and number in (
    select number from opt_in where shop_id = ${shop} and expires_at < ${now} order by expires_at, number limit ${BATCH_MAX})`;

const tries = (shop: ShopId, before: Date): Sql => sql`
  delete from opt_in_try where shop_id = ${shop} and name in (
    select name from opt_in_try where shop_id = ${shop} and since < ${before} order by since, name limit ${BATCH_MAX})`;

/** Of what is still to go nothing is taken. */
const textWords = (shop: ShopId, before: Date): Sql => sql`
  update person_text set body = null, media = null where shop_id = ${shop} and text_id in (
    select text_id from person_text where shop_id = ${shop} and body is not null and created_at < ${before} and state not in ('due', 'leased', 'halted') order by created_at, text_id limit ${BATCH_MAX})`;

/** One that waits for a person to read it keeps its words. */
const replyWords = (shop: ShopId, before: Date): Sql => sql`
  update reply set body = '' where shop_id = ${shop} and reply_id in (
    select reply_id from reply where shop_id = ${shop} and body <> '' and at < ${before} and state = 'done' and review is distinct from 'waiting' order by at, reply_id limit ${BATCH_MAX})`;

/** Whoever asks again after so long asks anew (docs/api.md). */
const decisions = (shop: ShopId, before: Date): Sql => sql`
  delete from list_decision where shop_id = ${shop} and decision_id in (
    select decision_id from list_decision where shop_id = ${shop} and at < ${before} order by at, decision_id limit ${BATCH_MAX})`;

const clickTraces = (shop: ShopId, before: Date): Sql => sql`
  update click set headers = '{}', address = null where shop_id = ${shop} and click_id in (
    select click_id from click where shop_id = ${shop} and address is not null and at < ${before} order by click_id limit ${BATCH_MAX})`;

/** With all their clicks; the events that came of them stay. */
const links = (shop: ShopId, before: Date): Sql => sql`
  with old as (select code from link where shop_id = ${shop} and expires_at < ${before} order by expires_at, code limit ${BATCH_MAX}),
  clicks as (delete from click k using old where k.shop_id = ${shop} and k.code = old.code)
  delete from link l using old where l.shop_id = ${shop} and l.code = old.code`;

/** Not while the same fact, told again, would still start somebody by the flow's version of today. */
const refusedEntries = (shop: ShopId, before: Date, now: Date): Sql => sql`
  delete from flow_entry where shop_id = ${shop} and entry_id in (
    select e.entry_id from flow_entry e join flow f on f.shop_id = ${shop} and f.flow_id = e.flow_id left join flow_version v on v.shop_id = ${shop} and v.flow_id = e.flow_id and v.version = f.version
    where e.shop_id = ${shop} and e.state = 'refused' and e.decided_at < ${before}
      and e.at < ${now}::timestamptz - coalesce(((v.definition #>> '{maxAge,n}') || ' ' || (v.definition #>> '{maxAge,unit}'))::interval, interval '0')
    order by e.decided_at, e.entry_id limit ${BATCH_MAX})`;

/** The counts of a file's report stay. */
const rejects = (shop: ShopId, before: Date): Sql => sql`
  delete from list_reject r where r.shop_id = ${shop} and (r.upload_id, r.line) in (
    select j.upload_id, j.line from list_reject j join list_upload u on u.shop_id = ${shop} and u.upload_id = j.upload_id
    where j.shop_id = ${shop} and u.finished_at < ${before} order by j.upload_id, j.line limit ${BATCH_MAX})`;

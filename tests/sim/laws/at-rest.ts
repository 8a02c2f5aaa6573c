// Laws about a life that is over: nothing is due any more, and everything that was lost on its way has been looked for.
import { z } from "zod";
import { Count, sql } from "#app/lib/sql.ts";
import { replayDecision } from "#app/messages/compliance/decision-look.server.ts";
import { activeSyncs } from "#app/sync/segment-rows.server.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const Id = z.object({ id: z.string() });
const Said = z.object({ said: z.string(), count: Count });
const Row = z.object({ key: z.string(), state: z.string() });
const Gone = Row.extend({ number: z.string(), body: z.string().nullable() });
const Open = Row.extend({ reason: z.string().nullable(), dueAt: z.date(), expiresAt: z.date().nullable() });

/** I8, of texts: each decision is made again from its record to the same verdict. Returns how many. */
export async function redecided(life: Life, { n, shop }: Scene): Promise<number> {
  const decisions = await life.world.db.rows(Id, sql`select decision_id::text as id from decision where shop_id = ${shop} order by decision_id`);
  for (const { id } of decisions) {
    const again = await replayDecision(life.world, shop, id);
    if (again?.same !== true) broke(life, "I8 decided again", `shop ${n}: decision ${id} comes out otherwise`);
  }
  // What the gate said how often, to see what a life tried.
  const said = await life.world.db.rows(Said, sql`select verdict || ' ' || reason || coalesce(' by ' || (record #>> '{because,blockedBy}'), '') as said, count(*) as count from decision where shop_id = ${shop} group by 1 order by 1`);
  for (const { said: what, count } of said) life.log.write(life.agenda.ms(), `gate ${what}`, n, count);
  return decisions.length;
}

/** Every text has come to an end, or waits for a campaign that stands still. */
export async function ended(life: Life, { n, shop }: Scene): Promise<void> {
  const open = await life.world.db.rows(Open, sql`
    select t.key, t.state, t.reason, t.due_at as "dueAt", t.expires_at as "expiresAt" from person_text t left join campaign c on c.shop_id = ${shop} and c.campaign_id = t.campaign_id
    where t.shop_id = ${shop} and t.flow_id is null and (t.state = 'leased' or (t.state = 'due' and coalesce(c.state, 'running') = 'running')) order by t.text_id`);
  for (const { key, state, reason, dueAt, expiresAt } of open.slice(0, 3)) broke(life, "texts end", `shop ${n}: ${key} is still ${state} (${reason}), due ${dueAt.toISOString()}, until ${expiresAt?.toISOString() ?? "ever"}`);
}

/** What the platform took is sent or in doubt here, and what is sent here was taken. Nobody can tell two with the same words to the same number apart, so they are counted. */
export async function sameThere(life: Life, scene: Scene): Promise<void> {
  const rows = await life.world.db.rows(Gone, sql`
    select key, state, encode(number, 'hex') as number, body from person_text where shop_id = ${scene.shop} and sent_at is not null and state in ('sent', 'delivered', 'undelivered', 'doubt', 'failed') order by text_id`);
  const taken = new Set(scene.sent.map(({ row }) => row.key));
  const wordsOf = ({ number, body }: { number: string; body: string | null }) => `${number} ${body}`;
  const [sentBy, takenBy] = [Map.groupBy(rows.filter(({ state }) => state !== "doubt" && state !== "failed"), wordsOf), Map.groupBy(scene.sent.map(({ row }) => row), wordsOf)];
  for (const { key, state, ...words } of rows) {
    const isMore = (sentBy.get(wordsOf(words))?.length ?? 0) > (takenBy.get(wordsOf(words))?.length ?? 0);
    if (state !== "doubt" && state !== "failed" && !taken.has(key) && isMore) broke(life, "sent is taken", `shop ${scene.n}: ${key} is ${state} and was never taken`);
    if (state === "failed" && taken.has(key)) broke(life, "taken is sent", `shop ${scene.n}: ${key} was taken and is said to have failed`);
  }
}

const Tagged = z.object({ customer: z.string() });

/** At rest a synced segment's tag is on its members there, and on nobody else but whoever was erased: Shopify has emptied their record, and nothing here knows it any more. */
export async function tags(life: Life, { n, shop, store, erased }: Scene): Promise<void> {
  const forgotten = new Set(erased.filter(({ toldAt }) => toldAt !== null).map(({ customer }) => String(customer)));
  for (const { segment_id: segment, tag, sync_state: sync } of await activeSyncs(life.world, shop)) {
    if (sync !== "on" || tag === null) continue;
    const held = [...store.shop.tables.Customer.values()].filter((each) => each.tags.some((one) => one.toLowerCase() === tag.toLowerCase())).map(({ id }) => String(id)).filter((id) => !forgotten.has(id)).sort();
    const members = (await life.world.db.rows(Tagged, sql`
      select customer_id::text as customer from membership where shop_id = ${shop} and segment_id = ${segment} and left_at is null order by customer_id`)).map(({ customer }) => customer);
    const there = members.filter((id) => store.shop.tables.Customer.has(Number(id))).sort();
    if (held.join() !== there.join()) broke(life, "tags", `shop ${n}, segment ${segment}: ${held.length} have the tag, ${there.length} should`);
  }
}

const Parked = z.object({ what: z.string(), count: Count });

/** Nothing is parked: every fault of a life is one that the engine outlives. */
export async function parked(life: Life, { n, shop }: Scene): Promise<void> {
  const found = await life.world.db.rows(Parked, sql`
    select 'inbox' as what, count(*) as count from inbox where shop_id = ${shop} and state = 'parked' union all
    select 'segments', count(*) from segment where shop_id = ${shop} and state = 'parked' union all
    select 'runs', count(*) from flow_run where shop_id = ${shop} and state = 'parked' order by what`);
  for (const { what, count } of found) if (count > 0) broke(life, "nothing parked", `shop ${n}: ${count} ${what}`);
}

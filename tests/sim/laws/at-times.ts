// Laws about what stands in the tables, looked at now and then and at rest.
import { z } from "zod";
import { CustomerId } from "#app/lib/ids.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { earlier, hours } from "#app/lib/time.ts";
import { askOf } from "#app/segments/ask-rows.server.ts";
import { clock } from "#app/segments/clock.server.ts";
import { compile } from "#app/segments/compile.ts";
import { evaluate } from "#app/segments/evaluate.server.ts";
import { roadSegments } from "#app/segments/road-rows.server.ts";
import { definitionOf } from "#app/segments/road.server.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const STEPS_MAX = 50;
const Member = z.object({ customer_id: CustomerId });

/** I12: once every road has been taken, who is in a segment is whoever a full evaluation finds. A whole import asks every segment anew when it ends, and nobody before. */
export async function membership(life: Life, { n, shop }: Scene): Promise<void> {
  const { world } = life;
  const importing = await row(world.db, z.object({ open: Count }), sql`select count(*) as open from import_run where shop_id = ${shop} and reason <> 'reconcile' and state in ('asked', 'running', 'reading')`);
  if (importing?.open !== 0) return;
  await clock.step(world, shop);
  for (let steps = 0; steps < STEPS_MAX && (await evaluate.step(world, shop)) > 0; steps++) continue;
  const ask = await askOf(world, shop);
  for (const segment of await roadSegments(world, shop)) {
    const definition = definitionOf(segment);
    const open = await world.db.rows(Member, sql`select customer_id from membership where shop_id = ${shop} and segment_id = ${segment.segment} and left_at is null order by customer_id`);
    const afresh = await world.db.rows(Member, sql`select customer_id from (${compile(definition, ask).members()}) m order by customer_id`);
    const [one, other] = [open, afresh].map((rows) => rows.map(({ customer_id }) => customer_id).join());
    if (one !== other) broke(life, "I12 membership", `shop ${n}, segment ${segment.segment}: ${open.length} in it, ${afresh.length} of it, ${JSON.stringify(definition.node)}`);
  }
}

/** A lost wake-up is found by the next tick, and its pump may die once more. */
const SAID_WITHIN_MS = hours(30);

/** I15: no text waits beyond its last instant, but with a campaign or a run that stands still. */
export async function deferral(life: Life, { n, shop }: Scene): Promise<void> {
  const late = await life.world.db.rows(z.object({ key: z.string() }), sql`
    select t.key from person_text t left join campaign c on c.shop_id = ${shop} and c.campaign_id = t.campaign_id
    left join flow_run r on r.shop_id = ${shop} and r.run_id = t.run_id
    where t.shop_id = ${shop} and t.state = 'due' and t.expires_at < ${earlier(life.world.now(), SAID_WITHIN_MS)} and coalesce(c.state, 'running') not in ('paused', 'cancelled') and coalesce(r.state, 'running') = 'running'
    order by t.text_id limit 3`);
  for (const { key } of late) broke(life, "I15 deferral", `shop ${n}: ${key} still waits after its last instant`);
}

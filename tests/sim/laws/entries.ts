// Laws about who was let into flows, looked at when a life is over.
import { z } from "zod";
import { FlowDefinition } from "#app/flows/definition.ts";
import { aboutMs } from "#app/flows/span.ts";
import { Instant, sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const Entry = z.object({ entry: z.string(), mode: z.string(), flow: z.number(), fact: z.string(), at: Instant, decidedAt: Instant, firstAt: Instant, definition: z.unknown() });

/** What was told too late starts nobody, and neither does what lies before the flow: an import finds years of it. Whoever only waited for their turn in a full flow is not late. */
export async function startedInTime(life: Life, scene: Scene): Promise<void> {
  const { n, shop } = scene;
  const entries = await life.world.db.rows(Entry, sql`
    select e.entry_id::text as entry, e.mode, e.flow_id as flow, e.fact, e.at, e.decided_at as "decidedAt", v.definition,
      (select min(f.at) from flow_version f where f.shop_id = ${shop} and f.flow_id = e.flow_id) as "firstAt"
    from flow_entry e join flow_run r on r.shop_id = ${shop} and r.run_id = e.run_id join flow_version v on v.shop_id = ${shop} and v.flow_id = r.flow_id and v.version = r.version
    where e.shop_id = ${shop} and e.state = 'entered' order by e.entry_id`);
  for (const { entry, flow, fact, at, decidedAt, firstAt, definition } of entries.filter(({ mode }) => mode === "live")) {
    const { entry: caps, maxAge } = FlowDefinition.parse(definition);
    const maxAgeMs = aboutMs(maxAge);
    const waited = { from: at.getTime(), until: decidedAt.getTime() };
    if (waited.until - waited.from > maxAgeMs && !wasFull(caps, entries.filter((each) => each.flow === flow), waited, scene)) broke(life, "starts in time", `shop ${n}, flow ${flow}: entry ${entry} by ${fact} of ${at.toISOString()} at ${decidedAt.toISOString()}`);
    if (at.getTime() < firstAt.getTime() - maxAgeMs) broke(life, "starts in time", `shop ${n}, flow ${flow}: entry ${entry} by ${fact} of ${at.toISOString()}, long before the flow`);
  }
}

/** As many were let in just before or meanwhile as it lets in; of those who were erased since nothing is known, and of two who were merged and were let in by the same fact one entry is left. */
function wasFull({ perHour, perDay }: FlowDefinition["entry"], others: readonly z.infer<typeof Entry>[], { from, until }: { from: number; until: number }, { erased, survivors }: Scene): boolean {
  const caps = [...(perHour === null ? [] : [{ max: perHour, windowMs: hours(1) }]), ...(perDay === null ? [] : [{ max: perDay, windowMs: hours(24) }])];
  return caps.some(({ max, windowMs }) => others.filter(({ decidedAt }) => decidedAt.getTime() >= from - windowMs && decidedAt.getTime() < until).length + erased.length + survivors.size >= max);
}

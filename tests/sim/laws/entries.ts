// Laws about who was let into flows, looked at when a life is over.
import { z } from "zod";
import { FlowDefinition } from "#app/flows/definition.ts";
import { aboutMs } from "#app/flows/span.ts";
import { Instant, sql } from "#app/lib/sql.ts";
import { broke, type Life, type Scene } from "../scene.ts";

const Entry = z.object({ entry: z.string(), flow: z.number(), fact: z.string(), at: Instant, decidedAt: Instant, firstAt: Instant, definition: z.unknown() });

/** What was told too late starts nobody, and neither does what lies before the flow: an import finds years of it. */
export async function startedInTime(life: Life, { n, shop }: Scene): Promise<void> {
  const entries = await life.world.db.rows(Entry, sql`
    select e.entry_id::text as entry, e.flow_id as flow, e.fact, e.at, e.decided_at as "decidedAt", v.definition,
      (select min(f.at) from flow_version f where f.shop_id = ${shop} and f.flow_id = e.flow_id) as "firstAt"
    from flow_entry e join flow_run r on r.shop_id = ${shop} and r.run_id = e.run_id join flow_version v on v.shop_id = ${shop} and v.flow_id = r.flow_id and v.version = r.version
    where e.shop_id = ${shop} and e.mode = 'live' and e.state = 'entered' order by e.entry_id`);
  for (const { entry, flow, fact, at, decidedAt, firstAt, definition } of entries) {
    const maxAgeMs = aboutMs(FlowDefinition.parse(definition).maxAge);
    if (decidedAt.getTime() - at.getTime() > maxAgeMs) broke(life, "starts in time", `shop ${n}, flow ${flow}: entry ${entry} by ${fact} of ${at.toISOString()} at ${decidedAt.toISOString()}`);
    if (at.getTime() < firstAt.getTime() - maxAgeMs) broke(life, "starts in time", `shop ${n}, flow ${flow}: entry ${entry} by ${fact} of ${at.toISOString()}, long before the flow`);
  }
}

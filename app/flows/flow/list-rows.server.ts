// The flows of a shop as its merchant looks over them: where each is, and what it did lately.
import { z } from "zod";
import type { ShopId } from "../../lib/ids.ts";
import { Count, Instant, sql } from "../../lib/sql.ts";
import { days, earlier } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { FlowId, FlowState } from "./flow.ts";

const Line = z.object({ flowId: FlowId, name: z.string(), state: FlowState, problem: z.string().nullable(), entered: Count, inIt: Count, texts: Count, goals: Count, changedAt: Instant });
export type FlowLine = z.infer<typeof Line>;

const TEXTS_OF_MS = days(30);

/** What is live first; all of a shop fit a page of memory. `texts`: of the last 30 days. `goals`: how often one was reached, by those with texts. */
export const listFlows = (world: World, shop: ShopId, now: Date): Promise<FlowLine[]> => world.db.rows(Line, sql`
  with counted as (
    select c.flow_id, sum(c.count) filter (where c.what = 'entered') as entered, sum(c.count) filter (where c.what = 'reached' and not c.control) as goals
    from flow_count c where c.shop_id = ${shop} and c.what in ('entered', 'reached') group by c.flow_id),
  standing as (select r.flow_id, count(*) as people from flow_run r where r.shop_id = ${shop} and r.ended_at is null group by r.flow_id),
  sent as (select t.flow_id, count(*) as texts from person_text t where t.shop_id = ${shop} and t.flow_id is not null and t.sent_at > ${earlier(now, TEXTS_OF_MS)} group by t.flow_id)
  select f.flow_id as "flowId", f.name, f.state, f.problem, coalesce(counted.entered, 0) as entered, coalesce(standing.people, 0) as "inIt", coalesce(sent.texts, 0) as texts, coalesce(counted.goals, 0) as goals, f.changed_at as "changedAt"
  from flow f left join counted on counted.flow_id = f.flow_id left join standing on standing.flow_id = f.flow_id left join sent on sent.flow_id = f.flow_id
  where f.shop_id = ${shop}
  order by array_position(array['live', 'shadow', 'paused', 'draft', 'ended', 'archived'], f.state), lower(f.name), f.flow_id`);

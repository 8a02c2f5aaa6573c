// The tick: every shop whose clock is behind is woken, and every pump that has due rows, so that a
// lost wake-up costs one tick and no more. Crosses shops on purpose; it reads no shop's data.
import { z } from "zod";
import { detailDue } from "./inbox/detail-rows.server.ts";
import { EVENTS_TOPIC } from "./inbox/event-batch.ts";
import { flowsDue } from "./flows/run/next-rows.server.ts";
import { ERASING } from "./shops/forget.ts";
import { ShopId } from "./lib/ids.ts";
import { PumpName, wake } from "./lib/pump.server.ts";
import { raw, sql } from "./lib/sql.ts";
import { earlier, seconds } from "./lib/time.ts";
import type { World } from "./lib/world.ts";
import { PLATFORM_KINDS } from "./outbox/platform-command.ts";
import { PRUNE_EVERY_MS } from "./shops/prune-rows.server.ts";
import { mirrorDue } from "./sync/mirror-rows.server.ts";

const Due = z.object({ shop_id: ShopId, pump: PumpName });

/** Pumps about texts: what came back, what is to be told, campaigns, coupons. */
const ofTexts = (now: Date) => sql`
      select 'hear' where shop.state = 'active' and (
        exists (select 1 from reply where reply.shop_id = shop.shop_id and reply.state = 'new')
        or exists (select 1 from receipt where receipt.shop_id = shop.shop_id))
      union all
      select 'click' where shop.state = 'active' and exists (select 1 from click where click.shop_id = shop.shop_id and click.told_at is null)
      union all
      select 'campaign' where shop.state = 'active' and (
        exists (select 1 from campaign c where c.shop_id = shop.shop_id and c.due_at <= ${now})
        or exists (select 1 from campaign_dry d where d.shop_id = shop.shop_id and d.state = 'running'))
      union all
      select 'unsent' where shop.state = 'active' and exists (select 1 from decision where decision.shop_id = shop.shop_id and decision.untold)
      union all
      select 'coupon' where shop.state = 'active' and exists (select 1 from coupon where coupon.shop_id = shop.shop_id and coupon.due_at <= ${now})`;

/** Returns how many pumps it woke. */
export async function wakeDue(world: World, ageingSeconds: number): Promise<number> {
  const now = world.now();
  const due = await world.db.rows(Due, sql`
    select shop.shop_id, pump from shop cross join lateral (
      select 'clock' as pump where shop.state = 'active' and coalesce(shop.clocked_at, 'epoch') <= ${earlier(now, seconds(ageingSeconds))}
      union all
      select 'forget' where coalesce(shop.pruned_at, shop.created_at) <= ${earlier(now, PRUNE_EVERY_MS)}
      union all
      select 'probe' where shop.state = 'paused' and shop.probe_at <= ${now}
      union all
      select case when inbox.topic = any(${ERASING}::text[]) then 'forget' when inbox.topic = ${EVENTS_TOPIC} then 'events' else 'ingest' end from inbox
      where inbox.shop_id = shop.shop_id and inbox.state = 'due' and inbox.due_at <= ${now} group by 1
      union all
      select 'evaluate' where shop.state = 'active' and (
        exists (select 1 from customer where customer.shop_id = shop.shop_id and customer.changed_at is not null)
        or exists (select 1 from segment where segment.shop_id = shop.shop_id and segment.full_due and segment.state <> 'parked' and segment.deleted_at is null))
      union all
      select 'import' where shop.state = 'active' and exists (
        select 1 from import_run where import_run.shop_id = shop.shop_id and import_run.state not in ('done', 'parked') and import_run.due_at <= ${now})
      union all
      select 'detail' where shop.state = 'active' and (
        exists (select 1 from customer c where c.shop_id = shop.shop_id and ${detailDue("customers", "c", now)})
        or exists (select 1 from orders o where o.shop_id = shop.shop_id and ${detailDue("orders", "o", now)}))
      union all
      select 'list' where shop.state = 'active' and exists (
        select 1 from list_upload where list_upload.shop_id = shop.shop_id and list_upload.state = 'reading' and list_upload.due_at <= ${now}
        union all select 1 from list where list.shop_id = shop.shop_id and list.state = 'filling' and list.source = 'snapshot')
      union all
      select 'native' where shop.state = 'active' and exists (
        select 1 from list_native where list_native.shop_id = shop.shop_id and list_native.due_at <= ${now})
      union all
      select 'mirror' where shop.state = 'active' and ${mirrorDue(raw("shop.shop_id"), now)}
      union all
      select 'deliver' where shop.state = 'active' and exists (
        select 1 from outbox where outbox.shop_id = shop.shop_id and outbox.state in ('due', 'leased') and outbox.due_at <= ${now} and outbox.connection_id is null and outbox.kind <> 'hookCall')
      union all
      select 'relay' where shop.state in ('active', 'uninstalled') and exists (
        select 1 from connection c cross join unnest(${PLATFORM_KINDS}::text[]) as kind (name) join outbox on outbox.shop_id = shop.shop_id and outbox.connection_id = c.connection_id
          and outbox.kind = kind.name and outbox.state in ('due', 'leased') and outbox.due_at <= ${now}
        where c.shop_id = shop.shop_id and c.state in ('on', 'ending'))
      union all
      select 'text' where shop.state = 'active' and (
        exists (select 1 from unnest(array[0, 1, 2]::smallint[]) as first (rank) cross join lateral (
          select 1 from person_text t where t.shop_id = shop.shop_id and t.state = 'due' and t.rank = first.rank and t.due_at <= ${now} order by t.due_at limit 1) as waiting)
        or exists (select 1 from person_text t where t.shop_id = shop.shop_id and t.state = 'leased' and t.leased_until <= ${now}))
      union all
      select 'call' where shop.state = 'active' and exists (
        select 1 from outbox where outbox.shop_id = shop.shop_id and outbox.state in ('due', 'leased') and outbox.due_at <= ${now} and outbox.kind = 'hookCall')
      union all
      ${ofTexts(now)}
      union all
      select 'flow' where shop.state = 'active' and ${flowsDue(raw("shop.shop_id"), now)}
      union all
      select 'replay' where shop.state = 'active' and exists (select 1 from flow_replay r where r.shop_id = shop.shop_id and r.state = 'running')
    ) as work
    order by shop.shop_id, pump`);
  for (const { shop_id, pump } of due) await wake(world, shop_id, pump);
  return due.length;
}

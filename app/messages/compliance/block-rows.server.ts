// Numbers that somebody else than their owner blocked, as rows. Only whom a text was meant for once can be named.
import { z } from "zod";
import { StoppedBy } from "../../consent/grant.ts";
import { NumberHash } from "../../consent/number.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const Name = z.string().nullable();
const Line = z.object({ number: NumberHash, by: StoppedBy, at: z.coerce.date(), changedAt: z.date(), note: Name, customerId: CustomerId.nullable(), firstName: Name, lastName: Name, email: Name });
export type BlockedLine = z.infer<typeof Line>;

export const BLOCKED_SHOWN = 50;

/** The latest first. `after`: the last one seen. */
export const listBlocked = (world: World, shop: ShopId, after: { changedAt: Date; number: NumberHash } | null): Promise<BlockedLine[]> =>
  world.db.rows(Line, sql`
    select encode(n.number, 'hex') as number, n.state #>> '{stop,by}' as by, to_timestamp((n.state #>> '{stop,at}')::float8 / 1000) as at, n.changed_at as "changedAt", e.note,
      c.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName", c.email
    from number_state n
      left join lateral (select evidence #>> '{evidence,note}' as note from consent_entry where shop_id = ${shop} and number = n.number and entry ->> 'kind' = 'stopped' order by seq desc limit 1) e on true
      left join lateral (select customer_id from decision where shop_id = ${shop} and number = n.number and customer_id is not null order by decision_id desc limit 1) d on true
      left join customer c on c.shop_id = n.shop_id and c.customer_id = d.customer_id
    where n.shop_id = ${shop} and n.state #>> '{stop,by}' in ('merchant', 'complaint', 'litigator')
      and (${after?.changedAt ?? null}::timestamptz is null or (n.changed_at, n.number) < (${after?.changedAt ?? null}::timestamptz, decode(${after?.number ?? null}, 'hex')))
    order by n.changed_at desc, n.number desc limit ${BLOCKED_SHOWN + 1}`);

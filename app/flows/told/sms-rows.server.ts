// Events about texts, as they say which one.
import { z } from "zod";
import { EVENT_KINDS } from "../../customers/event-kind.ts";
import type { ShopId } from "../../lib/ids.ts";
import { Instant, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const Row = z.object({ eventId: z.string(), kind: z.enum(EVENT_KINDS), at: Instant, text: z.string().nullable(), props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable() });

/** `ids`: in hexadecimal, without hyphens. */
export const smsEvents = (world: World, shop: ShopId, ids: readonly string[]): Promise<z.infer<typeof Row>[]> => world.db.rows(Row, sql`
  select replace(event_id::text, '-', '') as "eventId", kind, at, text, props
  from event where shop_id = ${shop} and event_id = any(${[...new Set(ids)]}::uuid[]) order by event_id`);

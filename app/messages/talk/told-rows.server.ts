// What was sent to numbers before, as far as it decides whether the next text must say how to end them.
import { z } from "zod";
import { NumberHash } from "../../consent/number.ts";
import type { ShopId } from "../../lib/ids.ts";
import { anyShop } from "../../lib/merge.server.ts";
import { recordset } from "../../lib/recordset.ts";
import { sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";

const ASKED = { number: "text", textId: "bigint" } as const;
const Told = z.object({ number: NumberHash, hadBefore: z.boolean(), texts: z.array(z.object({ at: z.iso.datetime({ offset: true }).transform((at) => new Date(at)), body: z.string() })) });
export type Told = z.infer<typeof Told>;

const TEXTS_MAX = 10;

/** `texts`: those since then that may have said it, newest first. Not counted is the text that is being written (`textId`). */
export const toldTo = (world: World, shop: ShopId, asked: readonly { number: NumberHash; textId: string | null }[], since: Date): Promise<Told[]> => world.db.rows(Told, sql`
  select f.number, exists (
      select 1 from person_text t where t.shop_id = ${anyShop(shop)} and t.number = decode(f.number, 'hex') and t.class = 'marketing' and t.sent_at is not null
        and t.state in ('sent', 'delivered', 'undelivered') and t.text_id is distinct from f."textId") as "hadBefore",
    coalesce((select jsonb_agg(jsonb_build_object('at', said.sent_at, 'body', said.body) order by said.sent_at desc, said.text_id desc) from (
      select t.sent_at, t.body, t.text_id from person_text t where t.shop_id = ${anyShop(shop)} and t.number = decode(f.number, 'hex') and t.sent_at > ${since}
        and t.state in ('sent', 'delivered') and t.text_id is distinct from f."textId" and t.body ~* '(stop|arr|baja|alto)' order by t.sent_at desc, t.text_id desc limit ${TEXTS_MAX}) said), '[]'::jsonb) as texts
  from ${recordset<{ number: NumberHash; textId: string | null }>(ASKED, asked)} order by f.number`);

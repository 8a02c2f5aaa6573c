// What the consent ledger holds of somebody's phone, beside the customer, for segments: of which phone it is, and since when it stands.
import { z } from "zod";
import type { ShopId } from "../lib/ids.ts";
import { type Columns, recordset } from "../lib/recordset.ts";
import { Id, sql } from "../lib/sql.ts";
import type { World } from "../lib/world.ts";
import type { HeldWord } from "./held-word.ts";

const HELD: Columns<HeldWord> = { phone: "text", source: "text", proof: "text", endsAt: "timestamptz", restedAt: "timestamptz", endsInCanadaAt: "timestamptz" };

/** least() passes over what is null. */
const ENDS = sql`least(f."endsAt", case when 'CA' in (c.phone_country, c.country_code) then f."endsInCanadaAt" end)`;

/** Of everybody who has one of these phones, by the places in which they may be. Returns those of whom it is news. */
export async function setHeldWords(world: World, shop: ShopId, words: readonly HeldWord[], at: Date): Promise<string[]> {
  if (words.length === 0) return [];
  const changed = await world.db.rows(z.object({ id: Id }), sql`
    update customer c set sms_held_phone = f.phone, sms_held_at = ${at}, sms_source = f.source, sms_proof = f.proof, sms_ends_at = ${ENDS}, sms_rested_at = f."restedAt"
    from ${recordset(HELD, words)} where c.shop_id = ${shop} and c.phone = f.phone
      and (c.sms_held_phone, c.sms_source, c.sms_proof, c.sms_ends_at, c.sms_rested_at) is distinct from (f.phone, f.source, f.proof, ${ENDS}, f."restedAt") returning c.customer_id as id`);
  return changed.map(({ id }) => id);
}

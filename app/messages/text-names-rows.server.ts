// The names of a text's campaign and flow, its topic and whether it had a picture, for statements that read texts.
import { sql } from "../lib/sql.ts";

/** Of a row `t` of person_text, as text-names.ts reads them. */
export const TEXT_NAMES = sql`t.text_id::text as "textId", t.step, t.topic, case when t.sent_at is not null then t.media is not null end as picture,
  (select c.name from campaign c where c.shop_id = t.shop_id and c.campaign_id = t.campaign_id) as campaign, (select f.name from flow f where f.shop_id = t.shop_id and f.flow_id = t.flow_id) as flow`;

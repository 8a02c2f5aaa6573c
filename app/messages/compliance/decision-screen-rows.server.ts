// Decisions of the gate as screens read them: a page of them, one with its text, how many of each.
import { z } from "zod";
import type { NumberHash } from "../../consent/number.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import { Count, Id, row, sql } from "../../lib/sql.ts";
import type { World } from "../../lib/world.ts";
import { StoredRecord } from "./decision-rows.server.ts";
import { isReason, type Reason } from "../gate/reasons.ts";
import { TEXT_SOURCES, TEXT_STATES } from "../person-text.ts";

export const Verdict = z.enum(["send", "defer", "skip", "halt"]);
const ReasonName = z.string().refine((name): name is Reason => isReason(name));

const Line = z.object({
  decisionId: Id, textId: Id, customerId: CustomerId.nullable(), firstName: z.string().nullable(), lastName: z.string().nullable(),
  at: z.date(), verdict: Verdict, reason: ReasonName, until: z.date().nullable(), source: z.enum(TEXT_SOURCES).nullable(),
});
export type DecisionLine = z.infer<typeof Line>;

export const DECISIONS_SHOWN = 50;

export type DecisionFilter = { verdict: z.infer<typeof Verdict> | null; reason: Reason | null; number: NumberHash | null; before: string | null };

/** Newest first. `before`: the last one seen. `number`: a person's. */
export function listDecisions(world: World, shop: ShopId, { verdict, reason, number, before }: DecisionFilter): Promise<DecisionLine[]> {
  return world.db.rows(Line, sql`
    select d.decision_id::text as "decisionId", d.text_id::text as "textId", d.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName",
      d.at, d.verdict, d.reason, d.until, t.source
    from decision d
      left join person_text t on t.shop_id = d.shop_id and t.text_id = d.text_id
      left join customer c on c.shop_id = d.shop_id and c.customer_id = d.customer_id
    where d.shop_id = ${shop} and (${before}::bigint is null or d.decision_id < ${before}::bigint)
      and (${verdict}::text is null or d.verdict = ${verdict}) and (${reason}::text is null or d.reason = ${reason}) and (${number}::text is null or d.number = decode(${number}, 'hex'))
    order by d.decision_id desc limit ${DECISIONS_SHOWN + 1}`);
}

const Whole = Line.extend({ settingsVersion: z.number(), record: StoredRecord, state: z.enum(TEXT_STATES).nullable(), campaignId: z.number().nullable(), messageId: z.number().nullable(), body: z.string().nullable() });
export type WholeDecision = z.infer<typeof Whole>;

export const readDecision = (world: World, shop: ShopId, decision: string): Promise<WholeDecision | null> =>
  row(world.db, Whole, sql`
    select d.decision_id::text as "decisionId", d.text_id::text as "textId", d.customer_id::text as "customerId", c.first_name as "firstName", c.last_name as "lastName",
      d.at, d.verdict, d.reason, d.until, t.source, d.settings_version as "settingsVersion", d.record, t.state, t.campaign_id as "campaignId", t.message_id as "messageId", t.body
    from decision d
      left join person_text t on t.shop_id = d.shop_id and t.text_id = d.text_id
      left join customer c on c.shop_id = d.shop_id and c.customer_id = d.customer_id
    where d.shop_id = ${shop} and d.decision_id = ${decision}::bigint`);

/** Others about the same text, oldest first: how it came to its end. */
export const decisionsOfText = (world: World, shop: ShopId, text: string): Promise<{ decisionId: string; at: Date; verdict: z.infer<typeof Verdict>; reason: Reason }[]> =>
  world.db.rows(z.object({ decisionId: Id, at: z.date(), verdict: Verdict, reason: ReasonName }), sql`
    select decision_id::text as "decisionId", at, verdict, reason from decision where shop_id = ${shop} and text_id = ${text}::bigint order by decision_id limit 100`);

const DayCount = z.object({ place: z.number(), verdict: Verdict, count: Count });

/** `place`: among the instants, from 1, at which the days begin; the last one has no end. */
export const verdictsByDay = (world: World, shop: ShopId, starts: Date[]): Promise<z.infer<typeof DayCount>[]> =>
  world.db.rows(DayCount, sql`
    select width_bucket(at, ${starts}::timestamptz[]) as place, verdict, count(*) as count
    from decision where shop_id = ${shop} and at >= ${starts[0] ?? null}::timestamptz group by 1, 2 order by 1, 2`);

const Waits = z.object({ reviews: Count, halted: Count, doubt: Count });

export async function waitingForPeople(world: World, shop: ShopId): Promise<z.infer<typeof Waits>> {
  const found = await row(world.db, Waits, sql`
    select (select count(*) from reply where shop_id = ${shop} and review = 'waiting') as reviews,
      (select count(*) from person_text where shop_id = ${shop} and state = 'halted' and not let_go) as halted,
      (select count(*) from person_text where shop_id = ${shop} and state = 'doubt' and not let_go) as doubt`);
  return found ?? { reviews: 0, halted: 0, doubt: 0 };
}

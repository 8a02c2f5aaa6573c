// Laws about each text as it leaves the engine, looked at before anything else happens. What each text is, is read from its
// row; what was known, where people are and what came before, from the simulator's own books.
import { z } from "zod";
import { FlowDefinition } from "#app/flows/definition.ts";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import { shopDayOf } from "#app/messages/spend.ts";
import { hourIn, placeOfPhone } from "../people.ts";
import { broke, type Handed, type Life, type Scene } from "../scene.ts";
import { personOf, read } from "../shoppers.ts";

const Row = z.object({
  number: z.string(), body: z.string().nullable(), key: z.string(), class: z.string(), state: z.string(), replyKind: z.string().nullable(), runId: z.string().nullable(), step: z.string().nullable(),
  micros: z.coerce.number().nullable(), expiresAt: z.date().nullable(), isControl: z.boolean().nullable(), endedAt: z.date().nullable(), enteredAt: z.date().nullable(), definition: z.unknown(), customer: z.string().nullable(), province: z.string().nullable(),
});
export type SentRow = z.infer<typeof Row>;

/** With the row that it is of. */
export type Sent = Handed & { row: SentRow };

/** Laws of one text, by the name under which each is known. */
const LAWS: readonly [string, (life: Life, scene: Scene, sent: Sent, before: readonly Sent[]) => string | null][] = [
  ["I1 consent", consented],
  ["I2 stop", stopped],
  ["I3 hours", inHours],
  ["I4 limits", inLimits],
  ["I5 once", once],
  ["I6 after an exit", beforeExits],
  ["I9 preference", asTheyWish],
  ["I11 control", uncontrolled],
  ["I14 budget", inBudget],
  ["I15 deferral", inTime],
];

export async function checkHanded(life: Life, scene: Scene): Promise<void> {
  const fresh = scene.fresh.splice(0);
  const rows = await rowsOf(life, scene, fresh);
  for (const handed of fresh) {
    const alike = rows.filter(({ number, body }) => body === handed.body && number === scene.hash(handed.phone));
    const row = alike.find(({ key }) => !scene.sent.some((sent) => sent.row.key === key)) ?? alike[0];
    life.log.write(handed.at, handed.carried ? "text" : "no text", scene.n, personOf(scene, handed.phone), row?.class ?? "unknown", handed.body.length);
    // What was surely not taken may be due again already, as if it had never left.
    if (!row) {
      if (handed.carried) broke(life, "known text", `a text left that no row knows: ${handed.body.slice(0, 40)}`);
      continue;
    }
    const sent = { ...handed, row };
    for (const [name, law] of LAWS) {
      const about = law(life, scene, sent, scene.sent);
      if (about !== null) broke(life, name, `shop ${scene.n}, ${row.key}: ${about}`);
    }
    if (!sent.carried) continue;
    scene.sent.push(sent);
    // Whoever has it reads it, some hours later.
    life.agenda.at(handed.at + scene.chance.whole(8_000, hours(9)), () => read(life, scene, handed.phone, handed.body));
  }
}

/** A text leaves within its lease. */
const LEFT_WITHIN_MS = hours(1);

/** By the same words to the same number, the last one first: two flows may say the same. One that went long before is another. */
const rowsOf = ({ world }: Life, { shop, hash }: Scene, fresh: readonly Handed[]): Promise<SentRow[]> => world.db.rows(Row, sql`
  select encode(t.number, 'hex') as number, t.body, t.key, t.class, t.state, t.reply_kind as "replyKind", t.run_id::text as "runId", t.step, t.micros, t.expires_at as "expiresAt", c.province_code as province, r.control as "isControl", r.ended_at as "endedAt", r.entered_at as "enteredAt", v.definition, t.customer_id::text as customer
  from unnest(${fresh.map(({ phone }) => hash(phone))}::text[], ${fresh.map(({ body }) => body)}::text[], ${fresh.map(({ at }) => new Date(at - LEFT_WITHIN_MS))}::timestamptz[]) as one (number, body, since)
  join person_text t on t.shop_id = ${shop} and t.number = decode(one.number, 'hex') and t.body = one.body and t.sent_at >= one.since
  left join customer c on c.shop_id = ${shop} and c.customer_id = t.customer_id
  left join flow_run r on r.shop_id = ${shop} and r.run_id = t.run_id
  left join flow_version v on v.shop_id = ${shop} and v.flow_id = r.flow_id and v.version = r.version
  order by t.number, t.body, t.sent_at desc, t.text_id desc`);

const isPromotion = ({ row }: Sent) => row.class === "marketing";

/** No promotion without a yes that is known at the instant and that no later no takes back. */
function consented(_: Life, { words }: Scene, sent: Sent): string | null {
  if (!isPromotion(sent)) return null;
  const yes = words.last(sent.phone, ["yes"], sent.at);
  const no = words.last(sent.phone, ["no", "stop"], sent.at);
  if (!yes) return "nobody ever said yes";
  return no && no.at > yes.at ? `they said no at ${new Date(no.at).toISOString()}` : null;
}

/** After STOP one confirmation, at once, that offers nothing; and nothing else of any class. */
function stopped(_: Life, { words }: Scene, sent: Sent, before: readonly Sent[]): string | null {
  const stop = words.last(sent.phone, ["stop"], sent.at);
  const yes = words.last(sent.phone, ["yes"], sent.at);
  if (!stop || !sent.carried || (yes && yes.at >= stop.at)) return null;
  if (sent.row.replyKind !== "stop") return `a text of class ${sent.row.class} after STOP`;
  if (sent.at > stop.knownAt + RULE_BOOK.stopConfirmationMs) return "the confirmation came too late";
  if (/https?:|\/\//.test(sent.body)) return "the confirmation offers something";
  // However often they wrote it since they last said yes.
  return before.some(({ phone, at, row }) => phone === sent.phone && row.replyKind === "stop" && at > (yes?.knownAt ?? 0)) ? "a second confirmation" : null;
}

/** Within the law's hours wherever they may be, by the phone and by the address that we know. */
function inHours(_: Life, { people }: Scene, sent: Sent): string | null {
  if (!isPromotion(sent)) return null;
  const moved = people.find(({ phone, moved }) => phone === sent.phone && moved?.province === sent.row.province)?.moved;
  const home = placeOfPhone(sent.phone);
  const places = [...(home?.zones ?? []).map((zone) => ({ zone, until: home?.until ?? 0 })), ...(moved ? [{ zone: moved.at, until: moved.until }] : [])];
  for (const { zone, until } of places) {
    const hour = hourIn(zone, sent.at);
    if (hour < 8 || hour >= until) return `${hour.toFixed(2)} o'clock in ${zone}`;
  }
  return null;
}

/** Florida: three in a day. */
const FLORIDA = { area: "850", max: 3, windowMs: hours(24) };

function inLimits(_: Life, { settings: { gate } }: Scene, sent: Sent, before: readonly Sent[]): string | null {
  const limits = [...(gate.brand ? [{ name: "brand", ...gate.brand }] : []), ...(sent.phone.startsWith(`+1${FLORIDA.area}`) ? [{ name: "law", ...FLORIDA }] : [])];
  for (const { name, max, windowMs } of limits) {
    const count = countIn(sent, before, windowMs);
    if (count > max) return `${count} of at most ${max} by the ${name}`;
  }
  return null;
}

function asTheyWish(_: Life, { limits }: Scene, sent: Sent, before: readonly Sent[]): string | null {
  const own = limits.get(sent.phone);
  if (!own) return null;
  const count = countIn(sent, before, own.windowMs);
  return count > own.max ? `${count} of at most ${own.max} by their own wish` : null;
}

/** Any order ends it, wherever somebody stands. */
export const endsByOrder = ({ exits }: FlowDefinition): boolean =>
  exits.some(({ on, at: steps, to, starts }) => on?.event === "order" && on.where.length === 0 && !on.own && steps.length === 0 && to === null && starts === null);

/** Nothing of a run that has ended, and nothing after an order that the engine knows of where an order ends the flow. */
function beforeExits(_: Life, { orders }: Scene, { at, row: { runId, endedAt, enteredAt, definition, customer } }: Sent): string | null {
  if (runId === null || enteredAt === null) return null;
  if (endedAt !== null && endedAt.getTime() < at) return `its run had ended at ${endedAt.toISOString()}`;
  if (!endsByOrder(FlowDefinition.parse(definition))) return null;
  const order = orders.find((each) => each.customer === customer && each.at > enteredAt.getTime() && each.knownAt !== null && each.knownAt < at);
  return order ? `they ordered at ${new Date(order.at).toISOString()}, which was known` : null;
}

/** Whoever is in a control group is texted nothing by the flow. */
function uncontrolled(_: Life, __: Scene, { row: { isControl, runId } }: Sent): string | null {
  return runId !== null && isControl === true ? "its person is in the control group" : null;
}

/** What promotion costs by the shop's day, with everything else that went that day. */
function inBudget(_: Life, { settings: { spend: { dayMicros } }, timeZone }: Scene, sent: Sent, before: readonly Sent[]): string | null {
  if (dayMicros === null || !isPromotion(sent) || !sent.carried) return null;
  const { day } = shopDayOf(timeZone, new Date(sent.at));
  const micros = [...before.filter(({ at }) => at > sent.at - hours(26)), sent].filter(({ at }) => shopDayOf(timeZone, new Date(at)).day === day).reduce((sum, { row }) => sum + (row.micros ?? 0), 0);
  return micros > dayMicros ? `${micros} of at most ${dayMicros} millionths on ${day}` : null;
}

/** Nothing goes from the instant on at which it expires. */
function inTime(_: Life, __: Scene, { at, row: { expiresAt } }: Sent): string | null {
  return expiresAt !== null && at >= expiresAt.getTime() ? `it was to go before ${expiresAt.toISOString()}` : null;
}

/** With this one. */
function countIn(sent: Sent, before: readonly Sent[], windowMs: number): number {
  if (!isPromotion(sent) || !sent.carried) return 0;
  return 1 + before.filter((other) => isPromotion(other) && other.phone === sent.phone && other.at > sent.at - windowMs).length;
}

/** A text of one key is taken by the platform once. */
function once(_: Life, __: Scene, sent: Sent, before: readonly Sent[]): string | null {
  return sent.carried && before.some(({ row }) => row.key === sent.row.key) ? "it was taken twice" : null;
}

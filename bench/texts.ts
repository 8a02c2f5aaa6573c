// What sending costs on our side: decisions with their places under the limits taken on PostgreSQL, and a campaign from the
// yes to the last call at a provider that answers at once and takes as many as there are. One process, commits that wait
// for the disk.
import { z } from "zod";
import { appendEntries } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import type { NumberHash } from "#app/consent/number.ts";
import { CustomerId, ShopId } from "#app/lib/ids.ts";
import { row, sql } from "#app/lib/sql.ts";
import { hours } from "#app/lib/time.ts";
import { transact, type World } from "#app/lib/world.ts";
import { rulesOf } from "#app/messages/gate/rules.server.ts";
import { MessageDefinition } from "#app/messages/message/message.ts";
import { insertMessage } from "#app/messages/message/message-rows.server.ts";
import type { NewText } from "#app/messages/person-text.ts";
import { writeTexts } from "#app/messages/person-text-rows.server.ts";
import { readSending } from "#app/messages/sender.server.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { TextSettings } from "#app/messages/settings/text-settings.ts";
import { textOnce } from "#app/outbox/text.server.ts";
import { readSender } from "#app/outbox/text-sender.server.ts";
import { takeTexts } from "#app/outbox/text-take.server.ts";
import { ADAPTERS } from "#app/platforms/adapters.ts";
import { ConnectionId } from "#app/platforms/connection.ts";
import { sealCredentials } from "#app/platforms/grant.server.ts";
import { insertConnection } from "#app/platforms/connection-rows.server.ts";
import { type Cpu, cpuNow, cpuSince } from "./cpu.ts";
import { measured, type Measured } from "./measure.ts";
import type { Size } from "./shop/generate.ts";
import type { BenchWorld } from "./world.ts";

const PEOPLE: Readonly<Record<Size, number>> = { S: 5_000, M: 100_000, L: 100_000 };
const CHUNK = 2_000;
/** A Tuesday noon in New York; within the hours of every state of the mainland. */
const NOON = new Date("2026-06-16T18:00:00Z");
const AREAS = [212, 310, 404, 512, 617, 702, 773, 850, 206, 303];
const UNLIMITED = { adapters: ADAPTERS, limits: [] };

type Somebody = { id: CustomerId; phone: string; number: NumberHash };

export async function textsBench(bench: BenchWorld, size: Size): Promise<Measured[]> {
  bench.clock.set(NOON);
  const world: World = { ...bench, appUrl: "https://segue.example.com", http: { ...bench.http, send: answering() } };
  const count = PEOPLE[size];
  const { shop, people } = await aTextingShop(world, count);
  const rate = ({ ms, cpu }: Took, what: string, note: string) => measured("texts", size, what, [ms], { rows: count, note: `${note}; processor seconds: Node ${cpu.node}, PostgreSQL ${cpu.postgres}` });
  const decided = await decisions(world, shop, people);
  await rested(world, shop);
  bench.clock.set(new Date(NOON.getTime() + hours(48)));
  const sent = await campaign(world, shop, people);
  return [
    rate(decided, `decisions with reservation, ${count.toLocaleString("en")} people (target 2,000 a second)`, "written, asked of the gate, reserved, with their records; nothing sent"),
    rate(sent.write, "the campaign's texts written", "rows of person_text"),
    rate({ ms: sent.write.ms + sent.send.ms, cpu: sent.send.cpu }, `a campaign to ${count.toLocaleString("en")} people, from yes to the last call`, "composed with a name and a link, decided, handed over, recorded"),
  ];
}

type Took = { ms: number; cpu: Cpu };

async function took(world: World, work: () => Promise<void>): Promise<Took> {
  const [before, from] = [await cpuNow(world.db), performance.now()];
  await work();
  const ms = performance.now() - from;
  return { ms, cpu: cpuSince(before, await cpuNow(world.db)) };
}

/** As Twilio answers, at once. */
function answering(): World["http"]["send"] {
  let last = 0;
  return async () => ({ kind: "answer", status: 201, headers: {}, body: JSON.stringify({ sid: `SM${String(++last).padStart(32, "0")}`, status: "accepted" }) });
}

async function aTextingShop(world: World, count: number): Promise<{ shop: ShopId; people: Somebody[] }> {
  const made = await row(world.db, z.object({ shop_id: ShopId }), sql`
    insert into shop (domain, name, time_zone, state, created_at, installed_at, clocked_at, connection_count) values ('bench-texts.myshopify.com', 'Acme', 'America/New_York', 'active', ${NOON}, ${NOON}, ${NOON}, 1)
    returning shop_id`);
  if (!made) throw new Error("the shop was made");
  const shop = made.shop_id;
  const phoneOf = (index: number) => `+1${AREAS[index % AREAS.length]}${String(2_000_000 + index).padStart(7, "0")}`;
  await world.db.copyIn(sql`copy customer (shop_id, customer_id, first_name, phone, country_code, province_code, zip, sms_state, sms_opt_in_level, sms_updated_at) from stdin`,
    Array.from({ length: count }, (_, index) => `${shop}\t${index + 1}\tAnn${index % 97}\t${phoneOf(index)}\tUS\tNY\t10001\tSUBSCRIBED\tSINGLE_OPT_IN\t2026-01-01\n`));
  const hash = await numberHasher(world, shop);
  const people = Array.from({ length: count }, (_, index) => ({ id: CustomerId.parse(String(index + 1)), phone: phoneOf(index), number: hash(phoneOf(index)) }));
  for (let from = 0; from < count; from += CHUNK) {
    await appendEntries(world, shop, people.slice(from, from + CHUNK).map(({ number }) => ({ number, entry: {
      kind: "optedIn" as const, at: NOON.getTime() - hours(1_000), source: "form" as const, scopes: ["marketing" as const], basis: "express" as const, proof: "written" as const, expiresAt: null, evidence: null,
      disclosure: { version: "1", text: "I agree to recurring texts. Message and data rates may apply.", locale: "en" },
    } })), NOON);
  }
  const connection = ConnectionId.parse(1);
  const credentials = { kind: "key" as const, key: `SK${"0".repeat(32)}`, account: `AC${"0".repeat(32)}`, secret: "secret", sender: `MG${"0".repeat(32)}` };
  await insertConnection(world, shop, { connection, platform: "twilio", account: { accountId: "AC", name: "AC", missing: [] }, credentials: sealCredentials(world, shop, connection, credentials), renewAt: null, hookKey: "1-1-bench", hookSecret: null, now: NOON });
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme", sender: connection }), NOON);
  await world.db.run(sql`vacuum analyze customer`);
  await world.db.run(sql`vacuum analyze number_state`);
  return { shop, people };
}

const textTo = (key: string, { id, number }: Somebody, now: Date, more: Partial<NewText>): NewText => ({
  key: `${key}/${id}`, source: "campaign", customerId: id, number, campaignId: null, message: null, body: null, media: null, class: "marketing", scope: "marketing", topic: null, subject: null, cart: null, reply: null,
  dueAt: now, expiresAt: null, ...more,
});

async function writeAll(world: World, shop: ShopId, key: string, people: readonly Somebody[], more: Partial<NewText>): Promise<void> {
  for (let from = 0; from < people.length; from += CHUNK) await writeTexts(world, shop, people.slice(from, from + CHUNK).map((one) => textTo(key, one, world.now(), more)), world.now());
}

async function decisions(world: World, shop: ShopId, people: readonly Somebody[]): Promise<Took> {
  await writeAll(world, shop, "decide", people, { body: "Acme: The summer sale is on." });
  const now = world.now();
  const { version, settings, rules } = await rulesOf(world, shop);
  const [sender, sending] = [await readSender(world, shop, settings.sender, UNLIMITED), await readSending(world, shop, settings)];
  const taking = { version, settings, rules, zone: "America/New_York", sender, sending, limit: 500, now, until: new Date(now.getTime() + hours(1)) };
  return took(world, async () => {
    while ((await transact(world, (world) => takeTexts(world, shop, taking))).moved > 0);
  });
}

/** As if they had gone. */
const rested = (world: World, shop: ShopId) => world.db.run(sql`update person_text set state = 'sent', leased_until = null, provider_id = key where shop_id = ${shop} and state = 'leased'`);

async function campaign(world: World, shop: ShopId, people: readonly Somebody[]): Promise<{ write: Took; send: Took }> {
  const text = "Hi {{ customer.first_name | default: 'there' }}, the summer sale is on: https://bench-texts.myshopify.com/collections/sale";
  const definition = MessageDefinition.parse({ class: "marketing", scope: "marketing", topic: null, subject: null, text, media: null, smart: null, language: "en", coupon: null, utm: { campaign: null, content: null } });
  const id = await insertMessage(world, shop, "Sale", definition, world.now());
  const write = await took(world, () => writeAll(world, shop, "send", people, { message: { id, version: 1 } }));
  const send = await took(world, async () => {
    while ((await textOnce(world, shop, UNLIMITED)).moved > 0);
  });
  const left = await world.db.rows(z.object({ state: z.string(), reason: z.string().nullable(), count: z.number() }), sql`
    select state, reason, count(*)::int as count from person_text where shop_id = ${shop} and key like 'send/%' group by state, reason order by state, reason`);
  if (left.length !== 1 || left[0]?.state !== "sent") throw new Error(`not all were sent: ${JSON.stringify(left)}`);
  return { write, send };
}

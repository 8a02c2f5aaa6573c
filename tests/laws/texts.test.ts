// What sending never does, however many senders race for the same people, die between taking and recording, stall, or hear
// nothing from the provider: no limit is passed in any rolling span, nothing goes twice, every decision is made again from
// its row, and what is paid for is what may have gone. TEXT_LIVES says how many shops live through it, TEXT_SEED replays.
import { expect, test } from "vitest";
import { z } from "zod";
import { appendEntries, setPreference } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { hours, minutes } from "#app/lib/time.ts";
import { replayDecision } from "#app/messages/compliance/decision-look.server.ts";
import { writeTexts } from "#app/messages/person-text-rows.server.ts";
import { readTextSettings, saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { textOnce } from "#app/outbox/text.server.ts";
import { ADAPTERS } from "#app/platforms/adapters.ts";
import type { Platforms } from "#sandbox/platforms/open.ts";
import { type Chance, chanceFrom } from "#sandbox/chance.ts";
import { agreed, aText, aTextingShop } from "#tests/support/texting.ts";
import { aWorld, type TestWorld } from "#tests/support/world.ts";

const LIVES = Number(process.env["TEXT_LIVES"] ?? 1);
const SEED = Number(process.env["TEXT_SEED"] ?? Date.now() % 1_000_000);
console.info(`texts: seed=${SEED} lives=${LIVES}; replay with TEXT_SEED=${SEED}`);

const PUMPS = 4;
const ROUNDS = 6;
/** All of them for one person of Florida would take two weeks. */
const STEPS_MAX = 300;
const POINTS = ["text:after-claim", "text:after-send", "text:before-record"];
/** So that several have texts to one number in hand at once. */
const FEW = { adapters: ADAPTERS, most: 2 };
const BRAND = { max: 2, windowMs: hours(8) };
const OWN = { max: 1, windowMs: hours(3) };
/** Of Florida: three in a day. */
const LAW = { max: 3, windowMs: hours(24) };

const world = await aWorld(new Date("2026-06-15T13:00:00Z"));

type Life = { shop: ShopId; platforms: Platforms; people: { id: CustomerId; phone: string }[]; handed: Map<string, { to: string; at: number }> };

class Death extends Error {}

/** The third and fourth customer have one phone; the fifth wants fewer texts. */
async function aLife(chance: Chance): Promise<Life> {
  const { shop, platforms } = await aTextingShop(world, { people: 0 });
  const { settings } = await readTextSettings(world, shop);
  await saveTextSettings(world, shop, { ...settings, gate: { ...settings.gate, brand: BRAND } }, world.now());
  const base = chance.whole(1_000, 8_000);
  const people = [850, 850, 202, 202, 202].map((area, index) => ({ id: CustomerId.parse(String(index + 1)), phone: `+1${area}555${base + (index === 3 ? 2 : index)}` }));
  await world.db.run(sql`insert into customer (shop_id, customer_id, phone) select ${shop}, id, phone from unnest(${people.map(({ id }) => id)}::bigint[], ${people.map(({ phone }) => phone)}::text[]) as one (id, phone)`);
  const hash = await numberHasher(world, shop);
  await appendEntries(world, shop, people.map(({ phone }) => ({ number: hash(phone), entry: agreed(world.now().getTime() - hours(24)) })), world.now());
  await setPreference(world, shop, hash(people[4]?.phone ?? ""), { ...NO_PREFERENCE, limit: OWN }, world.now());
  const handed: Life["handed"] = new Map();
  world.network.on((request) => {
    if (request.method === "POST" && request.url.endsWith("/Messages.json")) {
      const form = new URLSearchParams(String(request.body));
      handed.set(form.get("Body") ?? "", { to: form.get("To") ?? "", at: world.now().getTime() });
    }
    return undefined;
  });
  return { shop, platforms, people, handed };
}

/** One of many processes that send for the shop: it dies at a point, stalls there, or neither. */
const aSender = (chance: Chance): TestWorld => {
  const [fateAt, isDeath] = [chance.happens(0.3) ? chance.pick(POINTS) : null, chance.happens(0.7)];
  return { ...world, point: async (name) => {
    if (name !== fateAt) return;
    if (isDeath) throw new Death();
    world.clock.advance(minutes(chance.pick([3, 10])));
  } };
};

async function live({ shop, platforms, people }: Life, chance: Chance): Promise<number> {
  const hash = await numberHasher(world, shop);
  let written = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const texts = Array.from({ length: chance.whole(3, 7) }, () => {
      const { id, phone } = chance.pick(people);
      const isService = chance.happens(0.1);
      return aText(`${shop}/${++written}`, id, hash(phone), world.now(), isService ? { class: "transactional", body: `Your parcel ${shop}/${written} is here.` } : {});
    });
    await writeTexts(world, shop, texts, world.now());
    platforms.control({ platform: "twilio", faults: chance.happens(0.5) ? { lose: 0.1, loseAfter: 0.15, failAfter: 0.1, fail: 0.1, throttle: 0.1 } : { lose: 0, loseAfter: 0, failAfter: 0, fail: 0, throttle: 0 } });
    const steps = await Promise.allSettled(Array.from({ length: PUMPS }, () => textOnce(aSender(chance), shop, FEW)));
    for (const step of steps) if (step.status === "rejected" && !(step.reason instanceof Death)) throw step.reason;
    world.clock.advance(minutes(chance.whole(1, 90)));
  }
  platforms.control({ platform: "twilio", faults: { lose: 0, loseAfter: 0, failAfter: 0, fail: 0, throttle: 0 } });
  // Leases run out, what is in doubt is looked for, and what was deferred goes: where chance picked one person of Florida for many, three a day.
  for (let step = 0; step < 60 || (step < STEPS_MAX && (await waiting(shop)) > 0); step++) {
    if ((await textOnce(world, shop)).moved === 0) world.clock.advance(hours(2));
  }
  return written;
}

const waiting = async (shop: ShopId) => (await row(world.db, z.object({ count: Count }), sql`select count(*) from person_text where shop_id = ${shop} and state in ('due', 'leased')`))?.count ?? 0;

function overLimit(times: number[], { max, windowMs }: { max: number; windowMs: number }): number | undefined {
  return times.find((at) => times.filter((other) => other > at - windowMs && other <= at).length > max);
}

const Row = z.object({ key: z.string(), state: z.string(), body: z.string() });
const Spend = z.object({ texts: z.number() });

test("however senders race and die, nothing goes twice, no limit is passed and every decision is made again from its row", async () => {
  for (let life = 0; life < LIVES; life++) {
    const chance = chanceFrom(SEED + life);
    const it = await aLife(chance);
    const { shop, platforms, people, handed } = it;
    const written = await live(it, chance);
    const there = platforms.view("twilio").messages.map(({ body }) => body).filter((body) => body.includes(` ${shop}/`));
    expect(there).toEqual([...new Set(there)]);
    const rows = await world.db.rows(Row, sql`select key, state, body from person_text where shop_id = ${shop} order by text_id`);
    const inState = (state: string) => rows.filter((row) => row.state === state).map(({ body }) => body);
    expect(rows).toHaveLength(written);
    expect(inState("sent").filter((body) => !there.includes(body))).toEqual([]);
    expect(there.filter((body) => !inState("sent").includes(body) && !inState("doubt").includes(body))).toEqual([]);
    expect(rows.filter(({ state }) => !["sent", "doubt", "failed"].includes(state))).toEqual([]);
    for (const phone of new Set(people.map((person) => person.phone))) {
      const times = there.flatMap((body) => { const at = handed.get(body); return at?.to === phone && body.startsWith("Acme") ? [at.at] : []; }).sort((a, b) => a - b);
      for (const limit of [BRAND, ...(phone.startsWith("+1850") ? [LAW] : []), ...(phone === people[4]?.phone ? [OWN] : [])]) expect({ limit, phone, over: overLimit(times, limit) }).toEqual({ limit, phone, over: undefined });
    }
    expect(there.length).toBeGreaterThan(written / 3);
    const spent = await world.db.rows(Spend, sql`select coalesce(sum(texts), 0)::int as texts from spend where shop_id = ${shop}`);
    expect(spent[0]?.texts).toBe(inState("sent").length + inState("doubt").length);
    const decisions = await world.db.rows(z.object({ id: z.string() }), sql`select decision_id as id from decision where shop_id = ${shop} order by decision_id`);
    for (const { id } of decisions) expect(await replayDecision(world, shop, id)).toMatchObject({ same: true });
    console.info(`texts: ${written} written, ${there.length} there, ${inState("doubt").length} in doubt, ${inState("failed").length} failed, ${decisions.length} decisions`);
  }
}, 60_000 + LIVES * 30_000);

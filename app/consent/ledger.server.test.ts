// The ledger on PostgreSQL: any order of arrival and any repetition, and what it adds up to.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { sql } from "#app/lib/sql.ts";
import { later } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { firstBroken } from "./chain.ts";
import { consentOf } from "./consent.ts";
import { ConsentEntry } from "./entry.ts";
import { evidenceOf } from "./evidence.server.ts";
import { evidenceText } from "./evidence.ts";
import { entriesOf, headOf, numberStates } from "./ledger-rows.server.ts";
import { appendEntries, noteWrote, setPreference, setReach } from "./ledger.server.ts";
import { numberHasher, openPhone, sealPhone } from "./number.server.ts";
import { sealAnew } from "../shops/seal-rows.server.ts";
import { saidBy } from "./words.ts";

const world = await aWorld();
const NOW = world.now().getTime();

const entry = (kind: ConsentEntry["kind"], at: number, more: object = {}): ConsentEntry =>
  ConsentEntry.parse({ kind, at, source: "form", evidence: null, ...(["asked", "confirmed", "optedIn"].includes(kind) && { scopes: ["marketing"], disclosure: null }), ...(kind === "optedIn" && { basis: "express", proof: "written", expiresAt: null }), ...(kind === "optedOut" && { scopes: ["marketing"] }), ...(kind === "stopped" && { by: "reply" }), ...more });

test("One phone has one hash in a shop, another in the next, and the same after its key was sealed anew.", async () => {
  const [shop, other] = [await aShop(world), await aShop(world)];
  const hash = (await numberHasher(world, shop))("+12125550123");
  expect([(await numberHasher(world, shop))("+12125550123") === hash, (await numberHasher(world, other))("+12125550123") === hash]).toEqual([true, false]);
  const rotated = { ...world, secrets: { ...world.secrets, encryptionKeys: [{ id: "next", key: new Uint8Array(32).fill(8) }, ...world.secrets.encryptionKeys] } };
  await world.db.run(sql`
    insert into opt_in (shop_id, number, phone, locale, scopes, disclosure, asked_at, expires_at)
    values (${shop}, decode(${hash}, 'hex'), ${sealPhone(world, shop, hash, "+12125550123")}, 'en', '{marketing}', '{}', ${world.now()}, ${world.now()})`);
  await sealAnew(rotated, shop);
  const onlyNext = { ...rotated, secrets: { ...rotated.secrets, encryptionKeys: rotated.secrets.encryptionKeys.slice(0, 1) } };
  expect((await numberHasher(onlyNext, shop))("+12125550123")).toBe(hash);
  const [asked] = await world.db.rows(z.object({ phone: z.string() }), sql`select phone from opt_in where shop_id = ${shop}`);
  expect(openPhone(onlyNext, shop, hash, asked?.phone ?? "")).toBe("+12125550123");
});

const anEntry = fc.record({ kind: fc.constantFrom(...(["asked", "confirmed", "optedIn", "optedOut", "stopped", "suspected", "cleared", "unblocked"] as const)), at: fc.integer({ min: 1, max: 5 }), source: fc.constantFrom("form", "keyword", "import"), by: fc.constantFrom("reply", "complaint") })
  .map(({ kind, at, source, by }) => entry(kind, NOW - 100_000 + at * 1_000, { source, ...(kind === "stopped" && { by }), evidence: { page: null, messageIds: [`${at}`], order: null, note: "n\u0000\ud800" } }));

test("In whatever order words arrive, however often and in whatever company, there is one line a word, one chain, and the state is what they add up to.", async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(fc.tuple(fc.boolean(), anEntry), { maxLength: 4 }), { maxLength: 4 }), async (batches) => {
    const shop = await aShop(world);
    const hash = await numberHasher(world, shop);
    const [one, two] = [hash("+12125550101"), hash("+12125550102")];
    for (const batch of [...batches, batches.flat()]) await appendEntries(world, shop, batch.map(([isOne, each]) => ({ number: isOne ? one : two, entry: each })), world.now());
    const states = await numberStates(world, shop, [one, two]);
    for (const number of [one, two]) {
      const said = batches.flat().filter(([isOne]) => (isOne ? one : two) === number).map(([, each]) => each);
      const lines = await entriesOf(world, shop, number);
      expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
      expect(lines).toHaveLength(new Set(said.map((each) => JSON.stringify({ ...each, evidence: null }))).size);
      expect([firstBroken(lines), await headOf(world, shop, number)]).toEqual([null, { entries: lines.length, head: lines.at(-1)?.hash ?? null }]);
      expect(consentOf(saidBy(lines), NOW)).toEqual(consentOf(said.map((each) => ({ ...each, evidence: null })), NOW));
      if (lines.length > 0) expect(states.get(number)).toMatchObject({ state: consentOf(saidBy(lines), NOW + 1_000_000), entries: lines.length });
    }
  }), { numRuns: 15 });
});

test("Whoever's clock is ahead has said it when we heard of it, and what a number can and wants lies beside what was said.", async () => {
  const shop = await aShop(world);
  const number = (await numberHasher(world, shop))("+12125550123");
  await appendEntries(world, shop, [{ number, entry: entry("optedIn", NOW + 500), trace: { address: "203.0.113.9", agent: "x".repeat(999) } }], world.now());
  await setReach(world, shop, number, "landline");
  await setPreference(world, shop, number, { hours: null, limit: { max: 1, windowMs: 1_000 }, declined: ["news"] }, world.now());
  await noteWrote(world, shop, number, later(world.now(), 5));
  await noteWrote(world, shop, number, world.now());
  expect((await numberStates(world, shop, [number])).get(number)).toMatchObject({
    state: { consent: { marketing: { state: "subscribed", since: NOW } } }, entries: 1, reach: "landline", wroteAt: later(world.now(), 5), preference: { limit: { max: 1 }, declined: ["news"] },
  });
  expect(await world.db.rows(z.object({ seq: z.number(), chars: z.number() }), sql`select seq, length(agent) as chars from consent_trace where shop_id = ${shop}`)).toEqual([{ seq: 1, chars: 300 }]);
});

test("Words on one number that come at once go into one chain, one after the other.", async () => {
  const shop = await aShop(world);
  const hash = await numberHasher(world, shop);
  const [one, two] = [hash("+12125550101"), hash("+12125550102")];
  await Promise.all(Array.from({ length: 6 }, (_, index) => appendEntries(world, shop, (index % 2 ? [one, two] : [two, one]).map((number) => ({ number, entry: entry("optedOut", NOW - index * 1_000) })), world.now())));
  for (const number of [one, two]) {
    const lines = await entriesOf(world, shop, number);
    expect([lines.length, firstBroken(lines), (await headOf(world, shop, number)).head]).toEqual([6, null, lines.at(-1)?.hash]);
  }
});

test("Shopify's echo of a word of ours, whose instants have no milliseconds, is no line.", async () => {
  const shop = await aShop(world);
  const number = (await numberHasher(world, shop))("+12125550123");
  const [at, echo] = [NOW - 9_001, Math.floor((NOW - 9_001) / 1_000) * 1_000];
  const say = (...entries: ConsentEntry[]) => appendEntries(world, shop, entries.map((each) => ({ number, entry: each })), world.now());
  expect(await say(entry("confirmed", at))).toHaveLength(1);
  expect(await say(entry("optedIn", echo, { source: "shopify", proof: "none" }), entry("optedOut", echo, { source: "shopify" }))).toMatchObject([{ entry: { kind: "optedOut" } }]);
});

test("Evidence for a lawyer holds the lines, what they add up to, and whether the chain fits; a line that was changed or cut off shows.", async () => {
  const shop = await aShop(world);
  const number = (await numberHasher(world, shop))("+12125550123");
  const evidence = { page: "https://acme.example/sign-up", messageIds: ["SM1"], order: null, note: null };
  await appendEntries(world, shop, [
    { number, entry: entry("asked", NOW - 9_000, { disclosure: { version: "3", text: "Texts from Acme.", locale: "en" }, evidence }), trace: { address: "203.0.113.9", agent: "Safari" } },
    { number, entry: entry("confirmed", NOW - 8_000, { source: "keyword" }) },
  ], world.now());
  await world.db.run(sql`
    with said as (insert into reply (shop_id, connection_id, key, number, body, meaning, at, heard_at) values (${shop}, 1, 'k', decode(${number}, 'hex'), 'Yes!', 'confirmed', ${new Date(NOW - 8_000)}, ${world.now()})),
      decided as (insert into decision (shop_id, text_id, number, at, verdict, reason, settings_version, record) values (${shop}, 1, decode(${number}, 'hex'), ${world.now()}, 'send', 'allowed', 1, '{}'))
    insert into person_text (shop_id, key, source, number, class, rank, state, due_at, created_at, sent_at, body) values (${shop}, 'k', 'campaign', decode(${number}, 'hex'), 'marketing', 2, 'delivered', ${world.now()}, ${world.now()}, ${world.now()}, 'Acme: hello')`);
  const made = (to = world.now()) => evidenceOf(world, shop, { number, from: null, to });
  const whole = await made();
  expect(whole).toMatchObject({ chain: "whole", chainLines: 2, entries: [{ seq: 1, evidence: { evidence }, address: "203.0.113.9" }, { seq: 2 }], state: { consent: { marketing: { state: "subscribed", isDouble: true } } }, texts: [{ body: "Acme: hello" }], decisions: [{ reason: "allowed" }], replies: [{ body: "Yes!" }] });
  const text = evidenceText(whole, { shop: "Acme", who: "+12125550123" });
  for (const words of ["The chain of 2 lines is whole", "wording 3 (en): Texts from Acme.", "page: https://acme.example/sign-up", "from 203.0.113.9, Safari", "marketing: subscribed", "Acme: hello", "Yes!", "Period: from the beginning to 2"]) expect(text).toContain(words);
  expect(evidenceText(await evidenceOf(world, shop, { number, from: new Date(NOW), to: world.now() }), { shop: "Acme", who: "" })).toContain(`Period: ${new Date(NOW).toISOString()} to `);
  expect(await made(new Date(NOW - 1))).toMatchObject({ chain: "whole", entries: [], texts: [], replies: [{ body: "Yes!" }] });
  await world.db.run(sql`update consent_entry set evidence = null where shop_id = ${shop}`);
  expect(await made()).toMatchObject({ chain: "whole", entries: [{ evidence: "erased" }, { evidence: null }] });
  await world.db.run(sql`update consent_entry set entry = jsonb_set(entry, '{source}', '"form"') where shop_id = ${shop} and seq = 2`);
  expect((await made()).chain).toEqual({ brokenAt: 2 });
  await world.db.run(sql`delete from consent_entry where shop_id = ${shop} and seq = 2`);
  expect((await made()).chain).toEqual({ brokenAt: null });
});

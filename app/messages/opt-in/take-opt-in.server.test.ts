// The storefront's form, from what is sent to the ledger and the text that asks.
import { expect, test } from "vitest";
import { z } from "zod";
import { entriesOf, numberStates } from "#app/consent/ledger-rows.server.ts";
import { numberHasher, openPhone } from "#app/consent/number.server.ts";
import { confirmOptIns } from "#app/inbox/opt-in.server.ts";
import { sayConsent } from "#app/inbox/say-consent.server.ts";
import type { ShopId } from "#app/lib/ids.ts";
import { Count, sql } from "#app/lib/sql.ts";
import { days, hours } from "#app/lib/time.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { askedOf } from "../../inbox/reply-rows.server.ts";
import { wordsOf } from "./opt-in-disclosure.ts";
import { saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { takeOptIn } from "./take-opt-in.server.ts";

const world = await aWorld();
const PHONE = "+12025550107";
const TRACE = { address: "203.0.113.7", agent: "A browser" };
const page = { wording: "1", locale: "en", brand: "Acme", cart: "yes", terms: "https://acme.example/terms", privacy: "", page: "https://acme.example/pages/texts" };
const shown = wordsOf({ ...page, cart: true }) ?? "";
const form = (more: Record<string, string> = {}) => ({ phone: "(202) 555-0107", country: "US", consent: "yes", company: "", ...page, shown, ...more });
const send = (shop: ShopId, more: Record<string, string> = {}, address = TRACE.address) => takeOptIn(world, shop, form(more), { ...TRACE, address });

const Text = z.object({ source: z.string(), class: z.string(), kind: z.string(), body: z.string() });
const texts = (shop: ShopId) => world.db.rows(Text, sql`select source, class, reply_kind as kind, body from person_text where shop_id = ${shop} order by text_id`);
const countOf = async (shop: ShopId) => (await world.db.rows(z.object({ count: Count }), sql`select count(*) as count from consent_entry where shop_id = ${shop}`))[0]?.count;

test("Who signs up is asked by a text, once; the ledger holds the words, the page, and for a while the address.", async () => {
  const shop = await aShop(world);
  const number = (await numberHasher(world, shop))(PHONE);
  expect(await send(shop)).toMatchObject({ kind: "asked", phone: PHONE });
  const [line, ...more] = await entriesOf(world, shop, number);
  expect(more).toEqual([]);
  expect(line?.entry).toMatchObject({ kind: "asked", source: "form", scopes: ["marketing", "cartReminders"], disclosure: { version: "opt-in-1", text: shown, locale: "en" } });
  const kept = await world.db.rows(z.object({ page: z.string(), note: z.string(), address: z.string(), agent: z.string() }), sql`
    select e.evidence->'evidence'->>'page' as page, e.evidence->'evidence'->>'note' as note, t.address, t.agent from consent_entry e join consent_trace t on t.shop_id = ${shop} and t.number = e.number and t.seq = e.seq where e.shop_id = ${shop}`);
  expect(kept).toEqual([{ page: page.page, note: expect.stringContaining("in this version") as string, ...TRACE }]);
  const asked = "Reply YES to confirm recurring promo texts & cart reminders.";
  expect(await texts(shop)).toEqual([{ source: "optIn", class: "reply", kind: "optIn", body: expect.stringContaining(asked) as string }]);
  await send(shop);
  expect(await texts(shop)).toHaveLength(1);
  expect((await askedOf(world, shop, [number], world.now())).get(number)).toMatchObject({ scopes: ["marketing", "cartReminders"], disclosure: { text: shown } });
  const [sealed] = await world.db.rows(z.object({ phone: z.string() }), sql`select phone from opt_in where shop_id = ${shop}`);
  expect([sealed?.phone.includes("5550107"), openPhone(world, shop, number, sealed?.phone ?? "")]).toEqual([false, PHONE]);
});

test("Words that the form never showed are kept as the page sent them, and ask for marketing alone.", async () => {
  const shop = await aShop(world);
  await send(shop, { shown: "Yes to everything.", locale: "fr" });
  const [line] = await entriesOf(world, shop, (await numberHasher(world, shop))(PHONE));
  expect(line?.entry).toMatchObject({ scopes: ["marketing"], disclosure: { version: expect.stringMatching(/^page-/), text: "Yes to everything.", locale: "fr" } });
  expect((await texts(shop))[0]?.body).toContain("Répondez OUI");
  expect(await send(shop, { shown: " ", phone: "(202) 555-0108" })).toEqual({ kind: "unreadable" });
});

test("A question in the merchant's own words that names no cart reminders asks for none.", async () => {
  const [bare, naming] = [await aShop(world), await aShop(world)];
  const ask = (shop: ShopId, askText: string) => saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme", optIn: { isDouble: true, askText, welcomeText: "" } }), world.now());
  await ask(bare, "Acme: reply YES for texts. Msg freq varies. Msg&data rates may apply. HELP, STOP.");
  await ask(naming, "Acme: reply YES for texts & cart reminders. Msg freq varies. Msg&data rates may apply. HELP, STOP.");
  for (const shop of [bare, naming]) await send(shop);
  expect((await texts(bare))[0]?.body).toContain("Acme: reply YES for texts.");
  const scopes = await Promise.all([bare, naming].map(async (shop) => [...(await askedOf(world, shop, [(await numberHasher(world, shop))(PHONE)], world.now())).values()][0]?.scopes));
  expect(scopes).toEqual([["marketing"], ["marketing", "cartReminders"]]);
});

test("The answer is the same for a number that nobody knows, one that gets texts, and one that stopped them; who confirmed already is asked nothing.", async () => {
  const shop = await aShop(world);
  const at = world.now().getTime();
  const said = { source: "keyword" as const, evidence: null };
  const scopes = ["marketing" as const, "cartReminders" as const];
  await sayConsent(world, shop, [
    { phone: "+12025550101", entry: { kind: "confirmed", at, scopes, disclosure: null, ...said } }, { phone: "+12025550102", entry: { kind: "stopped", at, by: "reply", ...said } },
  ], world.now());
  const answers = [];
  for (const phone of ["+12025550101", "+12025550102", "+12025550103"]) answers.push(await send(shop, { phone }));
  expect(answers.map((answer) => answer.kind)).toEqual(["asked", "asked", "asked"]);
  const hash = await numberHasher(world, shop);
  expect((await entriesOf(world, shop, hash("+12025550101"))).map(({ entry }) => entry.kind)).toEqual(["confirmed"]);
  const states = await numberStates(world, shop, [hash("+12025550102")]);
  expect(states.get(hash("+12025550102"))?.state).toMatchObject({ stop: { by: "reply" }, consent: { marketing: { state: "unsubscribed" } } });
});

test("A wrong number and a box that is not ticked are told beside their fields; whoever fills in what people do not see is told what people are, and nothing is written.", async () => {
  const shop = await aShop(world);
  expect(await send(shop, { phone: "555", consent: "" })).toMatchObject({ kind: "wrong", wrong: { phone: true, consent: true } });
  expect(await send(shop, { consent: "" })).toMatchObject({ kind: "wrong", wrong: { phone: false, consent: true } });
  expect(await send(shop, { company: "Acme Inc." })).toMatchObject({ kind: "asked", phone: PHONE });
  expect(await takeOptIn(world, shop, { phone: 1 }, TRACE)).toEqual({ kind: "unreadable" });
  expect([await countOf(shop), (await texts(shop)).length]).toEqual([0, 0]);
});

test("From one address the form is taken twelve times an hour, for one number three times a day, and each shop counts by itself.", async () => {
  const [shop, other] = [await aShop(world), await aShop(world)];
  const kinds = [];
  for (let sent = 0; sent < 13; sent++) kinds.push((await send(shop, { phone: `(202) 555-01${10 + sent}` })).kind);
  expect(kinds).toEqual([...Array.from({ length: 12 }, () => "asked"), "busy"]);
  expect((await send(other)).kind).toBe("asked");
  world.clock.advance(hours(1));
  expect((await send(shop)).kind).toBe("asked");
  for (let turn = 0; turn < 4; turn++) {
    world.clock.advance(hours(2));
    expect((await send(shop, {}, `198.51.100.${turn}`)).kind).toBe("asked");
  }
  // The fourth and fifth were told the same, and asked nothing.
  expect((await entriesOf(world, shop, (await numberHasher(world, shop))(PHONE))).length).toBe(3);
  world.clock.advance(days(1));
  await send(shop);
  expect((await entriesOf(world, shop, (await numberHasher(world, shop))(PHONE))).length).toBe(4);
  const names = await world.db.rows(z.object({ name: z.string() }), sql`select name from opt_in_try where shop_id = ${shop}`);
  expect(names.some(({ name }) => name.includes("203.0.113") || name.includes("555"))).toBe(false);
});

test("Whoever confirms and is no customer is to become one, once; the command holds no phone.", async () => {
  const shop = await aShop(world);
  const number = (await numberHasher(world, shop))(PHONE);
  const at = new Date("2026-06-20T10:00:00.700Z");
  for (let twice = 0; twice < 2; twice++) await confirmOptIns(world, shop, [{ number, at, isCustomer: false }, { number, at, isCustomer: true }], new Date("2026-06-20T10:00:01Z"));
  const commands = await world.db.rows(z.object({ kind: z.string(), payload: z.unknown() }), sql`select kind, payload from outbox where shop_id = ${shop}`);
  expect(commands).toEqual([{ kind: "customerCreate", payload: { number, at: expect.stringMatching(/^2026-06-20T10:00:00(\.000)?/), level: "CONFIRMED_OPT_IN" } }]);
});

// The preference page: who gets in, what can be changed there and what cannot, and that stop is a word of the ledger.
import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { entriesOf, numberStates } from "#app/consent/ledger-rows.server.ts";
import { setPreference } from "#app/consent/ledger.server.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { NO_PREFERENCE } from "#app/consent/preference.ts";
import { hoursOf, oftenOf, readChoice } from "#app/consent/preference-form.ts";
import { PAGE_LANGUAGES, PAGE_WORDS, pageLanguage } from "#app/consent/preference-words.ts";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { sayConsent } from "#app/inbox/say-consent.server.ts";
import { CustomerId, ShopId } from "#app/lib/ids.ts";
import { row, sql } from "#app/lib/sql.ts";
import { days } from "#app/lib/time.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { parse } from "#app/segments/text.ts";
import { preferenceMain } from "#app/preference-page.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { changePreferences, forgetPreferenceLinks, formKey, preferenceLinks, seePreferences } from "./preference.server.ts";
import { preferencePage, preferenceToken, readPreferenceToken, SAMPLE_TOKEN } from "./preference-link.ts";
import { saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";

const world = await aWorld();
const shop = await aShop(world);
await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme & <Sons>" }), world.now());
const keyed = await numberHasher(world, shop);
const trace = { address: "203.0.113.9", agent: "Safari" };

let people = 0;
async function somebody(locale = "de-DE") {
  people += 1;
  const [customerId, phone] = [CustomerId.parse(String(people)), `+1202555${String(1_000 + people)}`];
  const at = world.now().toISOString();
  await writeFacts(world, shop, { ...noFacts(), customers: [{ customerId, updatedAt: at, detailedAt: at, phone, locale }] }, { now: world.now(), live: true });
  await sayConsent(world, shop, [{ phone, customerId, entry: { kind: "confirmed", at: world.now().getTime() - days(1), source: "keyword", evidence: null, scopes: ["marketing", "cartReminders"], disclosure: null } }], world.now());
  const number = keyed(phone);
  const link = (await preferenceLinks(world, shop, [{ number, customerId }])).get(number) ?? "";
  return { customerId, phone, number, token: link.slice(link.lastIndexOf("/") + 1), link };
}
const change = (token: string, fields: Record<string, string> | string[][]) => changePreferences(world, token, new URLSearchParams([["key", formKey(world, token)], ...(Array.isArray(fields) ? fields : Object.entries(fields))]), trace);
const kept = async (number: ReturnType<typeof keyed>) => (await numberStates(world, shop, [number])).get(number);

test("whoever holds the link sees what is theirs, by their language and the end of their number alone", async () => {
  const { token, link } = await somebody();
  expect(preferencePage(link, world.appUrl ?? "")).toBe(link);
  expect(token).toHaveLength(SAMPLE_TOKEN.length);
  expect(await seePreferences(world, token)).toMatchObject({ brand: "Acme & <Sons>", locale: "de-DE", ending: "01", isOff: false, hasCart: true, preference: NO_PREFERENCE });
});

test("a link that was changed anywhere, made for another shop or taken back shows nothing and changes nothing", async () => {
  const { token, number, phone, customerId } = await somebody();
  for (let at = 0; at < token.length; at += 7) {
    const other = token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1);
    expect(await seePreferences(world, other)).toBeNull();
    expect(await change(other, { act: "stop" })).toBeNull();
  }
  for (const odd of ["", "x", `${token}A`, token.slice(1), `${token}=`, SAMPLE_TOKEN]) expect(await seePreferences(world, odd)).toBeNull();
  const elsewhere = await aShop(world);
  expect(await seePreferences(world, preferenceToken({ shop: elsewhere, number, customerId, seq: 0 }, keyed))).toBeNull();
  expect(await forgetPreferenceLinks(world, shop, null)).toHaveLength(1);
  expect(await seePreferences(world, token)).not.toBeNull();
  expect(await forgetPreferenceLinks(world, shop, phone)).toEqual([]);
  expect(await seePreferences(world, token)).toBeNull();
  expect(await change(token, { act: "stop" })).toBeNull();
  const next = (await preferenceLinks(world, shop, [{ number, customerId }])).get(number) ?? "";
  expect(await seePreferences(world, next.slice(next.lastIndexOf("/") + 1))).not.toBeNull();
  expect((await kept(number))?.state.stop).toBeNull();
});

test("what is chosen is what the gate is told, and looking at the page again shows it", async () => {
  const { token, number } = await somebody();
  await setPreference(world, shop, number, { ...NO_PREFERENCE, declined: ["Sales"] }, world.now());
  expect(await change(token, [["act", "save"], ["often", "week"], ["when", "between"], ["from", "9"], ["to", "18"], ["topic", "Sales"], ["cart", "yes"]])).toMatchObject({ result: "saved" });
  expect((await kept(number))?.preference).toMatchObject({ limit: { max: 1, windowMs: days(7) }, declined: [] });
  const page = await seePreferences(world, token);
  expect(page && [oftenOf(page.preference), hoursOf(page.preference)]).toEqual(["week", { from: 9, to: 18 }]);
  expect(page?.hasCart).toBe(true);
});

test("segments are told what was chosen last, of everybody who has the number", async () => {
  const { token, phone } = await somebody();
  people += 1;
  const both = CustomerId.parse(String(people));
  await writeFacts(world, shop, { ...noFacts(), customers: [{ customerId: both, updatedAt: world.now().toISOString(), phone }] }, { now: world.now(), live: true });
  const save = (...topics: string[]) => change(token, [["act", "save"], ["often", "week"], ["when", "any"], ["from", "9"], ["to", "18"], ...topics.map((topic) => ["topic", topic])]);
  await setPreference(world, shop, keyed(phone), { ...NO_PREFERENCE, declined: ["Big  sale", "News"] }, world.now());
  await save("News");
  const asked = (condition: string) => total(`person.phone is "${phone}" and ${condition}`);
  const declines = 'nth(-1, preferencesChosen, event.declined) has any {"big sale"}';
  expect([await asked(declines), await asked(`not ${declines}`)]).toEqual([2, 0]);
  expect(await asked('nth(-1, preferencesChosen, event.often) is "week" and count(preferencesChosen) in last 1 h = 1')).toBe(2);
  world.clock.advance(days(2));
  await save("News", "Big  sale");
  expect([await asked(declines), await asked("nth(-1, preferencesChosen, event.declined) size = 0"), await asked("count(preferencesChosen) in last 1 d = 1")]).toEqual([0, 2, 2]);
});

async function total(asked: string): Promise<number | null> {
  const read = parse(asked);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  const preview = await previewSegment(world, shop, read.definition);
  return "total" in preview ? preview.total : null;
}

test("stop on the page is a STOP: it stands in the ledger with its evidence, reaches the customer, and twice is once", async () => {
  const { token, number, customerId } = await somebody();
  expect(await change(token, { act: "stop" })).toMatchObject({ result: "stopped" });
  expect(await change(token, { act: "stop" })).toMatchObject({ result: "stopped" });
  expect((await kept(number))?.state).toMatchObject({ stop: { by: "reply" }, consent: { marketing: { state: "unsubscribed" } } });
  const lines = (await entriesOf(world, shop, number)).filter(({ entry }) => entry.kind === "stopped");
  expect(lines).toMatchObject([{ entry: { source: "form", by: "reply" }, kept: { evidence: { page: "https://segue.example.com/p/" } } }]);
  const customer = await row(world.db, z.object({ state: z.string() }), sql`select sms_state as state from customer where shop_id = ${shop} and customer_id = ${customerId}::bigint`);
  expect(customer?.state).toBe("UNSUBSCRIBED");
  const page = await seePreferences(world, token);
  expect(page?.isOff).toBe(true);
  expect(await change(token, { act: "save", often: "shop", when: "any", from: "9", to: "18", cart: "yes" })).toMatchObject({ result: "saved" });
  expect((await kept(number))?.state.stop).not.toBeNull();
});

test("cart reminders alone can be ended there, and no field of the form says yes to anything", async () => {
  const { token, number } = await somebody();
  const save = { act: "save", often: "shop", when: "any", from: "9", to: "18" };
  await change(token, save);
  expect((await kept(number))?.state.consent).toMatchObject({ marketing: { state: "subscribed" }, cartReminders: { state: "unsubscribed" } });
  await change(token, { ...save, cart: "yes" });
  expect((await kept(number))?.state.consent.cartReminders.state).toBe("unsubscribed");
});

test("a form without its key, with two equal hours or with rubbish changes nothing", async () => {
  const { token, number } = await somebody();
  const rubbish: Record<string, string>[] = [{}, { act: "start" }, { act: "save", often: "never", when: "any", from: "9", to: "18" }, { act: "save", often: "day", when: "any", from: "99", to: "18" }];
  for (const fields of rubbish) expect(await change(token, fields)).toMatchObject({ result: "unreadable" });
  expect(await change(token, { act: "save", often: "day", when: "between", from: "9", to: "9" })).toMatchObject({ result: "times", page: { tried: { from: 9, to: 9 }, preference: { limit: { max: 1, windowMs: days(1) } } } });
  expect(await changePreferences(world, token, new URLSearchParams({ act: "stop", key: formKey(world, "other") }), trace)).toMatchObject({ result: "unreadable" });
  expect(await kept(number)).toMatchObject({ preference: NO_PREFERENCE, state: { stop: null } });
});

test("whoever has taken over the customer's record but not the number is not shown, and the number can still be stopped", async () => {
  const { token, number, customerId } = await somebody();
  const at = new Date(world.now().getTime() + 1).toISOString();
  await writeFacts(world, shop, { ...noFacts(), customers: [{ customerId, updatedAt: at, phone: "+12025559999" }] }, { now: world.now(), live: true });
  expect(await seePreferences(world, token)).toMatchObject({ ending: null, locale: null });
  await change(token, { act: "stop" });
  expect((await kept(number))?.state.stop).not.toBeNull();
});

test.each(PAGE_LANGUAGES)("the page in %s needs no script, names every field, and holds nothing unescaped", async (language) => {
  const { token } = await somebody();
  const found = await seePreferences(world, token);
  if (!found) throw new Error("The page is there.");
  const page = { ...found, topics: [`<script>alert("x")</script>`], preference: { ...found.preference, limit: { max: 3, windowMs: days(5) } } };
  const { html } = preferenceMain(page, language, { key: "k\"ey", note: { kind: "saved" } });
  expect(html).not.toMatch(/<script|javascript:| on[a-z]+=/i);
  expect(html).not.toContain("<Sons>");
  expect(html.match(/<legend>/g)).toHaveLength(3);
  expect(html.match(/<(input type="(checkbox|radio)"|select)/g)?.length).toBe((html.match(/<label/g) ?? []).length);
  expect(html).toContain(PAGE_WORDS[language].stopButton);
  expect(preferenceMain({ ...page, isOff: true }, language, { key: "", note: null }).html).not.toContain("<form");
});

test("the language is theirs as the shop knows it, else their browser's, else English", () => {
  expect([pageLanguage("fr-CA", "de"), pageLanguage("ja", "de-DE,en;q=0.9"), pageLanguage(null, "pt, es;q=0.8"), pageLanguage(null, null)]).toEqual(["fr", "de", "es", "en"]);
});

test("any two hours are kept and shown again, across midnight too, and a choice never widens what was there", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 23 }), (from, to) => {
    const fields = new URLSearchParams({ often: "kept", when: "between", from: String(from), to: String(to) });
    const choice = readChoice(fields, { ...NO_PREFERENCE, limit: { max: 3, windowMs: 5 }, declined: ["Other"] }, ["Sales"], false);
    if (from === to) {
      expect(choice).toBe("times");
      return;
    }
    if (choice === null || choice === "times") throw new Error("It can be read.");
    expect(hoursOf(choice.preference)).toEqual({ from, to });
    expect(choice).toMatchObject({ noCart: false, preference: { limit: { max: 3, windowMs: 5 }, declined: ["Other", "Sales"] } });
  }), { numRuns: 60 });
});

test("a token holds its shop, number and customer, however large, and is read back as it was written", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.bigInt({ min: 1n, max: 999_999_999_999_999_999n }), fc.integer({ min: 0, max: 65_535 }), (number, customer, seq) => {
    const holder = { shop: ShopId.parse(number), number: keyed(String(number)), customerId: CustomerId.parse(String(customer)), seq };
    const read = readPreferenceToken(preferenceToken(holder, keyed));
    expect(read).toMatchObject(holder);
    expect(read?.isSigned(keyed)).toBe(true);
  }), { numRuns: 50 });
});

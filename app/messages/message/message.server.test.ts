import { expect, test } from "vitest";
import type { ConsentEntry } from "#app/consent/entry.ts";
import { numberHasher } from "#app/consent/number.server.ts";
import { sayConsent } from "#app/inbox/say-consent.server.ts";
import type { HttpAnswer } from "#app/lib/http.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { costPage } from "./cost.server.ts";
import { deleteMessage, saveMessage } from "./message.server.ts";
import type { MessageId } from "./message.ts";
import { EMPTY_MESSAGE, type MessageDefinition } from "./message.ts";
import { listMessages, readMessage } from "./message-rows.server.ts";
import { sampleCode } from "../coupons/coupon.ts";
import type { ExampleCoupon } from "./preview.ts";
import { previewOf } from "./preview.server.ts";
import { sendTest } from "./test-text.server.ts";
import { saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";

const world = await aWorld();

async function shopThatTexts(settings: object = {}): Promise<ShopId> {
  const shop = await aShop(world);
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme", ...settings }), START);
  return shop;
}

const draft = (name: string, part: Partial<MessageDefinition> = {}) => ({ name, definition: { ...EMPTY_MESSAGE, text: "Hi there", ...part } });

async function saved(shop: ShopId, input: unknown, id: MessageId | null = null): Promise<{ messageId: MessageId; version: number }> {
  const answer = await saveMessage(world, shop, id, input);
  if ("problems" in answer) throw new Error(JSON.stringify(answer.problems));
  return answer;
}

test("every save of other words is a version, the same words are none, and texts of the old one keep it", async () => {
  const shop = await shopThatTexts();
  const { messageId } = await saved(shop, draft("Sale"));
  expect((await saved(shop, draft("Sale"), messageId)).version).toBe(1);
  expect((await saved(shop, draft("Spring"), messageId)).version).toBe(1);
  expect((await saved(shop, draft("Spring", { text: "Hello" }), messageId)).version).toBe(2);
  expect([await readMessage(world, shop, messageId, 1), await readMessage(world, shop, messageId)].map((message) => [message?.name, message?.definition.text])).toEqual([["Spring", "Hi there"], ["Spring", "Hello"]]);
  expect(await saveMessage(world, shop, null, draft("spring"))).toMatchObject({ problems: [{ path: ["name"] }] });
  expect(await saveMessage(world, shop, null, draft("", { text: "" }))).toMatchObject({ problems: [{ path: ["name"] }] });
  expect(await readMessage(world, await shopThatTexts(), messageId)).toBe(null);
});

test("a message that a campaign is to send is not deleted, and one that is gone still has its versions", async () => {
  const shop = await shopThatTexts();
  const { messageId } = await saved(shop, draft("Sale"));
  await world.db.run(sql`insert into campaign (shop_id, campaign_id, name, version, created_at, changed_at) values (${shop}, 1, 'Monday', 1, ${START}, ${START})`);
  await world.db.run(sql`insert into campaign_version (shop_id, campaign_id, version, definition, at) values (${shop}, 1, 1, ${JSON.stringify({ message: { id: messageId, version: null } })}::jsonb, ${START})`);
  expect((await listMessages(world, shop)).map(({ users }) => users)).toEqual([[{ campaignId: 1, name: "Monday" }]]);
  expect(await deleteMessage(world, shop, messageId)).toMatchObject([{ message: expect.stringContaining("“Monday”") }]);
  await world.db.run(sql`update campaign set state = 'done' where shop_id = ${shop}`);
  expect(await deleteMessage(world, shop, messageId)).toEqual([]);
  expect([await readMessage(world, shop, messageId), (await readMessage(world, shop, messageId, 1))?.isGone, await listMessages(world, shop)]).toEqual([null, true, []]);
  expect(await saveMessage(world, shop, messageId, draft("Sale"))).toMatchObject({ problems: [{ path: [] }] });
});

test.each<[string, Partial<HttpAnswer>, RegExp | null]>([
  ["https://files.example/a.png", { status: 200, headers: { "content-type": "image/png", "content-length": "499000" } }, null],
  ["https://files.example/a.png", { status: 200, headers: { "content-type": "image/png", "content-length": "600000" } }, /500 kB is the most/],
  ["https://files.example/a.svg", { status: 200, headers: { "content-type": "image/svg+xml", "content-length": "10" } }, /JPEG, PNG or GIF/],
  ["https://files.example/a.png", { status: 200, headers: { "content-type": "image/png" } }, /how large/],
  ["https://files.example/gone.png", { status: 404, headers: {} }, /404/],
  ["https://10.0.0.1/a.png", { status: 200, headers: {} }, /open to everybody/],
])("the picture %s that answers %j is looked at before it is saved", async (media, answer, refused) => {
  const shop = await shopThatTexts();
  world.network.on(({ method, reach }) => (method === "HEAD" && reach === "public" ? { kind: "answer", status: 0, headers: {}, body: "", ...answer } as HttpAnswer : undefined));
  const result = await saveMessage(world, shop, null, draft("Picture", { media }));
  expect("problems" in result ? result.problems.map(({ path, message }) => [path, message]) : null).toEqual(refused === null ? null : [[["definition", "media"], expect.stringMatching(refused)]]);
});

/** One who said yes with proof, one who did not, and one with a name that plain texts lack. */
async function withPeople(settings: object = {}): Promise<ShopId> {
  const shop = await shopThatTexts(settings);
  await world.db.run(sql`insert into customer (shop_id, customer_id, first_name, phone, phone_country, country_code, province_code, time_zone) values
    (${shop}, 1, 'Ada', '+12025550101', 'US', 'US', 'NY', 'America/New_York'), (${shop}, 2, 'Ben', '+12025550102', 'US', 'US', 'NY', 'America/New_York'), (${shop}, 3, 'Łucja', '+12025550103', 'US', 'US', 'NY', 'America/New_York')`);
  const entry: ConsentEntry = { kind: "confirmed", at: START.getTime() - 1_000, scopes: ["marketing"], source: "keyword", evidence: null, disclosure: null };
  await sayConsent(world, shop, ["+12025550101", "+12025550103"].map((phone) => ({ phone, entry })), START);
  return shop;
}

test("the cost is that of each one's own text, and of those alone whom it may go to", async () => {
  const shop = await withPeople();
  const definition = { ...EMPTY_MESSAGE, text: `{{ customer.first_name | default: "you" }} ${"x".repeat(80)}` };
  const all = await costPage(world, shop, { name: "", definition, segment: null, after: null });
  expect(all).toMatchObject({ asked: 3, never: 1, unfit: 0, byParts: { 1: 1, 2: 1 }, parts: 3, worst: { customerId: "3", name: "Łucja", parts: 2, because: { is: "filled", characters: ["Ł"] } }, next: null });
  expect(await costPage(world, shop, { name: "", definition: { ...definition, text: "{{ order.name }}" }, segment: null, after: null })).toMatchObject({ unfit: 2, byParts: {}, worst: null });
});

test("the preview says what is wrong, what was added, and why somebody would not get it; and makes nothing", async () => {
  const shop = await withPeople();
  const asked = (text: string, customerId: string | null = "1") => previewOf(world, shop, { name: "", definition: { ...EMPTY_MESSAGE, text }, customerId: customerId === null ? null : CustomerId.parse(customerId) });
  const shown = await asked("Hi {{ customer.first_name | default: 'you' }}, it’s new: {{ shop.link }}");
  expect(shown).toMatchObject({ problems: [], shown: { parts: { parts: 1 }, partsWithout: 2, replaced: [{ from: "’", to: "'" }], added: [{ what: "brand" }, { what: "optOut" }], against: [] } });
  expect((await asked("Your order {{ order.name }}")).shown?.against).toEqual(["The text has a gap that nothing fills for this person."]);
  expect(await asked("Hi {{ nobody }}")).toMatchObject({ problems: [{ at: [6, 12] }], shown: null });
  expect(await asked("Hi", null)).toMatchObject({ shown: { stretches: [{ text: "Acme: ", is: "added" }, { text: "Hi", is: "said" }, { is: "added" }] } });
  expect(await world.db.run(sql`select 1 from link where shop_id = ${shop}`)).toBe(0);
});

test("the preview of a text whose coupon is yet to be chosen shows an example of its code and what it takes off, without a gap", async () => {
  const shop = await withPeople();
  const asked = (coupon: { coupon?: ExampleCoupon }) => previewOf(world, shop, { name: "", definition: { ...EMPTY_MESSAGE, text: "{{ coupon.saving }}, {{ coupon.offer }}: {{ coupon.code }}", coupon: 1 }, customerId: CustomerId.parse("1"), ...coupon });
  const { shown } = await asked({ coupon: { saving: "15%", offer: "15% off" } });
  expect(shown?.stretches.map(({ text }) => text).join("")).toContain(`15%, 15% off: ${sampleCode("SAVE")}`);
  expect(shown?.against).toEqual([]);
  expect((await asked({})).shown?.against).toEqual(["The text has a gap that nothing fills for this person."]);
});

test("a test goes to who has said yes, through the gate, and to nobody else", async () => {
  const shop = await withPeople({ sender: 1 });
  await world.db.run(sql`insert into connection (shop_id, connection_id, platform, account_id, account_name, hook_key, state, created_at) values (${shop}, 1, 'twilio', 'a', 'A', ${world.ids.uuid()}, 'paused', ${START})`);
  const test = (phone: string, text = "Hi {{ shop.link }}") => sendTest(world, shop, { name: "Sale", definition: { ...EMPTY_MESSAGE, text }, customerId: null, phone });
  const refused = async (answer: ReturnType<typeof test>) => {
    const said = await answer;
    return "problems" in said ? said.problems.map(({ message }) => message).join(" ") : said;
  };
  expect(await refused(test("555"))).toMatch(/country code/);
  expect(await refused(test("+12025550199"))).toMatch(/has signed up/);
  expect(await refused(test("+12025550102"))).toMatch(/may not be texted.*not agreed/);
  expect(await refused(test("+12025550101", "{{ nobody }}"))).toMatch(/mistakes/);
  expect(await refused(test("+12025550101"))).toMatch(/Sending is paused/);
  await world.db.run(sql`update connection set state = 'on' where shop_id = ${shop}`);
  expect(await test("(+1) 202 555-0101")).toEqual({ until: null, because: null });
  const hash = await numberHasher(world, shop);
  expect(await world.db.run(sql`select 1 from person_text where shop_id = ${shop} and source = 'test' and customer_id = 1 and number = decode(${hash("+12025550101")}, 'hex') and body like 'Acme: Hi https://segue.example.com/%STOP%' and state = 'due'`)).toBe(1);
  expect(await world.db.run(sql`select 1 from link where shop_id = ${shop} and text_id is null`)).toBe(1);
});


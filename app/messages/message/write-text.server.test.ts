import { expect, test } from "vitest";
import { z } from "zod";
import { numberHasher } from "#app/consent/number.server.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, earlier } from "#app/lib/time.ts";
import { describeShop, readShop } from "#app/shops/rows.server.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld, START } from "#tests/support/world.ts";
import { EMPTY_MESSAGE, type MessageDefinition } from "./message.ts";
import { insertMessage } from "./message-rows.server.ts";
import { seePreferences } from "../preference/preference.server.ts";
import { readTextSettings, saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { composeTexts, type TextToWrite, type Written } from "./write-text.server.ts";

const world = await aWorld();
const ADA = CustomerId.parse("1");
const BEN = CustomerId.parse("2");

async function shopOfTwo(): Promise<ShopId> {
  const shop = await aShop(world);
  await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme" }), START);
  await world.db.run(sql`insert into customer (shop_id, customer_id, first_name, locale, time_zone, phone, phone_country, country_code, order_count, net_minor, last_order_at)
    values (${shop}, 1, 'Ada', 'en-GB', 'America/New_York', '+12025550101', 'US', 'US', 2, 12345, ${START}), (${shop}, 2, null, null, null, '+16135550101', 'CA', 'CA', 0, 0, null)`);
  const at = earlier(START, days(3));
  await world.db.run(sql`insert into product (shop_id, product_id, title, handle, product_type, status, updated_at) values
    (${shop}, 1, 'Mug', 'mug', 'Kitchen', 'ACTIVE', ${at}), (${shop}, 2, 'Bowl', 'bowl', 'Kitchen', 'ACTIVE', ${at}), (${shop}, 3, 'Sock', 'sock', 'Clothes', 'ACTIVE', ${at}), (${shop}, 4, 'Old', 'old', 'Kitchen', 'DRAFT', ${at})`);
  await world.db.run(sql`insert into orders (shop_id, order_id, customer_id, name, processed_at, gross_minor, quantity) values (${shop}, 1, 1, '#1001', ${at}, 2000, 2)`);
  const lines = [[1, 1, 1, 1, 2, 2000], [2, 2, 9, 2, 3, 3000], [3, 3, 9, 3, 9, 900], [4, 4, 9, 4, 50, 500]] as const;
  for (const [order, line, customer, product, quantity, amount] of lines) {
    await world.db.run(sql`insert into order_line (shop_id, order_id, line_id, customer_id, processed_at, product_id, title, quantity, current_quantity, amount_minor)
      select ${shop}, ${order}, ${line}, ${customer}, ${at}, product_id, title, ${quantity}, ${quantity}, ${amount} from product where shop_id = ${shop} and product_id = ${product}`);
  }
  return shop;
}

const text = (customerId: CustomerId | null, textId: string): TextToWrite => ({ textId, customerId, number: null, campaignId: null });

async function written(shop: ShopId, definition: Partial<MessageDefinition>, texts: TextToWrite[], isDry = true, now = START): Promise<(Written | "waiting" | undefined)[]> {
  const id = await insertMessage(world, shop, world.ids.uuid(), { ...EMPTY_MESSAGE, ...definition }, START);
  const all = await composeTexts(world, shop, (await readTextSettings(world, shop)).settings, texts.map((one) => ({ ...one, message: { id, version: 1 } })), now, { isDry });
  return texts.map(({ textId }) => all.get(textId));
}

const words = (one: Written | "waiting" | undefined) => (one && one !== "waiting" ? one.composed.text : one);

test("each gets their own words, in their language and zone, with the brand and the way out", async () => {
  const shop = await shopOfTwo();
  const said = "Hi {{ customer.first_name | default: 'there' }}, {{ customer.total_spent }} since {{ customer.last_order_on | date: 'time' | default: 'never' }}";
  const [ada, ben, nobody] = await written(shop, { text: said }, [text(ADA, "1"), text(BEN, "2"), text(null, "3")]);
  expect(words(ada)).toBe("Acme: Hi Ada, US$123.45 since 8:00\nReply STOP to opt out");
  expect(words(ben)).toBe("Acme: Hi there, $0.00 since never\nReply STOP to opt out");
  expect(words(nobody)).toBe("Acme: Hi there, $0.00 since never\nReply STOP to opt out");
  expect([ada, ben].map((one) => one !== "waiting" && one?.faults)).toEqual([[], []]);
});

test("picks are like what they buy and not what they have; to whom nothing is known, what sells best", async () => {
  const shop = await shopOfTwo();
  const [ada, ben] = await written(shop, { text: "Acme: {% for item in picks.products limit: 2 %}{{ item.title }} {{ item.price }};{% endfor %}" }, [text(ADA, "1"), text(BEN, "2")]);
  expect([words(ada), words(ben)].map((said) => String(said).split("\n")[0])).toEqual(["Acme: Bowl US$10.00;Sock US$1.00;", "Acme: Sock $1.00;Bowl $10.00;"]);
});

test("whoever has no order gets no text about one, and what a service text promotes is found", async () => {
  const shop = await shopOfTwo();
  const [ada, ben] = await written(shop, { class: "transactional", text: "{{ order.name }} is on its way, 10% off next time" }, [text(ADA, "1"), text(BEN, "2")]);
  expect(ada).toMatchObject({ composed: { text: "#1001 is on its way, 10% off next time", added: [] }, faults: ["marketingWords"] });
  expect(ben).toMatchObject({ faults: ["missingValue", "marketingWords"] });
});

test("how to end the texts is said at first, again after 30 days, and every time where the law wants it", async () => {
  const shop = await shopOfTwo();
  const hash = await numberHasher(world, shop);
  for (const [phone, id] of [["+12025550101", 1], ["+16135550101", 2]] as const) {
    await world.db.run(sql`insert into person_text (shop_id, key, source, number, class, rank, state, due_at, sent_at, body, created_at)
      values (${shop}, ${`k${id}`}, 'campaign', decode(${hash(phone)}, 'hex'), 'marketing', 2, 'delivered', ${START}, ${START}, 'Acme: Hi. Reply STOP to opt out', ${START})`);
  }
  const after = async (elapsed: number) => (await written(shop, { text: "Hi" }, [text(ADA, "1"), text(BEN, "2")], true, new Date(START.getTime() + elapsed))).map((one) => (one && one !== "waiting" ? one.composed.added.map(({ what }) => what) : one));
  expect(await after(days(1))).toEqual([["brand"], ["brand", "optOut"]]);
  expect(await after(days(30))).toEqual([["brand", "optOut"], ["brand", "optOut"]]);
});

test("links to the shop are made short once for each text, and are as long as the preview's; others stay", async () => {
  const shop = await shopOfTwo();
  const domain = (await readShop(world, shop))?.domain ?? "";
  const said = `{{ shop.link }} https://${domain}/sale https://${domain}/sale https://elsewhere.example/x`;
  const [dry] = await written(shop, { text: said }, [text(ADA, "1")]);
  const [real] = await written(shop, { text: said }, [text(ADA, "11")], false);
  expect(String(words(real)).length).toBe(String(words(dry)).length);
  expect(String(words(real))).toMatch(/^Acme: https:\/\/segue\.example\.com\/\w+ (https:\/\/segue\.example\.com\/\w+) \1 https:\/\/elsewhere\.example\/x/);
  expect(await world.db.run(sql`select 1 from link where shop_id = ${shop} and text_id = 11`)).toBe(2);
  await written(shop, { text: said }, [text(ADA, "11")], false);
  expect(await world.db.run(sql`select 1 from link where shop_id = ${shop} and text_id = 11`)).toBe(2);
});

test("a text names the host that the shop's customers know, once Shopify has told it, and links there are made short", async () => {
  const shop = await shopOfTwo();
  await describeShop(world, shop, { name: null, currency: null, timeZone: null, host: "acme.example" });
  const said = "{{ shop.link }} https://www.acme.example/sale https://other.example/";
  const [real] = await written(shop, { text: said }, [text(ADA, "12")], false);
  expect(String(words(real))).toMatch(/^Acme: https:\/\/segue\.example\.com\/\w+ https:\/\/segue\.example\.com\/\w+ https:\/\/other\.example\//);
  const urls = await world.db.rows(z.object({ url: z.string() }), sql`select url from link where shop_id = ${shop} and text_id = 12 order by url`);
  expect(urls.map(({ url }) => url)).toEqual(["https://acme.example/", "https://www.acme.example/sale"]);
});

test("a text waits until its code is made, and goes without one to nobody", async () => {
  const shop = await shopOfTwo();
  const settings = { saving: { kind: "percent", percent: 20 }, minimumMinor: null, startsAt: START.toISOString(), endsAt: null, isOnce: true, word: "ADA" };
  await world.db.run(sql`insert into coupon (shop_id, coupon_id, name, settings, first_code, state, created_at) values (${shop}, 1, 'Welcome', ${JSON.stringify(settings)}::jsonb, 'ADA-1', 'on', ${START})`);
  const said = { coupon: 1, text: "{{ coupon.code }} takes off {{ coupon.saving }}" };
  expect(words((await written(shop, said, [text(ADA, "1")]))[0])).toBe("Acme: ADA-7Q2KM9XT takes off 20%\nReply STOP to opt out");
  expect(await written(shop, said, [text(ADA, "1")], false)).toEqual(["waiting"]);
  await world.db.run(sql`update coupon_code set state = 'made', code = 'ADA-22222222' where shop_id = ${shop}`);
  expect(words((await written(shop, said, [text(ADA, "1")], false))[0])).toContain("ADA-22222222");
  await world.db.run(sql`update coupon set state = 'ended' where shop_id = ${shop}`);
  expect((await written(shop, said, [text(ADA, "1")], false))[0]).toMatchObject({ faults: ["missingValue"] });
});

test("everybody's own preference page is made short like any address, and an example of it is as long", async () => {
  const shop = await shopOfTwo();
  const said = { text: "Acme: Choose what you get: {{ shop.preferences_link }}" };
  const [dry] = await written(shop, said, [text(ADA, "1")]);
  const [ada, ben] = await written(shop, said, [text(ADA, "2"), text(BEN, "3")], false);
  for (const one of [ada, ben]) expect(words(one)).toMatch(/^Acme: Choose what you get: https:\/\/segue\.example\.com\/[0-9A-Za-z]{11,16}\n/);
  expect(String(words(dry)).length).toBe(String(words(ada)).length);
  const urls = await world.db.rows(z.object({ url: z.string(), customer: z.string() }), sql`select url, customer_id::text as customer from link where shop_id = ${shop} order by customer_id`);
  const pages = await Promise.all(urls.map(({ url }) => seePreferences(world, url.slice(url.lastIndexOf("/") + 1))));
  expect(pages.map((page) => [page?.brand, page?.ending])).toEqual([["Acme", "01"], ["Acme", "01"]]);
  expect(new Set(urls.map(({ url }) => url)).size).toBe(2);
});

// Short links from the text to the event: made in sets, followed by people and machines, told once.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { clientAddress, cutAddress } from "#app/lib/client-address.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { Count, row, sql } from "#app/lib/sql.ts";
import { tally } from "#app/lib/tally.ts";
import { days, earlier, later, minutes, seconds } from "#app/lib/time.ts";
import { pruneRows } from "#app/shops/prune-rows.server.ts";
import { aFlow } from "#tests/support/flows.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { preferenceUrl, SAMPLE_TOKEN } from "../preference/preference-link.ts";
import { saveTextSettings } from "../settings/text-settings.server.ts";
import { TextSettings } from "../settings/text-settings.ts";
import { click as pump, confirmClick } from "./click.server.ts";
import { ADDRESS_CLICKS_MAX, CODE_CLICKS_MAX } from "./click-rows.server.ts";
import { linkPath } from "./code.ts";
import { type Asking, follow } from "./follow.server.ts";
import { makeLinks, type WantedLink } from "./link-rows.server.ts";

const world = await aWorld();
const shop = await aShop(world, { domain: "acme.myshopify.com" });
await saveTextSettings(world, shop, TextSettings.parse({ brand: "Acme", hosts: ["acme.example"] }), world.now());
const sarah = CustomerId.parse("1");
await writeFacts(world, shop, { ...noFacts(), customers: [{ customerId: sarah, updatedAt: world.now().toISOString(), phone: "+12025550001" }] }, { now: world.now(), live: true });

const utm = { source: "segue", medium: "sms", campaign: "Sale", content: null };
const wanted = (more: Partial<WantedLink> = {}): WantedLink => ({ textId: null, customerId: sarah, campaignId: null, messageId: null, url: "https://acme.example/sale?a=1", utm, ...more });
const aLink = async (more: Partial<WantedLink> = {}, of: ShopId = shop) => (await makeLinks(world, of, [wanted(more)], world.now()))[0] ?? "";

const PHONE = { "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1", accept: "text/html", "accept-language": "en" };
const asking = (code: string, more: Partial<Asking> & { sent?: Record<string, string>; of?: ShopId } = {}): Asking => {
  const { sent = PHONE, of = shop, ...rest } = more;
  return { path: linkPath(of, code), method: "GET", headers: new Headers(sent), address: "203.0.113.77", ...rest };
};
const open = (code: string, more: Parameters<typeof asking>[1] = {}) => follow(world, asking(code, more));

const Kept = z.object({ method: z.string(), rule: z.string(), human: z.boolean(), address: z.string().nullable(), names: z.array(z.string()) });
const clicksOf = (code: string) => world.db.rows(Kept, sql`select method, rule, is_human as human, address, array(select jsonb_object_keys(headers) order by 1) as names from click where shop_id = ${shop} and code = ${code} order by click_id`);
const Told = z.object({ kind: z.string(), name: z.string().nullable(), text: z.string().nullable(), device: z.string().nullable(), campaign: z.string().nullable() });
const eventsOf = (url: string) => world.db.rows(Told, sql`select kind, name, text, device, utm_campaign as campaign from event where shop_id = ${shop} and customer_id = ${sarah}::bigint and source = 'segue' and text = ${url} order by kind, name`);
const rest = async () => {
  while ((await pump.step(world, shop)) > 0);
};

test("links for a thousand texts are one statement, each with a code of its own, and a text that is written again keeps its links", async () => {
  const links = Array.from({ length: 1_000 }, (_, index) => wanted({ textId: String(index + 1), url: `https://acme.example/${index % 7}` }));
  const codes = await makeLinks(world, shop, links, world.now());
  expect(new Set(codes).size).toBe(1_000);
  const found = await world.db.rows(z.object({ code: z.string() }), sql`select code from link where shop_id = ${shop} order by text_id`);
  expect(found.map(({ code }) => code)).toEqual(codes);
  expect(await makeLinks(world, shop, links.toReversed(), world.now())).toEqual(codes.toReversed());
  expect(await makeLinks(world, shop, [], world.now())).toEqual([]);
});

test("a click in a flow's text is told with the flow, the step, the topic and whether there was a picture", async () => {
  const flow = await aFlow(world, shop, "trigger event(event order) entry (reentry always()) first a step a end(label Done)", { name: "Winback" });
  await world.db.run(sql`insert into person_text (shop_id, text_id, key, source, customer_id, number, class, rank, due_at, created_at, sent_at, topic, flow_id, step) values (${shop}, 5000, 'w', 'flow', ${sarah}, decode('00', 'hex'), 'marketing', 2, ${world.now()}, ${world.now()}, ${world.now()}, 'Come back', ${flow}, 'm1')`);
  await open(await aLink({ textId: "5000", url: "https://acme.example/winback" }));
  await rest();
  const told = await world.db.rows(z.object({ campaign: z.string(), props: z.record(z.string(), z.unknown()) }), sql`select campaign, props from event where shop_id = ${shop} and text = 'https://acme.example/winback'`);
  expect(told).toEqual([{ campaign: "Winback", props: { text: "5000", flow: "Winback", step: "m1", topic: "Come back", picture: false } }]);
});

test("a link leads where the merchant wrote, marked with UTM and the code by which the landing page confirms", async () => {
  const code = await aLink();
  expect(await open(code)).toEqual({ because: "link", url: `https://acme.example/sale?a=1&utm_source=segue&utm_medium=sms&utm_campaign=Sale&sgc=${code}` });
  const bare = await aLink({ utm: null });
  expect(await open(bare)).toEqual({ because: "link", url: `https://acme.example/sale?a=1&sgc=${bare}` });
});

test.each([
  "https://evil.example/", "https://acme.example.evil.example/", "https://acme.example@evil.example/", "https://evil.example\\@acme.example/", "javascript:alert(1)", "//evil.example", "http://acme.example/",
  "https://segue.example.com/p/../x", "https://segue.example.com/p/x?next=https://evil.example", "https://segue.example.com:8443/p/x", "https://evil.example/p/x",
])("a row that says %s leads to the shop's home: no row makes an open redirect", async (url) => {
  expect(await open(await aLink({ url }))).toEqual({ because: "refused", url: "https://acme.myshopify.com/" });
});

test("nothing in the request leads anywhere", async () => {
  const code = await aLink();
  for (const path of [`${linkPath(shop, code)}?url=https://evil.example`, `${linkPath(shop, code)}/../evil.example`, `//evil.example/${code}`, `${linkPath(shop, code)}%2f`, code, ""]) expect(await open(code, { path })).toBeNull();
  expect((await open(code, { sent: { ...PHONE, host: "evil.example", "x-forwarded-host": "evil.example", referer: "https://evil.example" } }))?.url).toMatch(/^https:\/\/acme\.example\//);
});

test("a link that is too old leads home; one that is unknown, or another shop's, leads nowhere and is not written down", async () => {
  const code = await aLink({ url: "https://acme.example/old" });
  const other = await aShop(world);
  expect(await open(code, { of: other })).toBeNull();
  expect(await open("4fTz81KqPa")).toBeNull();
  const now = world.now();
  world.clock.set(later(now, days(400)));
  expect(await open(code)).toEqual({ because: "expired", url: "https://acme.myshopify.com/" });
  world.clock.set(now);
  const written = await row(world.db, z.object({ count: Count }), sql`select count(*) from click where shop_id = ${other} or code = '4fTz81KqPa'`);
  expect(written?.count).toBe(0);
});

test("somebody's preference page is reached by a short link, at our own host and nowhere else", async () => {
  const code = await aLink({ url: preferenceUrl("https://segue.example.com", SAMPLE_TOKEN) });
  expect(await open(code)).toEqual({ because: "preferences", url: `https://segue.example.com/p/${SAMPLE_TOKEN}` });
});

test.each([
  ["a person", {}, "smsClicked"],
  ["HEAD", { method: "HEAD" }, "bot"],
  ["a prefetching browser", { sent: { ...PHONE, "sec-purpose": "prefetch;prerender" } }, "bot"],
  ["iMessage's preview", { sent: { ...PHONE, "user-agent": "Mozilla/5.0 (Macintosh) AppleWebKit/601.2.4 Safari/601.2.4 facebookexternalhit/1.1 Facebot Twitterbot/1.0" } }, "bot"],
  ["no agent", { sent: {} }, "bot"],
] as [string, Parameters<typeof asking>[1], string][])("%s: the click is kept as it came, and told once", async (who, more, kind) => {
  const url = `https://acme.example/told/${encodeURIComponent(who)}`;
  const code = await aLink({ url });
  await open(code, { ...more, ...(more?.sent && { sent: { ...more.sent, cookie: "secret=1", authorization: "Bearer x" } }) });
  expect(await clicksOf(code)).toMatchObject([{ address: "203.0.113.0", human: kind === "smsClicked" }]);
  expect((await clicksOf(code)).flatMap(({ names }) => names).filter((name) => name === "cookie" || name === "authorization")).toEqual([]);
  await rest();
  await rest();
  expect(await eventsOf(url)).toMatchObject([kind === "bot" ? { kind: "custom", name: "sms bot click" } : { kind: "smsClicked", name: null, device: "mobile", campaign: "Sale" }]);
});

test("the landing page turns an early click into a person's, tells it once more as one, and leaves named machines machines", async () => {
  const url = "https://acme.example/landing";
  const [early, bot] = [await aLink({ url }), await aLink({ url: `${url}/bot` })];
  await open(early, { sent: { "user-agent": PHONE["user-agent"], accept: "*/*" } });
  await open(bot, { sent: { ...PHONE, "user-agent": "curl/8.5.0" } });
  await rest();
  expect(await eventsOf(url)).toMatchObject([{ kind: "custom" }]);
  const at = later(world.now(), seconds(2));
  expect(await Promise.all([confirmClick(world, shop, early, at), confirmClick(world, shop, early, at), confirmClick(world, shop, early, at)])).toEqual(["confirmed", "confirmed", "confirmed"]);
  expect([await confirmClick(world, shop, bot, at), await confirmClick(world, shop, "nonsense", at), await confirmClick(world, await aShop(world), early, at), await confirmClick(world, shop, early, later(at, minutes(31)))]).toEqual(["unknown", "unknown", "unknown", "unknown"]);
  await rest();
  expect(await clicksOf(early)).toMatchObject([{ human: true, rule: "confirmed" }]);
  expect((await eventsOf(url)).map(({ kind }) => kind)).toEqual(["custom", "smsClicked"]);
  expect((await eventsOf(`${url}/bot`)).map(({ kind }) => kind)).toEqual(["custom"]);
});

test("first clicks that come at once are each one click and one event, whoever tells them and however often", async () => {
  const url = "https://acme.example/rush";
  const code = await aLink({ url });
  await Promise.all(Array.from({ length: 12 }, () => open(code)));
  await Promise.all([pump.step(world, shop), pump.step(world, shop), pump.step(world, shop)]);
  await world.db.run(sql`update click set told_at = null where shop_id = ${shop} and code = ${code}`);
  await rest();
  expect((await eventsOf(url)).filter(({ kind }) => kind === "smsClicked")).toHaveLength(12);
});

test("codes of many from one machine room within a minute are a machine's", async () => {
  const codes = await makeLinks(world, shop, Array.from({ length: 5 }, (_, index) => wanted({ url: `https://acme.example/burst/${index}` })), world.now());
  for (const code of codes) await open(code, { address: "74.125.9.9" });
  expect((await clicksOf(codes[3] ?? ""))[0]).toMatchObject({ human: true });
  expect((await clicksOf(codes[4] ?? ""))[0]).toMatchObject({ human: false, rule: "burst" });
});

test("one link or one network writes so many clicks and no more, and is led on all the same", async () => {
  const [code, next] = [await aLink(), await aLink()];
  const fill = (of: string, network: string | null, count: number, at: Date) => world.db.run(sql`
    insert into click (shop_id, code, at, method, headers, address, is_human, score, rule, version, told_at)
    select ${shop}::int, ${of}, ${at}::timestamptz, 'GET', '{}', ${network}, true, 0, 'none', '1', ${at}::timestamptz from generate_series(1, ${count}::int)`);
  await fill(code, null, CODE_CLICKS_MAX, earlier(world.now(), days(1)));
  expect((await open(code))?.because).toBe("link");
  expect(await clicksOf(code)).toHaveLength(CODE_CLICKS_MAX);
  await fill("other", "198.51.100.0", ADDRESS_CLICKS_MAX, world.now());
  expect((await open(next, { address: "198.51.100.9" }))?.because).toBe("link");
  expect(await clicksOf(next)).toHaveLength(0);
});

test("after 90 days address and browser of a click are forgotten, and long after a link has run out so is all of it", async () => {
  const code = await aLink({ url: "https://acme.example/prune" });
  await open(code);
  await pruneRows(world, shop, later(world.now(), days(91)));
  expect(await clicksOf(code)).toMatchObject([{ address: null, names: [], human: true }]);
  await pruneRows(world, shop, later(world.now(), days(491)));
  expect(await clicksOf(code)).toEqual([]);
  expect(await open(code)).toBeNull();
});

test.each([
  [null, null], ["", null], ["203.0.113.9", "203.0.113.9"], ["203.0.113.9, 10.0.0.1", "203.0.113.9"], ["1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"], ["nonsense, ::ffff:203.0.113.9", "203.0.113.9"], ["2001:db8::1, 10.0.0.1", "2001:db8::1"],
])("whoever is named by “%s” is %s", (forwarded, address) => {
  expect(clientAddress(forwarded)).toBe(address);
});

test("of an address the network is kept, and whoever does something too often is told apart", () => {
  expect(["203.0.113.77", "2001:db8:1:2::3", "2001:DB8::1", "::1"].map(cutAddress)).toEqual(["203.0.113.0", "2001:db8:1::", "2001:db8:0::", "0:0:0::"]);
  const held = tally(2, minutes(1));
  const at = (ms: number) => held.isWithin("a", later(world.now(), ms));
  expect([at(0), at(1), at(2), held.isWithin("b", world.now()), at(minutes(1)), at(minutes(1) + 1)]).toEqual([true, true, false, true, true, true]);
});

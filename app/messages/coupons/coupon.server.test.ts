// Coupons against the stand-in's discounts: codes are made when they are wanted, once each, whatever dies in between.
import { expect, test } from "vitest";
import { z } from "zod";
import { writeFacts } from "#app/customers/apply.server.ts";
import { noFacts } from "#app/customers/fact.ts";
import { CustomerId, type ShopId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, later, seconds } from "#app/lib/time.ts";
import type { World } from "#app/lib/world.ts";
import { previewSegment } from "#app/segments/preview.server.ts";
import { parse } from "#app/segments/text.ts";
import type { Discount } from "#sandbox/shopify/records.ts";
import { aSandboxWorld } from "#tests/support/sandbox-world.ts";
import { codeOf, offerWords, sampleCode, savingWords } from "./coupon.ts";
import { type CodeAnswer, codesEnding, codesFor, createCoupon, endCoupon, retryCoupon } from "./coupon.server.ts";
import { emptyDraft, readCouponDraft, wordFor } from "./coupon-draft.ts";
import { coupon as pump } from "./coupon-make.server.ts";
import { listCoupons } from "./coupon-rows.server.ts";

const { world, store, opened } = await aSandboxWorld({ customers: 5, orders: 0 });
const shop = await opened();
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => CustomerId.parse(String(from + index)));

const settings = (word: string) => ({ saving: { kind: "percent", percent: 20 }, minimumMinor: null, startsAt: "2020-01-01T00:00:00Z", endsAt: null, isOnce: true, word });

async function made(word: string, more: object = {}) {
  const created = await createCoupon(world, shop, { name: `${word} sale`, settings: { ...settings(word), ...more } });
  if ("problems" in created) throw new Error(JSON.stringify(created.problems));
  return created.couponId;
}

/** What is waited for comes a second later each time. */
async function rest(within: World = world, of: ShopId = shop): Promise<void> {
  for (let quiet = 0; quiet < 3; ) {
    quiet = (await pump.step(within, of)) > 0 ? 0 : quiet + 1;
    world.clock.advance(seconds(2));
  }
}

const discounts = (): Discount[] => [...store.tables.Discount.values()];
const discountOf = (word: string) => discounts().filter(({ title }) => title === `${word} sale (Segue)`);
const codesIn = (answers: Map<CustomerId, CodeAnswer>) => [...answers.values()].map((answer) => (typeof answer === "object" && "code" in answer ? answer.code : answer));

test("a code is made for whoever is written to, under one discount, once, and stands in Shopify before a text may name it", async () => {
  const coupon = await made("SPRING");
  expect(await codesFor(world, shop, coupon, ids(1, 2), world.now())).toEqual(new Map(ids(1, 2).map((id) => [id, "making"])));
  await rest();
  const first = await codesFor(world, shop, coupon, [...ids(1, 3), ...ids(1, 1)], world.now());
  expect(codesIn(first)).toEqual([expect.stringMatching(/^SPRING-[2-9B-Z]{8}$/), expect.stringMatching(/^SPRING-/), "making"]);
  await rest();
  const again = await codesFor(world, shop, coupon, ids(1, 3), world.now());
  expect(codesIn(again).slice(0, 2)).toEqual(codesIn(first).slice(0, 2));
  expect(discountOf("SPRING")).toMatchObject([{ percent: 20, usageLimit: 1, isOnce: true }]);
  expect(Object.keys(discountOf("SPRING")[0]?.codes ?? {})).toEqual(expect.arrayContaining(codesIn(again)));
  expect(Object.keys(discountOf("SPRING")[0]?.codes ?? {})).toHaveLength(4);
});

test("free shipping is a discount of its own kind, with codes as any other", async () => {
  const coupon = await made("SHIP", { saving: { kind: "freeShipping" } });
  await codesFor(world, shop, coupon, ids(1, 1), world.now());
  await rest();
  expect(codesIn(await codesFor(world, shop, coupon, ids(1, 1), world.now()))).toEqual([expect.stringMatching(/^SHIP-/)]);
  expect(discountOf("SHIP")).toMatchObject([{ isShipping: true, percent: null, amount: null, usageLimit: 1 }]);
  expect(Object.keys(discountOf("SHIP")[0]?.codes ?? {})).toHaveLength(2);
});

test("several who ask for the same people at once get one code each, and more than a set takes are made in several", async () => {
  const coupon = await made("CROWD");
  await Promise.all(Array.from({ length: 4 }, () => codesFor(world, shop, coupon, ids(1, 300), world.now())));
  await rest();
  const codes = codesIn(await codesFor(world, shop, coupon, ids(1, 300), world.now()));
  expect(new Set(codes).size).toBe(300);
  expect(Object.keys(discountOf("CROWD")[0]?.codes ?? {})).toHaveLength(301);
});

test("what was asked of Shopify just before we died is found again, and not made twice", async () => {
  const coupon = await made("TWICE");
  const dies = (at: string): World => ({ ...world, point: async (name) => (name === at ? Promise.reject(new Error("died")) : undefined) });
  await expect(rest(dies("coupon:after-create"))).rejects.toThrow("died");
  await rest();
  await codesFor(world, shop, coupon, ids(1, 3), world.now());
  await expect(rest(dies("coupon:after-add"))).rejects.toThrow("died");
  await rest();
  const codes = codesIn(await codesFor(world, shop, coupon, ids(1, 3), world.now()));
  expect(discountOf("TWICE")).toHaveLength(1);
  expect(Object.keys(discountOf("TWICE")[0]?.codes ?? {}).sort()).toEqual(expect.arrayContaining(codes.sort()));
  expect(codes.every((code) => typeof code === "string" && code.startsWith("TWICE-"))).toBe(true);
});

test("what Shopify refuses is told, stops nobody's text for ever, and can be tried again", async () => {
  const coupon = await made("REFUSE");
  await codesFor(world, shop, coupon, ids(1, 1), world.now());
  await rest();
  expect([...(await codesFor(world, shop, coupon, ids(1, 2), world.now())).values()]).toEqual(Array.from({ length: 2 }, () => ({ refused: expect.stringMatching(/refuses this code/) })));
  expect((await listCoupons(world, shop)).find(({ couponId }) => couponId === coupon)).toMatchObject({ state: "refused", refused: 1, codes: 0 });
  expect(await retryCoupon(world, shop, coupon)).toBe(true);
  await rest();
  expect((await listCoupons(world, shop)).find(({ couponId }) => couponId === coupon)).toMatchObject({ state: "refused", problem: expect.stringMatching(/refuses/) });
});

test("a coupon that ends gives no codes any more, and its discount ends in Shopify; one that runs out gives none either", async () => {
  const coupon = await made("OVER");
  await rest();
  expect(await endCoupon(world, shop, coupon)).toBe(true);
  expect([...(await codesFor(world, shop, coupon, ids(1, 1), world.now())).values()]).toEqual([{ refused: "The coupon was ended." }]);
  await rest();
  expect(discountOf("OVER")[0]?.endsAt).not.toBeNull();
  const short = await made("SHORT", { endsAt: later(world.now(), days(1)).toISOString() });
  expect([...(await codesFor(world, shop, short, ids(1, 1), later(world.now(), days(1)))).values()]).toEqual([{ refused: "The coupon has run out." }]);
  expect(await endCoupon(world, shop, short)).toBe(true);
});

test("codes that stand on orders are counted as used, however they were typed", async () => {
  const coupon = await made("USED");
  await codesFor(world, shop, coupon, ids(1, 3), world.now());
  await rest();
  const [one = "", two = ""] = codesIn(await codesFor(world, shop, coupon, ids(1, 3), world.now())).map(String);
  const at = world.now().toISOString();
  const order = (orderId: string, code: string, voidAt: string | null = null) => ({ orderId, customerId: "1", name: `#${orderId}`, processedAt: at, updatedAt: at, currency: "USD", grossMinor: 100, discountCodes: [code], voidAt });
  await writeFacts(world, shop, { ...noFacts(), orders: [order("1", one.toLowerCase()), order("2", one), order("3", two, at), order("4", "SAVE")] }, { now: world.now(), live: true });
  expect((await listCoupons(world, shop)).find(({ couponId }) => couponId === coupon)).toMatchObject({ codes: 3, used: 1, waiting: 0, refused: 0 });
});

test("segments are told who was given a code, and once of each order on which it was used, whoever typed it", async () => {
  const coupon = await made("TOLD");
  await codesFor(world, shop, coupon, ids(1, 2), world.now());
  const told = () => world.db.rows(z.object({ kind: z.string(), customer: z.string() }), sql`select kind, customer_id::text as customer from event where shop_id = ${shop} and text = 'TOLD sale' order by kind, customer_id`);
  expect(await told()).toEqual([]);
  await rest();
  const [one = ""] = codesIn(await codesFor(world, shop, coupon, ids(1, 1), world.now())).map(String);
  const given = ids(1, 2).map((customer) => ({ kind: "couponGiven", customer }));
  expect(await told()).toEqual(given);
  const at = world.now().toISOString();
  const order = { orderId: "71", customerId: "2", name: "#71", processedAt: at, updatedAt: at, currency: "USD", grossMinor: 100, discountCodes: [one.toLowerCase()] };
  for (const orderId of ["71", "71", "72"]) await writeFacts(world, shop, { ...noFacts(), orders: [{ ...order, orderId, voidAt: orderId === "72" ? at : null }] }, { now: world.now(), live: true });
  expect(await told()).toEqual([...given, { kind: "couponUsed", customer: "1" }]);
  const read = parse('count(couponGiven where event.coupon is "told sale") >= 1 and count(couponUsed where event.coupon is "told sale") = 0');
  if ("problems" in read) throw new Error("the text is right");
  expect(await previewSegment(world, shop, read.definition)).toMatchObject({ total: 1, unknown: 0 });
});

test("another shop's coupon is none, and a coupon that makes no sense is refused beside its field", async () => {
  const coupon = await made("MINE");
  const [{ other } = { other: 0 }] = await world.db.rows(z.object({ other: z.number() }), sql`insert into shop (domain, state, created_at) values ('other.myshopify.com', 'active', ${world.now()}) returning shop_id as other`);
  expect([...(await codesFor(world, other as ShopId, coupon, ids(1, 1), world.now())).values()]).toEqual([{ refused: "The coupon is not there." }]);
  const problems = async (more: object) => {
    const created = await createCoupon(world, shop, { name: "x", settings: { ...settings("WORD"), ...more } });
    return "problems" in created ? created.problems.map(({ path }) => path.join(".")) : [];
  };
  expect(await problems({ word: "spring sale" })).toEqual(["settings.word"]);
  expect(await problems({ saving: { kind: "percent", percent: 101 } })).toEqual(["settings.saving.percent"]);
  expect(await problems({ endsAt: "2019-01-01T00:00:00Z" })).toEqual(["settings.endsAt"]);
  expect(await problems({ endsAt: "2020-01-02T00:00:00Z" })).toEqual(["settings.endsAt"]);
});

test("codes have no vowels and no signs that are taken for others, are all as long, and texts say what they save", () => {
  const codes = Array.from({ length: 300 }, () => codeOf("WORD", crypto.randomUUID()));
  expect(new Set(codes).size).toBe(300);
  for (const code of codes) expect(code).toMatch(/^WORD-[2-9BCDFGHJKMNPQRTVWXYZ]{8}$/);
  expect(sampleCode("WORD")).toHaveLength(codes[0]?.length ?? 0);
  expect([savingWords({ kind: "percent", percent: 20 }, "USD"), savingWords({ kind: "amount", minor: 1000 }, "USD"), savingWords({ kind: "amount", minor: 1050 }, "EUR", "de-DE"), savingWords({ kind: "amount", minor: 1000 }, "EUR", "fr-FR").replace(/\s/g, " ")]).toEqual(["20%", "$10", expect.stringMatching(/^10,50\s€$/), "10 €"]);
  expect(["en-US", "fr-FR", "de-DE", "es-MX"].map((locale) => offerWords({ kind: "percent", percent: 20 }, "USD", locale).replace(/\s/g, " "))).toEqual(["20% off", "20 % de réduction", "20 % Rabatt", "20% de descuento"]);
  expect(["en-US", "fr-FR"].map((locale) => offerWords({ kind: "freeShipping" }, "USD", locale))).toEqual(["free shipping", "livraison offerte"]);
  expect(["en-US", "fr-FR", "de-DE", "es-MX", "ja-JP"].map((locale) => savingWords({ kind: "freeShipping" }, "USD", locale))).toEqual(["free shipping", "livraison offerte", "Gratisversand", "envío gratis", "free shipping"]);
  expect([wordFor("Spring sale"), wordFor("Été à Paris"), wordFor("%")]).toEqual(["SPRING", "ETE", "SAVE"]);
});

test("the form is read in the shop's money and days, its last day is one on which the coupon holds, and what is wrong is told beside its field", () => {
  const where = { currency: "USD", zone: "America/New_York", now: new Date("2026-11-26T12:00:00Z") };
  const draft = { ...emptyDraft(), name: "Spring sale", value: "20" };
  expect(readCouponDraft({ ...draft, endsOn: "2026-11-26", minimum: "50" }, where)).toEqual({ coupon: { name: "Spring sale", settings: { saving: { kind: "percent", percent: 20 }, minimumMinor: 5_000, startsAt: "2026-11-26T12:00:00.000Z", endsAt: "2026-11-27T05:00:00.000Z", isOnce: true, word: "SPRING" } } });
  expect(readCouponDraft({ ...draft, kind: "amount", value: "10.50", word: "ten" }, where)).toMatchObject({ coupon: { settings: { saving: { kind: "amount", minor: 1_050 }, word: "TEN" } } });
  expect(readCouponDraft({ ...draft, kind: "freeShipping", value: "" }, where)).toMatchObject({ coupon: { settings: { saving: { kind: "freeShipping" } } } });
  const wrong = (more: object) => {
    const read = readCouponDraft({ ...draft, ...more }, where);
    return "problems" in read ? read.problems.map(({ path, message }) => `${path.join(".")}: ${message}`) : [];
  };
  expect(wrong({ name: " ", value: "x", minimum: "y", endsOn: "2026-02-30", word: "a b" })).toEqual([
    "value: Write a whole number, such as 20.", "minimum: Write an amount, such as 50.00, or leave it empty.", "endsOn: Choose a day, or leave it empty.", "name: Give the coupon a name.",
    "word: A word of 2 to 12 letters A to Z and digits, without spaces.",
  ]);
  expect([wrong({ value: "0" }), wrong({ value: "101" }), wrong({ endsOn: "2026-11-25" }), wrong({ kind: "amount", value: "0" })].flat()).toEqual(["value: At least 1 %.", "value: At most 100 %.", "endsOn: That day is over.", "value: An amount is more than nothing."]);
});

test("codes with an end of their own: one discount for each last day under the coupon, whose codes they are to every text", async () => {
  const coupon = await made("ENDS");
  const day = (count: number) => later(world.now(), days(count));
  const [soon, late] = [day(3), day(10)];
  await codesEnding(world, shop, coupon, ids(1, 2), { endsAt: soon, isOnce: true }, world.now());
  await codesEnding(world, shop, coupon, ids(2, 3), { endsAt: late, isOnce: true }, world.now());
  await codesEnding(world, shop, coupon, ids(1, 1), { endsAt: soon, isOnce: true }, world.now());
  await rest();
  const given = await world.db.rows(z.object({ customer: z.string() }), sql`select customer_id::text as customer from event where shop_id = ${shop} and kind = 'couponGiven' and text = 'ENDS sale' order by customer_id`);
  expect(given.map(({ customer }) => customer)).toEqual(["1", "2", "2", "3"]);
  const answers = await codesFor(world, shop, coupon, ids(1, 4), world.now());
  expect([...answers.values()].map((answer) => (typeof answer === "object" && "endsAt" in answer ? answer.endsAt : answer))).toEqual(expect.arrayContaining(["making", soon.toISOString(), late.toISOString(), late.toISOString()]));
  expect(answers.get(CustomerId.parse("1"))).toMatchObject({ endsAt: soon.toISOString() });
  const under = discounts().filter(({ title }) => title.startsWith("ENDS sale, until"));
  expect(under.map(({ codes }) => Object.keys(codes).length).sort()).toEqual([3, 3]);
  expect((await listCoupons(world, shop)).filter(({ name }) => name.startsWith("ENDS"))).toMatchObject([{ name: "ENDS sale", codes: 4 }]);
  world.clock.advance(days(4));
  expect((await codesFor(world, shop, coupon, ids(1, 2), world.now())).get(CustomerId.parse("1"))).toEqual({ refused: "The coupon has run out." });
  await endCoupon(world, shop, coupon);
  await rest();
  expect(await codesEnding(world, shop, coupon, ids(4, 4), { endsAt: day(1), isOnce: true }, world.now())).toEqual(new Map([[ids(4, 4)[0], { refused: "The coupon was ended." }]]));
  expect((await codesFor(world, shop, coupon, ids(2, 2), world.now())).get(CustomerId.parse("2"))).toEqual({ refused: "The coupon was ended." });
});

// What triggers make of what happened to one person, told in the order of the queue and out of it.
import { expect, test } from "vitest";
import { eventFact } from "#app/customers/fact-id.ts";
import { days, hours, minutes } from "#app/lib/time.ts";
import { makeHistory } from "#app/segments/match/history.ts";
import type { PersonFacts } from "#app/segments/person.ts";
import { aFlowPerson, anEvent, anOrder } from "#tests/support/flow-person.ts";
import { NOTHING_ELSE, personFacts } from "../person/person-facts.ts";
import { Trigger } from "../trigger.ts";
import { look, meet } from "./meet.ts";
import { meetStock } from "./stock.ts";
import type { Detail, ToldFact, Watch } from "./told-fact.ts";

const NOW = Date.UTC(2026, 5, 1, 16);
const ask = (now: number) => ({ now: new Date(now), zone: "UTC", currency: "USD" });

type Known = { now?: number; untold?: string[]; watches?: Watch[] };
const asker = (person: PersonFacts, { now = NOW, untold = [], watches = [] }: Known = {}) =>
  ({ facts: personFacts(person, ask(now), NOTHING_ELSE, now), history: makeHistory(person, ask(now)), watches, untold: new Set(untold) });
const trigger = (written: unknown) => Trigger.parse(written);
const told = (what: string, fact: string, at: number, detail: Detail = {}, about = {}): ToldFact => ({ what, fact, at, about, detail });
const idOf = (n: number) => n.toString(16).padStart(32, "0");
const ofEvent = (what: string, n: number, at: number, about = {}, detail: Detail = {}) => told(what, eventFact(idOf(n)), at, detail, about);
const started = (written: unknown, fact: ToldFact, person: PersonFacts, known: Known = {}) => meet(trigger(written), fact, asker(person, known)).map((met) => (met.does === "enter" ? met.fact : met.does));

const order = (id: string, ago: number, grossMinor: number, more = {}) => anOrder(id, NOW - ago, { grossMinor, ...more });
const FIFTH = { kind: "crosses", of: "orders", value: 2 };

test("a number of orders is reached once, by the order that makes it so many, in whatever order they are told", () => {
  const person = aFlowPerson({ orders: [order("1", hours(3), 5_000), order("2", hours(2), 5_000), order("3", hours(1), 5_000)] });
  const tell = (id: string, untold: string[]) => started(FIFTH, told("order", `order/${id}`, NOW), person, { untold });
  expect([tell("1", ["order/2", "order/3"]), tell("2", ["order/3"]), tell("3", [])]).toEqual([[], ["crossed/orders/2"], []]);
  expect([tell("3", ["order/1", "order/2"]), tell("1", ["order/2"]), tell("2", [])]).toEqual([[], ["crossed/orders/2"], []]);
});

test("what a refund or a cancellation took back crosses again only where that is wanted", () => {
  const cancelled = { voidAt: new Date(NOW - minutes(90)) };
  const person = aFlowPerson({ orders: [order("1", hours(3), 5_000), order("2", hours(2), 5_000, cancelled), order("3", hours(1), 5_000)] });
  expect(started(FIFTH, told("order", "order/3", NOW), person)).toEqual([]);
  expect(started({ ...FIFTH, rearm: true }, told("order", "order/3", NOW), person)).toEqual(["crossed/orders/2/order/3"]);
});

test("what they spent in all rises to a value with an order, and falls to it with a refund", () => {
  const orders = [order("1", hours(3), 15_000), order("2", hours(2), 10_000)];
  const refunds = [{ orderId: "1", refundId: "9", processedAt: new Date(NOW - hours(1)), amountMinor: 6_000 }];
  const spend = (value: number, down: boolean) => ({ kind: "crosses", of: "spend", value, down });
  expect(started(spend(200, false), told("order", "order/2", NOW), aFlowPerson({ orders }))).toEqual(["crossed/spend/200"]);
  expect(started(spend(251, false), told("order", "order/2", NOW), aFlowPerson({ orders }))).toEqual([]);
  expect(started(spend(200, true), told("refund", "refund/9", NOW), aFlowPerson({ orders, refunds }))).toEqual(["crossed/spend/200/down"]);
  expect(started(spend(180, true), told("refund", "refund/9", NOW), aFlowPerson({ orders, refunds }))).toEqual([]);
  // From nothing nobody falls.
  expect(started(spend(500, true), told("order", "order/1", NOW), aFlowPerson({ orders: orders.slice(0, 1) }))).toEqual([]);
});

test("one order's value counts for the first time, and where older orders are hidden nothing else is counted", () => {
  const over = { kind: "crosses", of: "order", value: 200 };
  const person = aFlowPerson({ orders: [order("1", hours(3), 20_000), order("2", hours(2), 20_001), order("3", hours(1), 90_000)] });
  const tell = (id: string, untold: string[]) => started(over, told("order", `order/${id}`, NOW), person, { untold });
  expect([tell("1", ["order/2", "order/3"]), tell("2", ["order/3"]), tell("3", [])]).toEqual([[], ["crossed/order/200"], []]);
  const hidden = { ...ask(NOW), ordersSince: new Date(NOW - days(60)) };
  const unsure = { ...asker(person), history: makeHistory(person, hidden) };
  expect(meet(trigger(FIFTH), told("order", "order/2", NOW), { ...unsure, untold: new Set(["order/3"]) })).toEqual([]);
  expect(meet(trigger(over), told("order", "order/2", NOW), { ...unsure, untold: new Set(["order/3"]) })).toHaveLength(1);
});

test("where older orders are hidden, whoever is proven to have none of them is counted, also before Shopify has counted the newest", () => {
  const since = { ...ask(NOW), ordersSince: new Date(NOW - days(60)) };
  const tell = (customer: object) => {
    const person = aFlowPerson({ customer, orders: [order("1", hours(3), 1), order("2", hours(2), 1)] });
    return meet(trigger(FIFTH), told("order", "order/2", NOW), { ...asker(person), history: makeHistory(person, since) }).length;
  };
  const counted = { shopifyCountedAt: new Date(NOW - minutes(150)) };
  expect([tell({}), tell({ ...counted, shopifyOrderCount: 1 }), tell({ ...counted, shopifyOrderCount: 2 }), tell({ createdAt: new Date(NOW - days(59)) })]).toEqual([0, 1, 0, 1]);
});

test("orders are counted by their conditions", () => {
  const web = { ...FIFTH, where: [{ field: "order.source", test: { op: "is", value: "web" } }] };
  const person = aFlowPerson({ orders: [order("1", hours(3), 1, { sourceName: "web" }), order("2", hours(2), 1, { sourceName: "pos" }), order("3", hours(1), 1, { sourceName: "web" })] });
  expect(started(web, told("order", "order/2", NOW), person, { untold: ["order/3"] })).toEqual([]);
  expect(started(web, told("order", "order/3", NOW), person)).toEqual(["crossed/orders/2"]);
});

const CART = { kind: "abandoned", what: "cart", idle: { n: 4, unit: "hour" }, least: 30 };

test("a cart is watched anew with each thing put into it, worth all of them, and told of once", () => {
  const at = [NOW - hours(6), NOW - hours(5)] as const;
  const person = aFlowPerson({ events: [anEvent(1, "cartAdded", at[0], { valueMinor: 2_000 }), anEvent(2, "cartAdded", at[1], { valueMinor: 1_000 })] });
  const [first] = meet(trigger(CART), ofEvent("cartAdded", 1, at[0]), asker(person, { now: at[0] }));
  if (first?.does !== "watch") throw new Error("no watch");
  expect(first.watch).toMatchObject({ key: "cart", at: at[0], dueAt: at[0] + hours(4) });
  const [second] = meet(trigger(CART), ofEvent("cartAdded", 2, at[1]), asker(person, { now: at[1], watches: [first.watch] }));
  if (second?.does !== "watch") throw new Error("no watch");
  expect(second.watch).toMatchObject({ dueAt: at[1] + hours(4), detail: { value: 3_000, first: first.watch.detail.first } });
  expect(look(trigger(CART), second.watch, asker(person))).toEqual([{ does: "enter", fact: `abandoned/cart/${eventFact(idOf(1))}`, at: at[1] + hours(4), about: {} }]);
  expect(look(trigger({ ...CART, least: 30.01 }), second.watch, asker(person))).toEqual([]);
});

test("an order ends the watch, also one that is told before what led to it, but none from before", () => {
  const at = NOW - hours(6);
  const events = [anEvent(1, "cartAdded", at, { valueMinor: 9_000 })];
  const watch = { key: "cart", at, dueAt: at + hours(4), about: {}, detail: { value: 9_000 } };
  expect(meet(trigger(CART), told("order", "order/1", at + 1), asker(aFlowPerson({})))).toEqual([{ does: "unwatch", key: null, until: at + 1 }]);
  expect(look(trigger(CART), watch, asker(aFlowPerson({ events, orders: [order("1", hours(5), 1)] })))).toEqual([]);
  expect(look(trigger(CART), watch, asker(aFlowPerson({ events, orders: [order("1", hours(7), 1)] })))).toHaveLength(1);
  expect(started(CART, ofEvent("cartAdded", 1, at), aFlowPerson({ events, orders: [order("1", hours(5), 1)] }))).toEqual([]);
});

test("each checkout is watched by itself", () => {
  const checkout = { kind: "abandoned", what: "checkout", idle: { n: 30, unit: "minute" } };
  const person = aFlowPerson({ events: [anEvent(1, "checkoutStarted", NOW, { props: { checkout: "a" } })] });
  expect(meet(trigger(checkout), ofEvent("checkoutStarted", 1, NOW, { checkout: "a" }), asker(person))).toMatchObject([{ watch: { key: "checkout/a", about: { checkout: "a" } } }]);
});

const VIEWS = { kind: "viewed", what: "product", times: 2, within: { n: 24, unit: "hour" }, noCart: true };

test("views are told of with the one that makes them so many within the span, unless something went into a cart", () => {
  const ago = [50, 40, 10, 5, 1];
  const views = ago.map((each, index) => anEvent(index + 1, "productViewed", NOW - hours(each)));
  const tell = (n: number) => started(VIEWS, ofEvent("productViewed", n, NOW - hours(ago[n - 1] ?? 0)), aFlowPerson({ events: views }), { untold: [1, 2, 3, 4, 5].slice(n).map((each) => eventFact(idOf(each))) }).length;
  expect([1, 2, 3, 4, 5].map(tell)).toEqual([0, 1, 0, 1, 0]);
});

test("a view that is told late may be the one that makes them so many", () => {
  const views = [anEvent(1, "productViewed", NOW - hours(10)), anEvent(2, "productViewed", NOW - hours(5))];
  const tell = (n: number, untold: number[], more: ReturnType<typeof anEvent>[] = []) => started(VIEWS, ofEvent("productViewed", n, NOW - hours(n === 1 ? 10 : 5)), aFlowPerson({ events: [...views, ...more] }), { untold: untold.map((each) => eventFact(idOf(each))) }).length;
  expect([tell(1, [2]), tell(2, [])]).toEqual([0, 1]);
  expect([tell(2, [1]), tell(1, [])]).toEqual([0, 1]);
  expect(tell(2, [], [anEvent(9, "cartAdded", NOW - hours(7))])).toBe(0);
  expect(tell(2, [], [anEvent(9, "cartAdded", NOW - hours(20))])).toBe(1);
});

test("a first yes subscribes, a yes after a no resubscribes, and another yes is neither", () => {
  const consent = (what: string, sources: string[] = []) => ({ kind: "consent", what, sources });
  const all = (n: number, person: PersonFacts, detail: Detail = {}) => ["subscribed", "resubscribed"].map((what) => started(consent(what), ofEvent("smsOptedIn", n, NOW - hours(10 - n), {}, detail), person).length);
  const words = [anEvent(1, "smsOptedIn", NOW - hours(9)), anEvent(2, "smsOptedIn", NOW - hours(8)), anEvent(3, "smsOptedOut", NOW - hours(7)), anEvent(4, "smsOptedIn", NOW - hours(6))];
  expect(all(1, aFlowPerson({ events: words.slice(0, 1) }))).toEqual([1, 0]);
  expect(all(2, aFlowPerson({ events: words.slice(0, 2) }))).toEqual([0, 0]);
  expect(all(4, aFlowPerson({ events: words }))).toEqual([0, 1]);
  expect(all(1, aFlowPerson({ events: words.slice(0, 1) }), { before: "UNSUBSCRIBED" })).toEqual([0, 1]);
  expect(all(1, aFlowPerson({ events: words.slice(0, 1) }), { before: "SUBSCRIBED" })).toEqual([0, 0]);
  const first = aFlowPerson({ events: words.slice(0, 1) });
  expect(started(consent("subscribed", ["keyword"]), ofEvent("smsOptedIn", 1, NOW, {}, { source: "form" }), first)).toEqual([]);
  expect(started(consent("subscribed", ["Form"]), ofEvent("smsOptedIn", 1, NOW, {}, { source: "form" }), first)).toHaveLength(1);
});

test("a word that they write starts, whole and without case", () => {
  const person = aFlowPerson({ events: [anEvent(1, "smsReplied", NOW, { text: "Früchte, please" })] });
  const tell = (match: string, words: string[]) => started({ kind: "keyword", words, match }, ofEvent("smsReplied", 1, NOW), person).length;
  expect([tell("contains", ["FRUCHTE"]), tell("starts", ["fruchte"]), tell("is", ["fruchte"]), tell("contains", ["fruch"]), tell("is", [])]).toEqual([1, 1, 0, 0, 1]);
});

test("nothing came of a text in time: no click in it, whatever else was clicked", () => {
  const none = { kind: "text", what: "notClicked", within: { n: 1, unit: "day" }, campaign: 3 };
  const sent = ofEvent("smsSent", 1, NOW - days(2), {}, { text: "900", campaign: 3 });
  const [armed] = meet(trigger(none), sent, asker(aFlowPerson({})));
  if (armed?.does !== "watch") throw new Error("no watch");
  expect(armed.watch).toMatchObject({ key: "900", dueAt: NOW - days(1) });
  expect(meet(trigger(none), { ...sent, detail: { text: "900", campaign: 4 } }, asker(aFlowPerson({})))).toEqual([]);
  expect(look(trigger(none), armed.watch, asker(aFlowPerson({})))).toEqual([{ does: "enter", fact: "notClicked/900", at: NOW - days(1), about: {} }]);
  const click = (text: string) => aFlowPerson({ events: [anEvent(2, "smsClicked", NOW - hours(40), { props: { text } })] });
  expect(look(trigger(none), armed.watch, asker(click("900")))).toEqual([]);
  expect(look(trigger(none), armed.watch, asker(click("901")))).toHaveLength(1);
  expect(meet(trigger(none), ofEvent("smsClicked", 2, NOW, {}, { text: "900", campaign: 3 }), asker(click("900")))).toEqual([{ does: "unwatch", key: "900", until: Infinity }]);
});

test("a link is told from others by its address, without what was added to follow it", () => {
  const clicked = { kind: "text", what: "clicked", link: "https://shop.example/a" };
  const person = aFlowPerson({ events: [anEvent(1, "smsClicked", NOW, { text: "https://shop.example/a?utm_source=sms" }), anEvent(2, "smsClicked", NOW, { text: "https://shop.example/b" })] });
  expect([1, 2].map((n) => started(clicked, ofEvent("smsClicked", n, NOW), person).length)).toEqual([1, 0]);
});

test("another group is told of, but no second time within the gap", () => {
  const rfm = { kind: "rfm", to: ["At risk"], gap: { n: 30, unit: "day" } };
  const changed = told("rfmGroup", "rfm/AT RISK/1/7", NOW, { from: "LOYAL", to: "AT RISK" });
  const met = meet(trigger(rfm), changed, asker(aFlowPerson({})));
  expect(met.map(({ does }) => does)).toEqual(["enter", "watch"]);
  const watches = met.flatMap((each) => (each.does === "watch" ? [each.watch] : []));
  expect(meet(trigger(rfm), { ...changed, at: NOW + days(29) }, asker(aFlowPerson({}), { watches }))).toEqual([]);
  expect(meet(trigger(rfm), { ...changed, at: NOW + days(31) }, asker(aFlowPerson({}), { watches }))).toHaveLength(2);
  expect(started(rfm, { ...changed, detail: { from: "AT RISK", to: "AT RISK" } }, aFlowPerson({}))).toEqual([]);
});

test("a segment starts whoever got into it by a fact or by time; edits and imports only where they are asked for", () => {
  const entered = (what: string, cause: string) => told(what, "entered/3/1", NOW, { cause });
  const tell = (organic: boolean, what: string, cause: string) => started({ kind: "segment", segment: 3, how: "entered", organic }, entered(what, cause), aFlowPerson({})).length;
  expect([tell(true, "entered/3", "clock"), tell(true, "entered/3/any", "edit"), tell(false, "entered/3/any", "edit"), tell(false, "entered/3", "fact"), tell(true, "entered/4", "fact"), tell(true, "left/3", "fact")]).toEqual([1, 0, 1, 1, 0, 0]);
});

test("a tag, a metafield and a detail are told of by their names", () => {
  const customer = (what: string, value: string | null) => ({ kind: "customer", what, value });
  expect(started(customer("tagged", "VIP"), told("tagged", "tagged/vip/1", NOW), aFlowPerson({}))).toHaveLength(1);
  expect(started(customer("tagged", "vip/2"), told("tagged", "tagged/vip/2/1", NOW), aFlowPerson({}))).toHaveLength(1);
  expect(started(customer("tagged", "VIP"), told("tagged", "tagged/other/1", NOW), aFlowPerson({}))).toEqual([]);
  expect(started(customer("metafield", "facts.skin"), told("metafield", "m", NOW, { field: "facts.skin" }), aFlowPerson({}))).toHaveLength(1);
  expect(started(customer("metafield", "facts.skin"), told("metafield", "m", NOW, { field: "facts.hair" }), aFlowPerson({}))).toEqual([]);
  expect(started(customer("updated", "email"), told("customerUpdated", "u", NOW, { field: "firstName,email" }), aFlowPerson({}))).toHaveLength(1);
});

test("nobody has a score yet, and no trigger hears what it does not listen for", () => {
  expect(started({ kind: "prediction", score: "pred.churn", from: 80 }, told("order", "order/1", NOW), aFlowPerson({}))).toEqual([]);
  expect(started({ kind: "event", event: "order" }, told("refund", "refund/1", NOW), aFlowPerson({}))).toEqual([]);
});

test("stock that comes back, runs low or costs less is told of when it gets there, and of what is not known nothing is", () => {
  const news = { variant: "6", product: "5", at: NOW, stockBefore: 0, stock: 4, priceBefore: 20, price: 18 };
  const stock = (what: string, more: object = {}) => trigger({ kind: "stock", what, audience: ["asked"], ...more }) as Extract<Trigger, { kind: "stock" }>;
  expect(meetStock(stock("back", { perUnit: 3 }), news)).toEqual({ fact: `back/6/${NOW}`, about: { product: "5", variant: "6" }, people: 12 });
  expect([meetStock(stock("back"), { ...news, stockBefore: -2, stock: 0 }), meetStock(stock("back"), { ...news, stockBefore: 1 }), meetStock(stock("back"), { ...news, stockBefore: null })]).toEqual([null, null, null]);
  const low = (stockBefore: number, left: number) => meetStock(stock("low", { by: 3 }), { ...news, stockBefore, stock: left }) !== null;
  expect([low(4, 3), low(9, 1), low(3, 2), low(4, 0), low(2, 3)]).toEqual([true, true, false, false, false]);
  const drop = (by: number, price: number | null) => meetStock(stock("priceDrop", { by }), { ...news, price }) !== null;
  expect([drop(10, 18), drop(11, 18), drop(0, 20), drop(5, null)]).toEqual([true, false, false, false]);
});

import { expect, test } from "vitest";
import { days, hours, minutes } from "#app/lib/time.ts";
import { parse } from "#app/segments/text.ts";
import { aFlowPerson, aLine, anEvent, anOrder, aStay } from "#tests/support/flow-person.ts";
import type { Node } from "../../segments/definition.ts";
import type { Listened } from "../facts.ts";
import { type Known, NOTHING_ELSE, personFacts } from "./person-facts.ts";

const NOW = Date.UTC(2026, 5, 1, 16);
const ASK = { now: new Date(0), zone: "Europe/Berlin", currency: "USD" };
const listened = (event: Listened["event"], more: Partial<Listened> = {}): Listened => ({ event, where: [], whereAny: false, own: false, ...more });

function node(text: string): Node {
  const read = parse(text);
  if (!("definition" in read)) throw new Error(JSON.stringify(read));
  return read.definition.node;
}

const person = aFlowPerson({
  customer: { countryCode: "US", birthDate: "1990-02-28", createdAt: new Date(Date.UTC(2026, 0, 1, 23, 30)) },
  orders: [
    anOrder("1", NOW - days(20), { shippedAt: new Date(NOW - days(18)), deliveredAt: new Date(NOW - days(15)), financialStatus: "PAID", fulfillmentStatus: "FULFILLED" }),
    anOrder("2", NOW - days(2), { grossMinor: 20_000, shippedAt: new Date(NOW - days(1)), voidAt: new Date(NOW + days(1)) }),
  ],
  lines: [aLine("1", "10", "100"), aLine("2", "20", "200")],
  refunds: [{ orderId: "1", refundId: "5", processedAt: new Date(NOW - days(10)), amountMinor: 5_000 }],
  tags: [{ tag: "VIP", present: true, changedAt: new Date(NOW - days(3)) }],
  events: [
    anEvent(1, "smsClicked", NOW - hours(5), { props: { text: "900" } }),
    anEvent(2, "smsReplied", NOW - hours(4), { text: "Yes, please!" }),
    anEvent(3, "checkoutStarted", NOW - hours(3), { valueMinor: 9_900, props: { checkout: "c1" } }),
    anEvent(4, "smsDelivered", NOW - hours(6), { props: { messageId: "SM2" } }),
  ],
  stays: [aStay(3, 1, NOW - days(30), NOW - days(20)), aStay(3, 2, NOW - days(5))],
});
const known: Known = {
  texts: [
    { textId: "900", providerId: "SM1", at: NOW - hours(8), campaign: null, run: "41", key: "m1/1" },
    { textId: "901", providerId: "SM2", at: NOW - hours(7), campaign: null, run: "42", key: "m1/1" },
    { textId: "902", providerId: "SM3", at: NOW - hours(1), campaign: null, run: "43", key: "m1/1" },
  ],
  transit: { all: days(4), byCountry: { DE: days(2) } },
  best: [{ productId: "100", title: "A", handle: "a", priceMinor: 1, type: null }, { productId: "300", title: "B", handle: "b", priceMinor: 1, type: null }],
  playbook: null,
};
const at = (now: number, run: string | null = null) => personFacts(person, ASK, known, now, run);

test("conditions are asked as of the instant, also what an order's count and a refund come to", () => {
  expect(at(NOW).holds(node("count(order) >= 2"))).toBe(true);
  expect(at(NOW - days(3)).holds(node("count(order) >= 2"))).toBe(false);
  expect(at(NOW + days(2)).holds(node("count(order) >= 2"))).toBe(false);
  expect(at(NOW).holds(node("sum(order.net) = 200"))).toBe(true);
  expect(at(NOW - days(11)).holds(node("sum(order.net) = 50"))).toBe(true);
  expect(at(NOW).holds(node("in segment 3"))).toBe(true);
  expect(at(NOW - days(10)).holds(node("in segment 3"))).toBe(false);
  expect(at(NOW - days(25)).holds(node("in segment 3"))).toBe(true);
});

test("the first event since an instant is found by its fact, and none of the future", () => {
  const { happened } = at(NOW);
  expect(happened(listened("order"), NOW - days(30), {}, [])).toEqual({ id: "order/1", at: NOW - days(20) });
  expect(happened(listened("order"), NOW - days(20) + 1, {}, [])).toEqual({ id: "order/2", at: NOW - days(2) });
  expect(at(NOW - days(3)).happened(listened("order"), NOW - days(20) + 1, {}, [])).toBeNull();
  expect(happened(listened("item"), NOW - days(10), {}, [])?.id).toBe("item/2/20");
  expect(happened(listened("refund"), 0, {}, [])?.id).toBe("refund/5");
  expect(happened(listened("shipped"), NOW - days(17), {}, [])?.id).toBe("shipped/2");
  expect(happened(listened("cancelled"), 0, {}, [])).toBeNull();
  expect(at(NOW + days(1)).happened(listened("cancelled"), 0, {}, [])?.id).toBe("cancelled/2");
  expect(happened(listened("tagged"), 0, {}, [])).toEqual({ id: `tagged/vip/${NOW - days(3)}`, at: NOW - days(3) });
  expect(happened(listened("checkoutStarted"), 0, {}, [])?.id).toBe(`event/${"3".padStart(32, "0")}`);
  expect(at(NOW - days(16)).happened(listened("delivered"), 0, {}, [])).toBeNull();
});

test("conditions on an event are those of segments, all of them or any", () => {
  const dear = { field: "order.net", test: { op: "ge" as const, value: 150 } };
  const cheap = { field: "order.net", test: { op: "lt" as const, value: 1 } };
  const { happened, meets } = at(NOW);
  expect(happened(listened("order", { where: [dear] }), 0, {}, [])?.id).toBe("order/2");
  expect(happened(listened("order", { where: [dear, cheap] }), 0, {}, [])).toBeNull();
  expect(happened(listened("order", { where: [dear, cheap], whereAny: true }), 0, {}, [])?.id).toBe("order/1");
  expect(meets(listened("order", { where: [dear] }), "order/2")).toBe(true);
  expect(meets(listened("order", { where: [dear] }), "order/1")).toBe(false);
  expect(meets(listened("order", { where: [dear] }), "order/99")).toBe(false);
  expect(at(NOW - days(5)).meets(listened("order", { where: [dear] }), "order/2")).toBe(false);
  expect(at(NOW + days(5)).meets(listened("order", { where: [dear] }), "order/2")).toBe(true);
});

test("an order's own row says when it was paid and all of it sent, and what no row says only whoever was told knows", () => {
  const { happened, meets } = at(NOW);
  expect(happened(listened("paid"), 0, {}, [])).toEqual({ id: "paid/1", at: NOW - days(20) });
  expect(happened(listened("fulfilled"), 0, {}, [])).toEqual({ id: "fulfilled/1", at: NOW - days(18) });
  expect(happened(listened("delayed"), 0, {}, [])).toBeNull();
  expect(meets(listened("delayed", { where: [{ field: "order.net", test: { op: "ge", value: 150 } }] }), "delayed/2")).toBe(true);
});

test("only what is about the run is its own: its order, its checkout, or a text of its own", () => {
  const own = (event: Listened["event"]) => listened(event, { own: true });
  expect(at(NOW).happened(own("refund"), 0, { order: "1" }, [])?.id).toBe("refund/5");
  expect(at(NOW).happened(own("refund"), 0, { order: "2" }, [])).toBeNull();
  expect(at(NOW).happened(own("checkoutStarted"), 0, { checkout: "c1" }, [])).not.toBeNull();
  expect(at(NOW).happened(own("item"), 0, { product: "200" }, [])?.id).toBe("item/2/20");
  expect(at(NOW, "41").happened(own("smsClicked"), 0, {}, ["m1/1"])).not.toBeNull();
  expect(at(NOW, "42").happened(own("smsClicked"), 0, {}, ["m1/1"])).toBeNull();
  expect(at(NOW, "42").happened(own("smsDelivered"), 0, {}, ["m1/1"])).not.toBeNull();
  expect(at(NOW, "42").happened(own("smsReplied"), 0, {}, ["m1/1"])).not.toBeNull();
  expect(at(NOW, "43").happened(own("smsReplied"), 0, {}, ["m1/1"])).toBeNull();
  expect(at(NOW, "41").happened(own("smsReplied"), 0, {}, ["m1/1"])).toBeNull();
  expect(at(NOW, "41").happened(own("smsClicked"), 0, {}, ["m2/1"])).toBeNull();
});

test("what they wrote is held against whole words, without case", () => {
  const reply = (words: string[], match: "is" | "starts" | "contains") => at(NOW).happened(listened("smsReplied", { reply: { words, match } }), 0, {}, []) !== null;
  expect([reply(["yes please"], "is"), reply(["YES"], "starts"), reply(["please"], "contains"), reply(["no", "yes"], "contains")]).toEqual([true, true, true, true]);
  const stop = personFacts(aFlowPerson({ events: [anEvent(1, "smsReplied", NOW - hours(4), { text: "STOP" })] }), ASK, known, NOW);
  expect(stop.happened(listened("smsReplied", { reply: { words: [], match: "is" } }), 0, {}, [])).toBeNull();
  expect([reply(["yes"], "is"), reply(["please"], "starts"), reply(["ye"], "contains"), reply(["no"], "contains")]).toEqual([false, false, false, false]);
});

test("a date is a day, of an instant the day where they are, and what nobody knows is none", () => {
  const { date } = at(NOW);
  expect([date("person.birthDate"), date("person.created"), date("order.last"), date("pred.nextOrder"), date("person.city"), date("nothing")]).toEqual(["1990-02-28", "2026-01-02", "2026-05-30", null, null, null]);
  expect(personFacts(aFlowPerson({ customer: { createdAt: new Date(Date.UTC(2026, 0, 1, 23, 30)), timeZone: "America/New_York" } }), ASK, NOTHING_ELSE, NOW).date("person.created")).toBe("2026-01-01");
});

test("the zone is theirs, else the shop's", () => {
  expect([at(NOW).zone(), at(NOW).shopZone()]).toEqual(["Europe/Berlin", "Europe/Berlin"]);
  expect(personFacts(aFlowPerson({ customer: { timeZone: "Asia/Tokyo" } }), ASK, NOTHING_ELSE, NOW).zone()).toBe("Asia/Tokyo");
});

test("the best hour is the one with the most of their answers, and unknown of fewer than five", () => {
  const answering = (hoursOfDay: number[]) => aFlowPerson({ customer: { timeZone: "UTC" }, events: hoursOfDay.map((hour, index) => anEvent(index + 1, "smsClicked", Date.UTC(2026, 4, 1 + index, hour, 40))) });
  expect(personFacts(answering([9, 18, 18, 9, 18]), ASK, NOTHING_ELSE, NOW).bestHour()).toBe("18:00");
  expect([[6, 6, 6, 6, 6], [22, 22, 22, 22, 22]].map((hours) => personFacts(answering(hours), ASK, NOTHING_ELSE, NOW).bestHour())).toEqual(["09:00", "19:45"]);
  expect(personFacts(answering([9, 18, 18, 9]), ASK, NOTHING_ELSE, NOW).bestHour()).toBeNull();
  expect(personFacts(answering([9, 18, 18, 9, 18]), ASK, NOTHING_ELSE, Date.UTC(2026, 4, 4)).bestHour()).toBeNull();
});

test("whoever has no such habit is texted at the hour of the strictest policy that held for them then, moved to where it is lawful", () => {
  const policy = (name: string, persona: "nightOwl" | "midday" | null, max: number) => ({ name, title: name, themes: [], offer: "none" as const, persona, limit: { max, windowMs: days(7) } });
  const playbook = { held: [policy("late", "nightOwl", 1), policy("noon", "midday", 2), policy("own", null, 1)], by: { segmentPolicies: { 3: "late", 4: "own" }, rfmPolicies: { LOYAL: "noon" }, tierPolicies: {} } };
  const hourOf = (of: Parameters<typeof aFlowPerson>[0], at = NOW) => personFacts(aFlowPerson({ customer: { rfmGroup: "LOYAL", timeZone: "UTC" }, ...of }), ASK, { ...NOTHING_ELSE, playbook }, at).bestHour();
  expect(hourOf({ customer: {} })).toBeNull();
  expect(hourOf({})).toBe("12:00");
  expect([NOW, NOW - days(6)].map((at) => hourOf({ stays: [aStay(3, 1, NOW - days(5))] }, at))).toEqual(["19:45", "12:00"]);
  expect(hourOf({ stays: [aStay(4, 1, NOW - days(5))] })).toBeNull();
  expect(hourOf({ events: [1, 2, 3, 4, 5].map((day) => anEvent(day, "smsClicked", Date.UTC(2026, 4, day, 15))) })).toBe("15:00");
});

test("a delivery is what the order says, and until then what is usual on the way", () => {
  expect(at(NOW).delivery({ order: "1" }, "all")).toEqual({ at: NOW - days(15), foretold: false });
  expect(at(NOW - days(16)).delivery({ order: "1" }, "all")).toEqual({ at: NOW - days(14), foretold: true });
  expect(at(NOW - days(19)).delivery({ order: "1" }, "all")).toBeNull();
  expect(at(NOW).delivery({ order: "2" }, "first")).toEqual({ at: NOW + days(3), foretold: true });
  expect(at(NOW + days(2)).delivery({ order: "2" }, "first")).toBeNull();
  expect(at(NOW).delivery({}, "all")).toBeNull();
});

test("as many products as texts would pick for them can be picked", () => {
  expect(at(NOW).picks()).toBe(1);
  expect(at(NOW - days(21)).picks()).toBe(2);
});

test("nothing that lies after the instant changes any answer", () => {
  const instant = NOW - minutes(1);
  const future = aFlowPerson({
    ...person, customer: { ...person.customer, orderCount: 9, lastOrderAt: new Date(NOW + days(9)) },
    orders: [...person.orders, anOrder("9", NOW + days(1))], refunds: [...person.refunds, { orderId: "2", refundId: "9", processedAt: new Date(NOW), amountMinor: 1 }],
    events: [...person.events, anEvent(9, "smsClicked", NOW)], stays: [...person.stays, aStay(4, 1, NOW)], lines: [...person.lines, aLine("9", "90", "300")],
  });
  const questions = ["count(order) >= 3", "in segment 4", "count(smsClicked) >= 2", "sum(order.net) < 200", "order.last in last 3 d"].map(node);
  const answers = (of: typeof person) => {
    const facts = personFacts(of, ASK, known, instant);
    return [...questions.map((each) => facts.holds(each)), facts.happened(listened("order"), NOW - days(1), {}, []), facts.happened(listened("refund"), NOW - days(1), {}, []), facts.happened(listened("smsClicked"), NOW - hours(1), {}, []), facts.meets(listened("order"), "order/9"), facts.picks(), facts.bestHour(), facts.date("order.last")];
  };
  expect(answers(future)).toEqual(answers(person));
});

import { expect, test } from "vitest";
import { days, hours, minutes } from "#app/lib/time.ts";
import { aFlowPerson, anEvent, anOrder, aStay } from "#tests/support/flow-person.ts";
import { aFlow, agreedAt, aPast, aReplaying } from "#tests/support/flow-replay.ts";
import { redecide } from "../advance.ts";
import type { Decision } from "../ledger.ts";
import { RULE_BOOK } from "#app/consent/rule-book.ts";
import { gateRules } from "#app/messages/gate/gate-rules.ts";
import { GATE_DEFAULTS } from "#app/messages/settings/text-settings.ts";
import { replayPerson } from "./replay.ts";
import type { Replayed } from "./replaying.ts";

/** Noon in New York. */
const NOON = Date.UTC(2026, 5, 1, 16);
const SPAN = { from: NOON - days(30), until: NOON + days(60) };
const US = { countryCode: "US", provinceCode: "NY", zip: "10001", timeZone: "America/New_York" };
const TWO = "first a step a send(message own(text Hi)) then w step w wait.span(span 2 d) then b step b send(message own(text Again)) then e step e end()";

const flowOf = (trigger: string, entry = "reentry never()", more = "") => aFlow(`trigger ${trigger} entry (${entry}) ${TWO} ${more}`);
const decided = (replayed: Replayed, run = 0): Decision[] => replayed.runs[run]?.steps.flatMap(({ line }) => line.decided) ?? [];
const sent = (replayed: Replayed) => replayed.runs.flatMap((_, run) => decided(replayed, run).flatMap((each) => (each.kind === "sent" ? [{ key: each.key, at: each.at }] : [])));

test("an order in the past starts a run, and its texts go at the instants at which they would have", () => {
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON), anOrder("0", NOON - days(90))] });
  const replayed = replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person));
  expect(replayed.runs.map(({ fact, at }) => [fact, at])).toEqual([["order/1", NOON]]);
  expect(sent(replayed)).toEqual([{ key: "a/1", at: NOON }, { key: "b/1", at: NOON + days(2) }]);
  expect(decided(replayed).at(-1)).toMatchObject({ kind: "ended", reason: "finished" });
  const lines = replayed.runs[0]?.steps.map(({ line }) => line) ?? [];
  expect(redecide(() => flowOf("event(event order)"), lines)).toEqual(lines);
});

test("the gate answers as of then: a text waits for the legal hours, and none goes before consent was given or after it was taken back", () => {
  const night = NOON + hours(14);
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", night)] });
  const late = replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person));
  expect(decided(late)).toContainEqual(expect.objectContaining({ kind: "deferred", key: "a/1", reason: "lawHours" }));
  expect(sent(late)[0]?.at).toBeGreaterThan(night + hours(5));
  const without = replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person, { gate: agreedAt(night + days(1)) }));
  expect(sent(without).map(({ key }) => key)).toEqual(["b/1"]);
  expect(decided(without)).toContainEqual(expect.objectContaining({ kind: "skipped", key: "a/1", reason: "noConsent" }));
  const stopped = agreedAt(0);
  const gate = { ...stopped, said: [...stopped.said, { kind: "stopped" as const, at: night + days(1), source: "keyword" as const, by: "reply" as const, evidence: null }] };
  expect(sent(replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person, { gate }))).map(({ key }) => key)).toEqual(["a/1"]);
  expect(sent(replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person, { gate: null })))).toEqual([]);
});

test("real texts of then and those of the replay count under the same limits", () => {
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON)] });
  const gate = agreedAt(0, { history: [{ at: NOON - hours(3), class: "marketing", reply: null, subject: null, cart: null, outcome: "accepted" }] });
  const first = sent(replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person, { gate })))[0];
  expect(first?.at).toBe(NOON - hours(3) + days(1));
  const later = agreedAt(0, { history: [{ at: NOON + hours(3), class: "marketing", reply: null, subject: null, cart: null, outcome: "accepted" }] });
  expect(sent(replayPerson(aReplaying(flowOf("event(event order)"), SPAN), aPast(person, { gate: later })))[0]?.at).toBe(NOON);
  const quick = aFlow("trigger event(event order) entry (reentry never()) first a step a send(message own(text Hi)) then b step b send(message own(text Again), expires 48 h) then e step e end()");
  expect(sent(replayPerson(aReplaying(quick, SPAN), aPast(person))).map(({ at }) => at)).toEqual([NOON, NOON + days(1)]);
});

test("policies hold for members of then, and Shopify's word for as long as it had been said", () => {
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON)], stays: [aStay(3, 1, NOON - days(9), NOON + days(1)), aStay(4, 1, NOON + days(1))] });
  const policies = { segmentPolicies: { 3: "quiet", 4: "quiet" }, rfmPolicies: {}, tierPolicies: {} };
  const settings = { ...GATE_DEFAULTS, policies: { quiet: { max: 0, windowMs: days(1) } }, needsProof: false };
  const replaying = aReplaying(aFlow("trigger event(event order) entry (reentry never()) first a step a send(message own(text Hi)) then e step e end()"), SPAN, { policies, rules: gateRules(RULE_BOOK, settings, "test") });
  expect(decided(replayPerson(replaying, aPast(person)))).toContainEqual(expect.objectContaining({ kind: "skipped", reason: "limitNone" }));
  expect(sent(replayPerson(replaying, aPast({ ...person, stays: person.stays.slice(1) })))).toHaveLength(1);
  const silent = agreedAt(0, { said: [], word: { smsState: "SUBSCRIBED", smsUpdatedAt: new Date(NOON + days(3)) } });
  const spoken = { ...silent, word: { smsState: "SUBSCRIBED", smsUpdatedAt: new Date(NOON - days(3)) } };
  const told = [anEvent(9, "smsOptedIn", NOON - days(2), { source: "consent" })];
  const goes = (gate: typeof silent, events = person.events) => sent(replayPerson(replaying, aPast({ ...person, stays: [], events }, { gate }))).length;
  expect([goes(silent), goes(spoken), goes(silent, told)]).toEqual([0, 1, 1]);
});

test("an exit that came at the time ends the run, and an order within a goal is counted, also after the end", () => {
  const exit = "exit (label Ordered, on (event order)) goal (label Buys, on (event order), within 10 d)";
  const person = aFlowPerson({ customer: US, events: [anEvent(1, "checkoutStarted", NOON)], orders: [anOrder("1", NOON + days(1)), anOrder("2", NOON + days(9))] });
  const replayed = replayPerson(aReplaying(flowOf("event(event checkoutStarted)", "reentry never()", exit), SPAN), aPast(person));
  expect(decided(replayed).map(({ kind }) => kind)).toEqual(["entered", "at", "asks", "sent", "at", "waits", "left", "ended", "reached"]);
  const later = replayPerson(aReplaying(flowOf("event(event checkoutStarted)", "reentry never()", "goal (label Buys, on (event order), within 10 d)"), SPAN), aPast(aFlowPerson({ ...person, orders: [anOrder("2", NOON + days(9))] })));
  expect(decided(later).at(-1)).toMatchObject({ kind: "reached", fact: "order/2" });
});

test("who may enter again does, and who may not is told of with the reason", () => {
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON), anOrder("2", NOON + days(1)), anOrder("3", NOON + days(30))] });
  const reasons = (entry: string) => replayPerson(aReplaying(flowOf("event(event order)", entry), SPAN), aPast(person)).refusals.map(({ fact, reason }) => [fact, reason]);
  expect(reasons("reentry never()")).toEqual([["order/2", "running"], ["order/3", "reentry"]]);
  expect(reasons("reentry always()")).toEqual([["order/2", "running"]]);
  expect(reasons("reentry always(), key order")).toEqual([]);
  const restarted = replayPerson(aReplaying(flowOf("event(event order)", "reentry always(), again restart"), SPAN), aPast(person));
  expect(decided(restarted).at(-1)).toMatchObject({ kind: "ended", reason: "restarted" });
  expect(restarted.runs).toHaveLength(3);
  const outranked = replayPerson(aReplaying(flowOf("event(event order)", "reentry never(), group vip"), SPAN), aPast(person, { others: [{ run: "9", flow: 2, group: "vip", priority: 50, from: NOON - days(1), until: NOON + hours(1) }] }));
  expect([outranked.refusals[0]?.reason, outranked.runs[0]?.fact]).toEqual(["outranked", "order/2"]);
});

test("a fact that meets two triggers starts somebody once", () => {
  const twice = aFlow(`trigger event(event order) trigger event(event order, where order.net > 10) entry (reentry always(), again beside) ${TWO}`);
  expect(replayPerson(aReplaying(twice, SPAN), aPast(aFlowPerson({ customer: US, orders: [anOrder("1", NOON)] }))).runs).toHaveLength(1);
});

test("a segment's trigger goes by stays as they were recorded, and only by organic ones", () => {
  const person = aFlowPerson({ customer: US, stays: [aStay(3, 1, NOON), aStay(3, 2, NOON + days(20), NOON + days(25)), aStay(4, 1, NOON)] });
  const causes = new Map([["3/1", { entered: "first", left: null }], ["3/2", { entered: "clock", left: "fact" }]]);
  const entered = replayPerson(aReplaying(flowOf("segment(segment 3, how entered)"), SPAN), aPast(person, { causes }));
  expect(entered.runs.map(({ fact }) => fact)).toEqual(["entered/3/2"]);
  const left = replayPerson(aReplaying(flowOf("segment(segment 3, how left)"), SPAN), aPast(person, { causes }));
  expect(left.runs.map(({ fact, at }) => [fact, at])).toEqual([["left/3/2", NOON + days(25)]]);
});

test("what is left alone is told of when its time is over, unless an order came", () => {
  const abandoned = "abandoned(what checkout, idle 1 h)";
  const events = [anEvent(1, "checkoutStarted", NOON), anEvent(2, "checkoutStarted", NOON + minutes(30))];
  const alone = replayPerson(aReplaying(flowOf(abandoned), SPAN), aPast(aFlowPerson({ customer: US, events })));
  expect(alone.runs.map(({ at }) => at)).toEqual([NOON + minutes(90)]);
  const bought = replayPerson(aReplaying(flowOf(abandoned), SPAN), aPast(aFlowPerson({ customer: US, events, orders: [anOrder("1", NOON + minutes(40))] })));
  expect(bought.runs).toEqual([]);
});

test("an order's value crosses once, and silence is told of once for each", () => {
  const orders = [anOrder("1", NOON, { grossMinor: 15_000 }), anOrder("2", NOON + days(5), { grossMinor: 6_000 }), anOrder("3", NOON + days(6), { grossMinor: 90_000 })];
  const crossed = replayPerson(aReplaying(flowOf("crosses(of spend, value 200)", "reentry always()"), SPAN), aPast(aFlowPerson({ customer: US, orders })));
  expect(crossed.runs.map(({ at }) => at)).toEqual([NOON + days(5)]);
  const silent = replayPerson(aReplaying(flowOf("silence(of {(event order)}, since 10 d)", "reentry always()"), SPAN), aPast(aFlowPerson({ customer: US, orders: [anOrder("1", NOON), ...orders.slice(1)] })));
  expect(silent.runs.map(({ at }) => at)).toEqual([NOON + days(16)]);
});

test("a date comes at its hour where they are, each year again, and a schedule takes whoever is in its segment then", () => {
  const born = aFlowPerson({ customer: { ...US, birthDate: "1990-06-10" } });
  const birthday = replayPerson(aReplaying(flowOf('date(field person.birthDate, days -7, at "10:00", yearly yes)'), SPAN), aPast(born));
  expect(birthday.runs.map(({ at }) => new Date(at).toISOString())).toEqual(["2026-06-03T14:00:00.000Z"]);
  const last = aFlowPerson({ customer: US, orders: [anOrder("1", NOON - days(5)), anOrder("2", NOON)] });
  const afterLast = replayPerson(aReplaying(flowOf('date(field order.last, days 10, at "12:00")'), SPAN), aPast(last));
  expect(afterLast.runs.map(({ at }) => at)).toEqual([NOON + days(10)]);
  const member = aFlowPerson({ customer: US, stays: [aStay(3, 1, NOON, NOON + days(10))] });
  const weekly = replayPerson(aReplaying(flowOf('schedule(cron "0 9 * * 1", segment 3)', "reentry always()"), SPAN), aPast(member));
  expect(weekly.runs.map(({ at }) => new Date(at).toISOString())).toEqual(["2026-06-08T07:00:00.000Z"]);
});

test("a wait for a condition is looked at when time alone turns it", () => {
  const flow = aFlow("trigger event(event order) entry (reentry never()) first w step w wait.condition(when count(order) in last 240 h = 0, within 30 d, otherwise none) then e step e end(label Quiet)");
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON), anOrder("2", NOON + days(3))] });
  const replayed = replayPerson(aReplaying(flow, SPAN), aPast(person));
  expect(replayed.runs[0]?.steps.at(-1)?.line.at).toBe(NOON + days(13));
  expect(decided(replayed).at(-1)).toMatchObject({ kind: "ended", label: "Quiet" });
});

test("nothing that came after an instant is known at it, and a replay that ends sooner says the same up to there", () => {
  const flow = flowOf("event(event order)", "reentry always()", "exit (label Clicked, on (event smsClicked))");
  const person = aFlowPerson({ customer: US, orders: [anOrder("1", NOON), anOrder("2", NOON + days(10))], events: [anEvent(1, "smsClicked", NOON + days(11))] });
  const whole = replayPerson(aReplaying(flow, SPAN), aPast(person));
  const half = replayPerson(aReplaying(flow, { ...SPAN, until: NOON + days(9) }), aPast(person));
  const known = replayPerson(aReplaying(flow, { ...SPAN, until: NOON + days(9) }), aPast(aFlowPerson({ ...person, orders: person.orders.slice(0, 1), events: [], customer: US })));
  expect(half.runs).toEqual(whole.runs.slice(0, 1));
  expect(known.runs).toEqual(half.runs);
});

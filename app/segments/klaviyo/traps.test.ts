// Where Klaviyo's words and ours could be taken for the same and are not, or look different and are.
import { expect, test } from "vitest";
import type { Agg, Node } from "../definition.ts";
import { parse, print } from "../text.ts";
import { bounds } from "../windows.ts";
import type { WindowFilter } from "./contract.ts";
import { dayNotes } from "./days.ts";
import type { Known } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { read } from "./read.ts";
import { readWindow } from "./read-dates.ts";
import { write } from "./write.ts";

const known: Known = { metrics: { P: "Placed Order", I: "Ordered Product", V: "Viewed Product", S: "Sent SMS", R: "Received SMS" }, mapped: {} };
const told = { names: () => null, currency: "USD" };

const groups = (...conditions: unknown[][]) => ({ condition_groups: conditions.map((each) => ({ conditions: each })) });
const metric = (id: string, operator: string, value: number, timeframe_filter: unknown, measurement = "count") => ({ type: "profile-metric", metric_id: id, measurement, measurement_filter: { type: "numeric", operator, value }, timeframe_filter });
const ever = { type: "date", operator: "alltime" };
const city = (operator: string, value: string) => ({ type: "profile-property", property: "location['city']", filter: { type: "string", operator, value } });

function textOf(json: unknown): string {
  const found = read(json, known);
  if ("why" in found || found.definition === null) throw new Error(JSON.stringify(found));
  return print(found.definition);
}

function notesOf(condition: unknown): string[] {
  const found = read(groups([condition]), known);
  return "why" in found ? [] : found.groups.flat().flatMap((each) => ("notes" in each ? each.notes : []));
}

function written(text: string) {
  const asked = parse(text);
  if ("problems" in asked) throw new Error(JSON.stringify(asked));
  return write(asked.definition, known, told);
}

function reasons(text: string): string[] {
  const found = written(text);
  return "refusals" in found ? found.refusals.map(({ why }) => why) : [];
}

test("groups are joined by and, the conditions of one by or", () => {
  expect(textOf(groups([city("equals", "Rome"), city("equals", "Oslo")], [metric("P", "equals", 1, ever)]))).toBe('(person.city is "Rome" or person.city is "Oslo") and count(order) = 1');
});

test("an or of ands is multiplied out, and a not is carried into its conditions", () => {
  const found = written('(person.city is "Rome" and count(order) >= 2) or not (person.city contains "o" or count(order) in last 30 d >= 1)');
  if (!("definition" in found)) throw new Error(JSON.stringify(found));
  expect(textOf(found.definition)).toBe('(person.city is "Rome" or person.city not contains "o") and (person.city is "Rome" or count(order) in last 30 d < 1) and (count(order) >= 2 or person.city not contains "o") and (count(order) >= 2 or count(order) in last 30 d < 1)');
});

test("days are calendar days on both sides, hours roll on both, and a rolling day is 24 hours", () => {
  expect(textOf(groups([metric("P", "equals", 0, { type: "date", operator: "in-the-last", unit: "week", quantity: 2 })]))).toBe("count(order) in last 2 w = 0");
  expect(written("count(order) in last 2 d rolling = 0")).toMatchObject({ definition: groups([metric("P", "equals", 0, { type: "date", operator: "in-the-last", unit: "hour", quantity: 48 })]) });
  expect(reasons("count(order) in last 2 mo = 0")).toEqual(["Klaviyo counts in hours, days and weeks; months and years differ in length."]);
});

test("what a list of ours keeps of its file is known to us alone", () => {
  expect(reasons('list.2.number.points >= 100 or list.2.text.skin is "dry"')).toEqual(Array.from({ length: 2 }, () => "Klaviyo knows nothing of the columns of a list of Segue."));
});

test("at least n days ago leaves the n-th day out, between takes both days in, after begins the next day", () => {
  expect(textOf(groups([metric("P", "greater-than", 0, { type: "date", operator: "at-least", unit: "day", quantity: 3 })]))).toBe("count(order) in more than 3 d ago > 0");
  expect(textOf(groups([metric("P", "greater-than", 0, { type: "date", operator: "between", unit: "day", start: 3, end: 5 })]))).toBe("count(order) in between 3..5 d ago > 0");
  expect(textOf(groups([metric("P", "greater-than", 0, { type: "date", operator: "after", date: "2023-06-10T00:00:00+00:00" })]))).toBe("count(order) in after 2023-06-10 > 0");
  // An instant with an hour is an instant; one without a zone is UTC.
  expect(textOf(groups([metric("P", "greater-than", 0, { type: "date", operator: "before", date: "2023-06-10T09:30:00" })]))).toContain("2023-06-10T09:30:00.000Z");
});

const day = (text: string) => Date.parse(`2023-06-${text}T00:00:00Z`);
/** The examples of Klaviyo's own page on dates, where today is 17 June 2023. */
test.each<[string, WindowFilter, number | null, number | null]>([
  ["in the last 3 days", { type: "date", operator: "in-the-last", unit: "day", quantity: 3 }, day("14"), Date.parse("2023-06-17T15:00:00.001Z")],
  ["at least 3 days ago", { type: "date", operator: "at-least", unit: "day", quantity: 3 }, null, day("14")],
  ["between 3 and 5 days ago", { type: "date", operator: "between", unit: "day", start: 3, end: 5 }, day("12"), day("15")],
  ["in the next 3 days", { type: "date", operator: "in-the-next", unit: "day", quantity: 3 }, Date.parse("2023-06-17T15:00:00.001Z"), day("21")],
  ["before 10 June", { type: "date", operator: "before", date: "2023-06-10T00:00:00+00:00" }, null, day("10")],
  ["after 10 June", { type: "date", operator: "after", date: "2023-06-10T00:00:00+00:00" }, day("11"), null],
  ["between 10 and 15 June", { type: "date", operator: "between-static", start: "2023-06-10T00:00:00+00:00", end: "2023-06-15T00:00:00+00:00" }, day("10"), day("16")],
])("%s begins and ends where Klaviyo says", (_title, filter, from, to) => {
  const window = readWindow(filter, "date");
  if ("why" in window) throw new Error(window.why);
  expect(bounds(window.value, { now: new Date("2023-06-17T15:00:00Z"), zone: "UTC" })).toEqual({ from, to });
});

test("a shop outside UTC is told that its days begin at another hour, and one in UTC is not", () => {
  const json = groups([metric("P", "equals", 0, { type: "date", operator: "in-the-last", unit: "day", quantity: 3 })]);
  expect(dayNotes(json, "America/New_York")).toEqual(["Days: Klaviyo's begin at midnight UTC, Segue's at midnight in America/New York."]);
  expect(dayNotes(json, "UTC")).toEqual([]);
  const permission = { type: "profile-marketing-consent", consent: { channel: "sms", can_receive_marketing: true, consent_status: { subscription: "subscribed", filters: [{ field: "status_date", filter: { type: "date", operator: "in-the-last", unit: "day", quantity: 3 } }] } } };
  expect(dayNotes({ data: { attributes: { definition: groups([permission]) } } }, "America/New_York")).toHaveLength(1);
  expect(dayNotes(groups([metric("P", "equals", 0, { type: "date", operator: "in-the-last", unit: "hour", quantity: 3 }), metric("P", "equals", 0, ever)]), "America/New_York")).toEqual([]);
});

test("the date beside two states of one permission goes with the one that has a date", () => {
  const consent = (can: boolean, status: object) => ({ type: "profile-marketing-consent", consent: { channel: "sms", can_receive_marketing: can, consent_status: status } });
  const date = { field: "status_date", filter: { type: "date", operator: "in-the-last", unit: "day", quantity: 3 } };
  const both = [[consent(false, { subscription: "any" })], [consent(true, { subscription: "subscribed", filters: [date] })]];
  expect(written(textOf(groups(...both)))).toMatchObject({ definition: { condition_groups: expect.arrayContaining(groups(...both).condition_groups) } });
});

test("zero times is a count that equals 0; of what is told to us it is never known for all time", () => {
  expect(textOf(groups([metric("P", "equals", 0, ever)]))).toBe("count(order) = 0");
  expect(notesOf(metric("V", "equals", 0, ever))).toContain(NOTES.NEVER);
  expect(notesOf(metric("V", "equals", 0, { type: "date", operator: "in-the-last", unit: "day", quantity: 30 }))).not.toContain(NOTES.NEVER);
  expect(notesOf(metric("V", "greater-than-or-equal", 1, ever))).not.toContain(NOTES.NEVER);
});

test("an unset property meets no negation, on either side: only “or not set” takes it in", () => {
  expect(textOf(groups([city("not-equals", "Rome")]))).toBe('person.city is not "Rome"');
  expect(textOf(groups([city("not-starts-with", "R")]))).toBe('not person.city starts "R"');
  expect(written('person.city is not "Rome" if unknown yes')).toMatchObject({ definition: groups([city("not-equals", "Rome"), { type: "profile-property", property: "location['city']", filter: { type: "existence", operator: "not-set" } }]) });
});

test("what an order cost is gross in Klaviyo: net is refused but for their own figures over all time", () => {
  expect(textOf(groups([metric("P", "greater-than", 100, ever, "sum")]))).toBe("sum(order.gross) > 100");
  expect(reasons("sum(order.net) in last 30 d > 100")).toEqual(["Klaviyo knows what an order cost when it was placed, not what is left of it after refunds: measure the gross value."]);
  expect(written("sum(order.net) > 100")).toMatchObject({ definition: groups([{ type: "profile-predictive-analytics", dimension: "historic_clv" }]) });
});

test("a cancelled order goes on counting in Klaviyo, and the merchant is told", () => {
  expect(notesOf(metric("P", "equals", 1, ever))).toEqual([NOTES.CANCELLED]);
});

test("texts are compared without case here, and the merchant is told; codes are compared exactly", () => {
  expect(notesOf(city("equals", "ROME"))).toEqual([NOTES.CASE]);
  expect(notesOf({ type: "profile-property", property: "location['country']", filter: { type: "string", operator: "equals", value: "italy" } })).toEqual([NOTES.COUNTRY]);
});

const why = (condition: unknown, metrics: Known["metrics"] = known.metrics) => {
  const found = read(groups([condition]), { ...known, metrics });
  return "why" in found ? found.why : found.groups.flat().flatMap((each) => ("why" in each ? each.why : []))[0];
};

test("a union, or a code that no country has, is no country", () => {
  const country = (value: string) => ({ type: "profile-property", property: "location['country']", filter: { type: "string", operator: "equals", value } });
  expect(textOf(groups([country("DE")], [country("Türkiye")]))).toBe('person.country is "DE" and person.country is "TR"');
  expect(["EU", "European Union", "ZZ", "QQ", "constructor"].map((value) => why(country(value)))).toEqual(["EU", "European Union", "ZZ", "QQ", "constructor"].map((value) => `“${value}” is no country that Segue knows the code of.`));
});

test("an event of theirs by a name that cannot be told to Segue is refused, and a property called like something of JavaScript's is read", () => {
  const name = "Quiz finished? (v2)";
  expect(why(metric("Q", "equals", 1, ever), { Q: name })).toBe(`No event called “${name}” can be told to Segue: a name has letters, digits, spaces, and _ . : - only, at most 64. Tell it by another name, and ask for that one.`);
  const constructed = { ...metric("V", "greater-than", 0, ever), metric_filters: [{ property: "constructor", filter: { type: "string", operator: "equals", value: "a" } }] };
  expect(textOf(groups([constructed]))).toBe('count(productViewed where event.text.constructor is "a") > 0');
});

test("Sent SMS is what the customer sent, Received SMS what reached them", () => {
  expect(textOf(groups([metric("S", "equals", 1, ever)], [metric("R", "equals", 1, ever)]))).toBe("count(smsReplied) = 1 and count(smsDelivered) = 1");
});

test("the date of the last order is said in counts of orders", () => {
  expect(written("order.last more than 90 d ago")).toMatchObject({ definition: groups([metric("P", "greater-than-or-equal", 1, ever)], [metric("P", "equals", 0, { type: "date", operator: "in-the-last", unit: "day", quantity: 90 })]) });
});

const agg: Agg = { kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 } };
test.each<[string, Node, string]>([
  ["the first order", { kind: "nth", k: 1, event: "order", field: "order.gross", test: { op: "gt", value: 10 } }, "Klaviyo does not look at the first, the last or any one event by itself."],
  ["a segment of ours", { kind: "in", segment: 1, how: { kind: "is" } }, "Klaviyo does not know this segment of Segue's."],
  ["an average of some", { ...agg, measure: "avg", field: "order.gross", window: { kind: "last", n: 3, unit: "day" } }, "Klaviyo counts a metric or adds it up, and nothing else."],
  ["this month", { ...agg, window: { kind: "period", unit: "month", back: 0 } }, "Klaviyo has no whole weeks, months or years, only numbers of days."],
  ["what Klaviyo has no metric of", { ...agg, event: "cartRemoved" }, "Klaviyo has no metric of its own for this."],
  ["a metric without an id", { ...agg, event: "smsClicked" }, "Klaviyo knows a metric by its id. Give the id of “Clicked SMS” under “Metrics”."],
  ["any of two filters", { ...agg, whereAny: true, where: [{ field: "order.source", test: { op: "is", value: "web" } }, { field: "order.gross", test: { op: "gt", value: 1 } }] }, "Klaviyo joins the filters of a metric with “and” alone."],
  ["who is not subscribed, if known", { kind: "attr", field: "sms.state", test: { op: "isNot", value: "SUBSCRIBED" } }, "Klaviyo knows who can receive and who is subscribed, unsubscribed or never was: nothing else of a permission, and its “cannot receive” takes in everybody whose permission is not known."],
  ["a run of a flow", { kind: "flow", flow: 3, how: { kind: "was" } }, "Klaviyo knows nothing of the flows of Segue."],
  ["a draw", { kind: "bucket", salt: "a", from: 0, to: 999 }, "Klaviyo's segments have no lasting random draw."],
])("%s cannot be Klaviyo's, and the reason is said", (_title, node, why) => {
  const found = write({ version: 1, node }, known, told);
  expect("refusals" in found ? found.refusals.map((refusal) => refusal.why) : found).toEqual([why]);
});

test.each([["eq", "not-equals"], ["ne", "equals"], ["lt", "greater-than-or-equal"], ["ge", "less-than"], ["le", "greater-than"], ["gt", "less-than-or-equal"]] as const)("not %s is %s", (op, operator) => {
  expect(write({ version: 1, node: { kind: "not", node: { ...agg, test: { op, value: 2 } } } }, known, told)).toMatchObject({ definition: groups([metric("P", operator, 2, ever)]) });
  const size: Node = { kind: "attr", field: "person.tags", test: { op: "size", cmp: op, value: 2 } };
  const found = write({ version: 1, node: { kind: "not", node: size } }, known, told);
  if (op === "eq") return expect(found).toMatchObject({ definition: { condition_groups: [{ conditions: [{ filter: { operator: "length-less-than" } }, { filter: { operator: "length-greater-than" } }] }] } });
  return expect(found).toMatchObject({ definition: { condition_groups: [{ conditions: [{ filter: { operator: `length-${operator}` } }] }] } });
});

test("every condition that cannot be said is listed with its place", () => {
  const node: Node = { kind: "all", nodes: [agg, { kind: "any", nodes: [{ kind: "bucket", salt: "a", from: 0, to: 9 }, { kind: "not", node: { kind: "in", segment: 1, how: { kind: "was" } } }] }] };
  const found = write({ version: 1, node }, known, told);
  expect("refusals" in found ? found.refusals.map(({ path }) => path) : found).toEqual([["node", "nodes", 1, "nodes", 0], ["node", "nodes", 1, "nodes", 1, "node"]]);
});

test("what would take more than Klaviyo's 100 conditions is refused", () => {
  const pair = (n: number): Node => ({ kind: "all", nodes: [{ ...agg, test: { op: "eq", value: n } }, { ...agg, test: { op: "eq", value: n + 10 } }] });
  const found = write({ version: 1, node: { kind: "any", nodes: [1, 2, 3, 4, 5, 6].map(pair) } }, known, told);
  expect(found).toMatchObject({ refusals: [{ path: ["node"], what: "This group", why: expect.stringContaining("more than 100 conditions") }] });
});

test.each([[null], ["text"], [{ condition_groups: "no" }], [{ data: { attributes: {} } }]])("%j has no definition in it", (json) => {
  expect(read(json, known)).toMatchObject({ why: expect.stringContaining("condition_groups") });
});

test("no conditions, or an empty group, is not everybody", () => {
  expect(read(groups(), known)).toHaveProperty("why");
  expect(read(groups([city("equals", "Rome")], []), known)).toHaveProperty("why");
});

test("a condition nested without end is named, not followed", () => {
  let deep: unknown = "x";
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  expect(read(groups([{ type: "profile-permissions", permission: deep }]), known)).toMatchObject({ definition: null });
});

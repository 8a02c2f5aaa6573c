import { isEnumType } from "graphql";
import { expect, test } from "vitest";
import { KINDS_OF_FIELD } from "#app/customers/event-kind.ts";
import { consentState } from "#app/shopify/payloads/consent.ts";
import { adminSchema } from "#sandbox/schema/admin.ts";
import { type CheckContext, checkDefinition } from "./check.ts";
import { type Definition, type Node, readDefinition } from "./definition.ts";
import type { Occurrence } from "./field.ts";
import { AROUND_ORDER_FIELDS } from "./fields/around.ts";
import { DERIVED_FIELDS } from "./fields/derived.ts";
import { SCORE_FIELDS } from "./fields/score.ts";
import { PERSON_FIELDS } from "./fields/person.ts";
import { ITEM_FIELDS } from "./fields/item.ts";
import { OWNED_FIELDS } from "./fields/owned.ts";
import { ORDER_FIELDS } from "./fields/order.ts";
import { FEW_OF_LINES, FEW_OF_ORDERS, needsOf, type Reach } from "./needs.ts";
import { parse } from "./text.ts";

const problems = (node: Node, context: CheckContext = {}) => checkDefinition({ version: 1, node }, context).map(({ path, message }) => `${path.join(".")}: ${message}`);

function inText(text: string): Definition {
  const read = parse(text);
  if ("problems" in read) throw new Error(JSON.stringify(read.problems));
  return read.definition;
}

const OVERLAP = "These two periods overlap. Choose one that is over before the other begins, to be sure of the change.";

test.each([
  ['person.shoeSize is "44"', "node.field: There is no field “person.shoeSize” about a customer."],
  ["person.country >= 3", "node.test.op: “Country” cannot be asked with “is at least”."],
  ['person.country contains "U"', "node.test.op: “Country” cannot be asked with “contains”."],
  ["all()", "node.nodes: This group has no conditions. Add one, or remove the group."],
  ["count(order) >= 0", "node.test: Every count is like this: the condition is true of everybody."],
  ["count(order) < 0", "node.test: No count is like this: the condition is true of nobody."],
  ["count(order) = 1.5", "node.test: No count is like this: the condition is true of nobody."],
  ["count(order) between 5..3", "node.test.to: The first number must not be larger than the second."],
  ["count(order) in from 2026-02-01 to 2026-01-01 >= 1", "node.window.to: The second date is before the first."],
  ["count(order) in next 3 d >= 1", "node.window.kind: What is counted lies in the past."],
  ["count(order) in last 3 mo rolling >= 1", "node.window.clock: Months and years differ in length: they are counted by the calendar."],
  ["count(order) in last 3 h calendar >= 1", "node.window.clock: Minutes and hours are counted exactly, not by the calendar."],
  ["order.last in between 9..3 d ago", "node.test.window.to: The second number must be larger than the first."],
  ["count(order where item.sku is \"a\") >= 1", "node.where.0.field: There is no field “item.sku” about orders."],
  ["count(order where order.shipped since lastOrder) >= 1", "node.where.0.test.window: A filter knows nothing of the customer: use the condition's own window."],
  ["count(order where order.shipped anniversary 0..3) >= 1", "node.where.0.test.op: A filter cannot move with time: use the condition's own window."],
  ["count(order where order.shipped in between 9..3 d ago) >= 1", "node.where.0.test.window.to: The second number must be larger than the first."],
  ["sum(order) > 3", "node.field: Choose what is to be measured."],
  ["sum(order.source) > 3", "node.field: “Source (web, pos, …)” cannot be measured this way."],
  ['lifecycle.stage is "sleepy"', "node.test.value: “sleepy” is none of: newSubscriber, prospect, lost, winBack, established, active, newCustomer."],
  ['person.city with (days 3) is "Paris"', "node.with: The rules of “City” have no numbers to change."],
  ['pattern.brand with (pieces 3) is "evangelist"', "node.with.pieces: “Brand pattern” has no number “pieces”. It has days, items, itemOrders, share, vendors, lastOrders, newVendors, dealOrders, deals."],
  ['pattern.brand with (share 101) is "evangelist"', "node.with.share: Give a number from 1 to 100."],
  ['pattern.brand with (items 2.5) is "evangelist"', "node.with.items: Give a whole number."],
  ['rfm.recency with (five 90) is "5"', "node.with.five: “5: last order up to … ago” must be less than “4: last order up to … ago”: 90 is not less than 90."],
  ['rfm.recency with (three 80) is "5"', "node.with.three: “4: last order up to … ago” must be less than “3: last order up to … ago”: 90 is not less than 80."],
  ["rate(smsClicked per smsDelivered) in last 30 d fading 30 d >= 5", "node.window: Events that fade with age need no period: choose one of the two."],
  ["share(money of item by item.vendor) in last 30 d fading 30 d >= 5", "node.window: Events that fade with age need no period: choose one of the two."],
  ["rate(smsClicked per smsDelivered) fading 30 d surely >= 5", "node.sure: Of events that fade with age it cannot be said how sure a rate is."],
  ["rate(smsClicked per smsDelivered) surely = 5", "node.test.op: A rate can be surely more or less than a number, or between two."],
  ["rate(smsClicked per smsDelivered) surely between 0..50", "node.test.from: Give a rate between 0 and 100%, to be sure of it."],
  ["trend(sum(order.net) in last 30 d against between 31..60 d ago) surely <= -5", "node.sure: Of a rate, or of how many there are, it can be said how sure a change is; not of amounts, days or different values."],
  ["trend(count(item) in last 30 d against between 31..60 d ago) surely <= -5", "node.sure: Items of one order come together. Ask how many orders there are, to be sure of the change."],
  ["trend(count(order) in last 30 d against last 60 d) surely <= -5", `node.before: ${OVERLAP}`],
  ["trend(rate(smsClicked per smsDelivered) in last 30 d against between 30..60 d ago) surely <= -5", `node.before: ${OVERLAP}`],
  ['sms.state is "NEVER_SUBSCRIBED"', "node.test.value: “NEVER_SUBSCRIBED” is none of: SUBSCRIBED, NOT_SUBSCRIBED, PENDING, UNSUBSCRIBED, REDACTED."],
  ['count(order where order.risk in {"ACCEPT", "LOW"}) >= 1', "node.where.0.test.values.1: “LOW” is none of: ACCEPT, INVESTIGATE, CANCEL, NONE."],
  ['count(item where item.product is "soap") >= 1', "node.where.0.test.value: This is no id of Shopify's: it has only digits."],
  ['metafield.text.facts.skin is "dry"', "node.field: Segue does not read the metafield “facts.skin” yet. Add it in Settings, under “What Segue reads of your customers”, then save again."],
  ["person.email contains \"\"", "node.test.value: Write what to look for."],
  ["seq(order then within 2 mo)", "node.within.unit: Months and years differ in length: use minutes, hours, days or weeks."],
  ["rank(pattern.brand) top 10 %", "node.of.field: “Brand pattern” is a group, not a number. Compare or rank the numbers in its rules."],
  ["compare order.daysSinceLast > sms.score with (halfLife 0)", "node.right.with.halfLife: Give a number from 1 to 1,000."],
  ["compare order.daysSinceLast with (days 3) > person.storeCredit", "node.left.with: The rules of “Days since last order” have no numbers to change."],
  ["compare gapSd(order) > person.storeCredit", "node.left.measure: The spread of gaps cannot be compared with another value."],
  ['top(orders of item by item.vendor fading 30 d) is "Acme"', "node.halfLife: What fades counts each event by its age: choose a number, quantity or money in place of orders."],
  ['top(money of item by item.vendor during last 30 d fading 30 d) is "Acme"', "node.window: Events that fade with age need no period: choose one of the two."],
  ["bucket(\"a\") 9..3", "node.to: The first number must not be larger than the second."],
])("%s is refused: %s", (text, problem) => {
  expect(problems(inText(text).node, { mapped: {} })).toEqual([problem]);
});

test.each([
  ["sms.state", ["CustomerSmsMarketingState", "CustomerMarketingConsentState"]], ["email.state", ["CustomerEmailMarketingState", "CustomerEmailAddressMarketingState"]],
  ["sms.level", ["CustomerMarketingOptInLevel"]], ["email.level", ["CustomerMarketingOptInLevel"]], ["sms.from", ["CustomerConsentCollectedFrom"]],
  ["person.state", ["CustomerState"]], ["shopify.subscriber", ["CustomerProductSubscriberStatus"]], ["shopify.rfm", ["CustomerRfmGroup"]],
  ["shopify.spendTier", ["CustomerPredictedSpendTier"]], ["order.financial", ["OrderDisplayFinancialStatus"]], ["order.fulfillment", ["OrderDisplayFulfillmentStatus"]],
  ["order.return", ["OrderReturnStatus"]], ["order.risk", ["OrderRiskRecommendationResult"]], ["order.cancelReason", ["OrderCancelReason"]], ["item.productStatus", ["ProductStatus"]],
])("the choices of %s are what Shopify says of %s, no more and no less", (key, types) => {
  const field = [...PERSON_FIELDS, ...ORDER_FIELDS, ...ITEM_FIELDS].find((each) => each.key === key);
  const said = types.flatMap((name) => {
    const type = adminSchema().getType(name);
    return isEnumType(type) ? type.getValues().map((each) => each.name) : [];
  });
  const kept = key === "sms.state" || key === "email.state" ? said.map((each) => consentState(each)) : said;
  expect(field?.options?.map(({ value }) => value).sort()).toEqual([...new Set(kept)].sort());
});

test("segments that ask about each other in a circle, about themselves or about nothing are refused", () => {
  const segments = new Map([[1, [2]], [2, [3]], [3, []], [4, []]]);
  const asks = (segment: number, self?: number) => problems({ kind: "in", segment, how: { kind: "is" } }, { segments, ...(self === undefined ? {} : { self }) });
  expect(asks(1)).toEqual([]);
  expect(asks(1, 4)).toEqual([]);
  expect(asks(1, 3)).toEqual(["node.segment: That segment asks about this one: they would wait for each other in a circle."]);
  expect(asks(3, 3)).toEqual(["node.segment: A segment cannot ask about its own members."]);
  expect(asks(9)).toEqual(["node.segment: There is no segment 9."]);
  const chain = new Map(Array.from({ length: 12 }, (_, index) => [index + 1, index === 0 ? [] : [index]]));
  expect(problems({ kind: "in", segment: 12, how: { kind: "is" } }, { segments: chain })).toEqual(["node.segment: Segments can ask about each other 8 deep."]);
});

const FLOW = { steps: [{ step: "w" }, { step: "x" }], experiments: [{ step: "x", arms: ["A", "B"] }] };

test("a flow that was never published is refused, and a flow's own condition asks about none", () => {
  const asks = (context: CheckContext) => problems({ kind: "flow", flow: 3, how: { kind: "entered", window: { kind: "next", n: 3, unit: "day" } } }, context);
  expect(asks({ flows: new Map([[3, FLOW]]) })).toEqual(["node.how.window.kind: What is counted lies in the past."]);
  expect(asks({ flows: new Map([[4, FLOW]]) })[0]).toBe("node.flow: There is no flow 3 that was ever published.");
  const drew = (how: { step: string; arm: string }, group?: "control") => problems({ kind: "flow", flow: 3, ...(group && { group }), how: { kind: "drew", ...how, window: { kind: "all" } } }, { flows: new Map([[3, FLOW]]) });
  expect(drew({ step: "x", arm: "B" })).toEqual([]);
  expect(drew({ step: "y", arm: "B" })).toEqual(["node.how.step: No published version of the flow has an experiment “y”."]);
  expect(drew({ step: "x", arm: "b" })).toEqual(["node.how.arm: The experiment “x” has no arm “b”: it has “A”, “B”."]);
  const at = (step: string) => problems({ kind: "flow", flow: 3, how: { kind: "at", step } }, { flows: new Map([[3, FLOW]]) });
  expect(at("w")).toEqual([]);
  expect(at("W")).toEqual(["node.how.step: No published version of the flow has a step “W”."]);
  expect(drew({ step: "x", arm: "A" }, "control")).toEqual(["node.group: Nobody of the control group draws an arm: leave the group out."]);
  expect(asks({ inFlow: true })).toEqual(["node.flow: A condition of a flow cannot ask about flows itself. Make a segment that asks about them, and ask about the segment."]);
});

test("too many and too deep conditions are refused, at any depth of JSON", () => {
  const leaf = inText("count(order) >= 1").node;
  expect(problems({ kind: "all", nodes: Array.from({ length: 201 }, () => leaf) })).toEqual(["node: There are 201 conditions; at most 200 can be kept exact."]);
  const nested = (depth: number): Node => (depth === 0 ? leaf : { kind: "any", nodes: [nested(depth - 1)] });
  expect(problems(nested(6))).toEqual([]);
  expect(problems(nested(7))).toEqual([`${"node" + ".nodes.0".repeat(6)}: Groups can be nested 6 deep.`]);
  expect(readDefinition({ version: 1, node: nested(5_000) })).toEqual({ problems: [{ path: [], message: "The conditions are nested too deep." }] });
});

test("JSON of another shape is refused with the path", () => {
  const read = readDefinition({ version: 1, node: { kind: "all", nodes: [{ kind: "attr", field: "person.city", test: { op: "is", value: "a\0b" } }] } });
  expect(read).toMatchObject({ problems: [{ path: ["node", "nodes", 0, "test", "value"] }] });
});

test.each([
  ["count(order) >= 1 and lifecycle.stage is \"lost\"", []],
  ["seq(order then smsClicked within 3 d) or count(cartAdded) >= 1", ["cartAdded", "smsClicked"]],
  ["compare count(emailClicked) > count(emailReceived)", ["emailClicked", "emailReceived"]],
  ["rate(smsClicked per smsDelivered) >= 5", ["smsClicked", "smsDelivered"]],
])("the kinds of told events that %s asks about are known", (text, kinds) => {
  expect(needsOf([inText(text)]).kinds).toEqual(kinds);
});

test.each([
  ['person.tags has any {"vip"}', "none", "none", false],
  ["count(order) in last 7 d >= 1", "few", "none", false],
  ["sum(refund.amount) >= 1", "few", "none", false],
  ['count(order where order.source is "web") >= 1', "all", "none", false],
  ['count(order where order.vendors has any {"Acme"}) >= 1', "few", "few", false],
  ["count(item) >= 1", "few", "few", false],
  ['count(item where item.type is "Tea") >= 1', "few", "typed", false],
  ['count(item where item.title is "Tea") >= 1', "few", "all", false],
  ['count(item where item.tags has any {"tea"}) >= 1', "few", "all", false],
  ['count(item where item.restocked in last 7 d or item.costsLess > 10) >= 1', "few", "few", false, false, true],
  ["count(tagged) >= 1", "none", "none", true],
  ["in segment 4 or in list 2", "none", "none", false],
  ["was in flow 3", "none", "none", false, true],
] as const)("what is read of a person for %s is what it asks about", (text, orders, lines, tags, runs: boolean = false, variants: boolean = false) => {
  expect(needsOf([inText(text)])).toEqual({ orders, lines, variants, tags, runs, kinds: [] });
});

test.each([...ORDER_FIELDS, ...AROUND_ORDER_FIELDS, ...ITEM_FIELDS, ...OWNED_FIELDS])("of orders and items $key looks at nothing that is not read for it", (field) => {
  const event = field.scope === "item" ? "item" : "order";
  const needs = needsOf([{ node: { kind: "agg", event, measure: "distinct", field: field.key, test: { op: "known" } } }]);
  const seen = { order: new Set<string>(), line: new Set<string>(), product: new Set<string>() };
  const line = watched({ product: watched({}, seen.product), variant: { productId: "1", price: "1", stock: 1, restockedAt: null, cheaperAt: null, cheaperFrom: "2" }, amountMinor: 200, quantity: 1 }, seen.line);
  const order = watched({ processedAt: new Date(0), deliveredAt: new Date(0), shipCountry: "US", shipProvince: "CA", discountMinor: 1, itemsMinor: 1, netMinor: 1, discountCodes: [], parcels: [] }, seen.order);
  const around = { digits: 2, customer: { countryCode: "US", provinceCode: "NY" }, place: () => ({ number: 2, back: 0, beforeAt: 0 }), totals: () => ({ total: 1n, orders: 1 }), contents: () => null };
  field.read({ at: 0, order, line, around } as unknown as Occurrence);
  expect(unread(seen.order, needs.orders, [...FEW_OF_ORDERS, "netMinor", "refundedMinor"])).toEqual([]);
  expect(unread(seen.line, needs.lines, [...FEW_OF_LINES, ...(needs.lines === "typed" ? ["product"] : []), ...(needs.variants ? ["variant"] : [])])).toEqual([]);
  expect(unread(seen.product, needs.lines, ["productType"])).toEqual([]);
});

const unread = (seen: Set<string>, reach: Reach, few: readonly string[]) => [...seen].filter((fact) => reach !== "all" && !few.includes(fact));
const watched = (facts: object, seen: Set<string>): object => new Proxy(facts, { get: (of, key) => (seen.add(String(key)), Reflect.get(of, key)) });

test("the fields that stand for told events are those that a newly told kind is known to concern", () => {
  const scores = SCORE_FIELDS.map(({ key }) => [key, [...needsOf([inText(`${key} > 0`)]).kinds]] as const);
  const operands = SCORE_FIELDS.map(({ key }) => [key, [...needsOf([inText(`rank(${key}) top 10 or compare order.daysSinceLast > ${key}`)]).kinds]] as const);
  expect(operands).toEqual(scores);
  const standing = DERIVED_FIELDS.map((field) => [field.key, [...new Set((field.options ?? []).flatMap(({ value }) => needsOf([{ node: field.expand(value) }]).kinds))].sort()] as const);
  expect(Object.fromEntries([...standing, ...scores].filter(([, kinds]) => kinds.length > 0))).toEqual(KINDS_OF_FIELD);
});

test("a ranking is refused where days are each customer's own, also inside a field that stands for one", () => {
  const own = (node: Definition["node"]) => checkDefinition({ version: 1, node, clock: "customer" }).map(({ message }) => message);
  expect(own(inText("rank(sum(order.net during last 365 d)) top 100").node)).toEqual([expect.stringContaining("A ranking counts in the shop's time zone.")]);
  expect(own({ kind: "attr", field: "rfm.monetaryFifth", test: { op: "anyOf", values: ["5"] } })).toEqual([expect.stringContaining("A ranking counts in the shop's time zone.")]);
  expect(own(inText("count(order) in last 7 d >= 1").node)).toEqual([]);
});

// What is new of the rows of facts, whatever came before it.
import { expect, test } from "vitest";
import { customerNews } from "./customer-news.ts";
import { orderNews, type Orders, tagNews } from "./news.ts";
import type { CustomerState, LineState, OrderState } from "./state.ts";

const at = (second: number) => new Date(Date.UTC(2026, 5, 1, 10, 0, second));
const order = (more: Partial<OrderState> = {}): OrderState => ({
  orderId: "1", customerId: "7", updatedAt: at(0), processedAt: at(0), voidAt: null, financialStatus: "PENDING", fulfillmentStatus: null, returnStatus: null, shippedAt: null, deliveredAt: null, parcels: [], ...more,
});
const line = (lineId: string, more: Partial<LineState> = {}): LineState => ({ orderId: "1", lineId, productId: "5", variantId: null, quantity: 1, currentQuantity: 1, ...more });
const none: Orders = { orders: [], lines: [], refunds: [] };
const news = (before: Partial<Orders>, after: Partial<Orders>) => orderNews({ ...none, ...before }, { ...none, ...after }).map(({ fact, at: when }) => [fact, when.getUTCSeconds()]);

test("an order that is paid at once was paid when it was placed; one that is paid later, when that was told", () => {
  expect(news({}, { orders: [order({ financialStatus: "PAID" })] })).toEqual([["order/1", 0], ["paid/1", 0]]);
  expect(news({ orders: [order()] }, { orders: [order({ financialStatus: "PAID", updatedAt: at(9) })] })).toEqual([["paid/1", 9]]);
  expect(news({ orders: [order({ financialStatus: "PAID" })] }, { orders: [order({ financialStatus: "REFUNDED", updatedAt: at(9) })] })).toEqual([]);
});

test("tests, deleted orders and those of guests are nobody's, until they are somebody's", () => {
  expect(news({}, { orders: [order({ voidAt: new Date(0) })] })).toEqual([]);
  expect(news({}, { orders: [order({ customerId: null })], lines: [line("11")] })).toEqual([]);
  expect(news({ orders: [order({ customerId: null })], lines: [line("11")] }, { orders: [order()], lines: [line("11")] })).toEqual([["order/1", 0], ["item/1/11", 0]]);
});

test("an order goes to another customer without being placed anew, as in a merge", () => {
  expect(news({ orders: [order()] }, { orders: [order({ customerId: "8" })] })).toEqual([]);
});

test("a return is requested once, and closed once", () => {
  const returned = (returnStatus: string, second: number) => order({ returnStatus, updatedAt: at(second) });
  expect(news({ orders: [order()] }, { orders: [returned("RETURN_REQUESTED", 3)] })).toEqual([["returnRequested/1", 3]]);
  expect(news({ orders: [returned("RETURN_REQUESTED", 3)] }, { orders: [returned("IN_PROGRESS", 4)] })).toEqual([]);
  expect(news({ orders: [returned("IN_PROGRESS", 4)] }, { orders: [returned("RETURNED", 5)] })).toEqual([["returnClosed/1", 5]]);
});

test("more of a line is an edit, and so is less of it, unless a refund may be the reason", () => {
  const edited = `edited/1/${at(9).getTime()}`;
  const after = (lines: LineState[], refunds: Orders["refunds"] = []) => news({ orders: [order()], lines: [line("11", { quantity: 2, currentQuantity: 2 })], refunds: [] }, { orders: [order({ updatedAt: at(9) })], lines, refunds }).map(([fact]) => fact);
  expect(after([line("11", { quantity: 3, currentQuantity: 3 })])).toEqual([edited]);
  expect(after([line("11", { quantity: 2, currentQuantity: 1 })])).toEqual([edited]);
  expect(after([line("11", { quantity: 2, currentQuantity: 1 })], [{ orderId: "1", refundId: "9", processedAt: at(8) }])).toEqual(["refund/9"]);
  expect(after([line("11", { quantity: 2, currentQuantity: 2 })])).toEqual([]);
});

test("a tag is told of when it turns over, whatever is said of it again", () => {
  const tag = (present: boolean, second: number) => ({ customerId: "7", tag: "vip", present, changedAt: at(second) });
  const facts = (before: ReturnType<typeof tag>[], after: ReturnType<typeof tag>[]) => tagNews(before, after).map(({ fact }) => fact);
  expect(facts([], [tag(true, 1)])).toEqual([`tagged/vip/${at(1).getTime()}`]);
  expect(facts([tag(true, 1)], [tag(true, 5)])).toEqual([]);
  expect(facts([tag(true, 1)], [tag(false, 5)])).toEqual([`untagged/vip/${at(5).getTime()}`]);
  expect(facts([], [tag(false, 1)])).toEqual([]);
});

const customer = (more: Partial<CustomerState> = {}): CustomerState => ({
  customerId: "7", updatedAt: at(1), createdAt: at(0), firstName: "A", lastName: null, email: "a@example.com", phone: null, state: "DISABLED", note: null, city: null, provinceCode: null, countryCode: null, zip: null,
  detailedAt: null, metafields: {}, rfmGroup: null, smsState: null, smsOptInLevel: null, smsCollectedFrom: null, smsUpdatedAt: null, ...more,
});

test("somebody is a new customer once, also where an order named them first; what changed of them goes by its names", () => {
  const stub = customer({ updatedAt: null, createdAt: null, email: null, firstName: null, state: null });
  const told = (before: CustomerState[], after: CustomerState) => customerNews(before, [after], at(30)).map(({ what, detail }) => [what, detail?.["field"] ?? null]);
  expect(told([], customer())).toEqual([["customerCreated", null]]);
  expect(told([stub], customer())).toEqual([["customerCreated", null]]);
  expect(told([], stub)).toEqual([]);
  expect(told([customer()], customer({ updatedAt: at(5) }))).toEqual([]);
  expect(told([customer()], customer({ updatedAt: at(5), firstName: "B", email: "b@example.com", state: "ENABLED" }))).toEqual([["customerUpdated", "firstName,email,state"], ["accountEnabled", null]]);
});

test("metafields and groups change only once they were known, and a yes is confirmed once", () => {
  const told = (before: CustomerState | null, after: CustomerState) => customerNews(before ? [before] : [], [after], at(30)).map(({ what }) => what);
  const described = (more: Partial<CustomerState>) => customer({ detailedAt: at(2), metafields: { "facts.skin": { type: "x", value: "dry" } }, rfmGroup: "LOYAL", ...more });
  expect(told(customer(), described({}))).toEqual([]);
  expect(told(described({}), described({ detailedAt: at(9), metafields: { "facts.skin": { type: "x", value: "oily" }, "facts.new": { type: "x", value: "1" } }, rfmGroup: "AT RISK" }))).toEqual(["metafield", "metafield", "rfmGroup"]);
  const yes = customer({ smsState: "SUBSCRIBED", smsOptInLevel: "CONFIRMED_OPT_IN", smsUpdatedAt: at(3) });
  expect([told(customer(), yes), told(yes, yes), told(customer(), { ...yes, smsOptInLevel: "SINGLE_OPT_IN" })]).toEqual([["consentConfirmed"], [], []]);
});

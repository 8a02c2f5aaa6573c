// Everything "Add a condition" offers: one entry a question, in the merchant's words, and the leaf it
// begins with. Fields come from the catalogue; what is counted over events is listed here.
import type { Agg, Leaf } from "#app/segments/definition.ts";
import { OPERATORS } from "#app/segments/field.ts";
import { customerFields, type KnownLists, type MappedFields } from "#app/segments/fields.ts";
import { isOffered } from "#app/segments/offered.ts";
import { EVENT_GROUPS, EVENT_QUESTIONS, NOT_TOLD } from "./event-questions.ts";
import { testOf } from "./test-choices.ts";

/** `why`: it cannot be asked of this shop yet. */
export type Question = { key: string; label: string; group: string; keywords?: string; leaf: Leaf; why?: string };

const ORDERS = "Orders";
const BUYS = "What they buy";
const OTHER = "Segments, lists and chance";

const counted = (more: Partial<Agg>): Agg => ({ kind: "agg", measure: "count", event: "order", test: { op: "ge", value: 1 }, ...more });
const ask = (key: string, label: string, group: string, leaf: Leaf, keywords = ""): Question => ({ key, label, group, keywords, leaf });
const bought = (key: string, label: string, field: string, op: "anyOf" | "hasAny", keywords = "") =>
  ask(key, label, BUYS, counted({ event: "item", where: [{ field, test: { op, values: [] } }] }), keywords);

const COUNTED: Question[] = [
  ask("orders", "Number of orders", ORDERS, counted({}), "count repeat buyer times ordered"),
  ask("spent", "Total spent", ORDERS, counted({ measure: "sum", field: "order.net", test: { op: "ge", value: 100 } }), "lifetime value revenue money"),
  ask("average", "Average order value", ORDERS, counted({ measure: "avg", field: "order.net", test: { op: "ge", value: 100 } }), "aov money"),
  ask("highest", "Highest order value", ORDERS, counted({ measure: "max", field: "order.net", test: { op: "ge", value: 200 } }), "biggest largest"),
  ask("never", "Never ordered", ORDERS, counted({ test: { op: "eq", value: 0 } }), "prospect no orders"),
  ask("once", "Ordered exactly once", ORDERS, counted({ test: { op: "eq", value: 1 } }), "one-time first-time buyer"),
  ask("nth", "One order: the first, the last, the 5th …", ORDERS, { kind: "nth", k: 1, event: "order", field: "order.net", test: { op: "ge", value: 100 } }, "first last order"),
  ask("share", "Share of their orders that …", ORDERS,
    { kind: "share", of: "count", event: "order", part: [{ field: "order.discounted", test: { op: "isTrue" } }], test: { op: "ge", value: 50 } }, "percent discount"),
  ask("again", "Ordered, and then again or not", ORDERS, { kind: "seq", event: "order", first: [], then: [], within: { n: 30, unit: "day" }, absent: true }, "sequence then within"),
  ask("trend", "Ordered or spent more or less than before", ORDERS,
    { kind: "trend", of: { kind: "agg", measure: "sum", field: "order.net", event: "order" }, window: { kind: "last", n: 90, unit: "day", clock: "rolling" }, before: { kind: "between-ago", from: 90, to: 180, unit: "day", clock: "rolling" }, test: { op: "le", value: -25 } }, "trend change falling rising growth last year"),
  ask("rank", "Among the best customers: top 100, top 10 %", ORDERS,
    { kind: "rank", of: { kind: "agg", measure: "sum", field: "order.net", event: "order", window: { kind: "last", n: 365, unit: "day" } }, place: { kind: "top", n: 10, unit: "percent" } }, "rank percentile quantile quintile decile best vip"),
  ask("refunds", "Number of refunds", ORDERS, counted({ event: "refund" }), "returned money back"),
  ask("refunded", "Total refunded", ORDERS, counted({ event: "refund", measure: "sum", field: "refund.amount", test: { op: "ge", value: 50 } })),
  ask("cancelled", "Number of cancelled orders", ORDERS, counted({ event: "cancelled" })),
  ask("shipped", "Days since last shipment", ORDERS, counted({ event: "shipped", measure: "daysSinceLast", test: { op: "le", value: 7 } })),
  ask("delivered", "Days since last delivery", ORDERS, counted({ event: "delivered", measure: "daysSinceLast", test: { op: "le", value: 7 } })),
  bought("product", "Bought a product", "item.product", "anyOf"),
  bought("collection", "Bought from a collection", "item.collections", "hasAny"),
  bought("type", "Bought a product type", "item.type", "anyOf", "category"),
  bought("vendor", "Bought from a vendor", "item.vendor", "anyOf", "brand"),
  bought("productTag", "Bought something with a product tag", "item.tags", "hasAny"),
  ask("ownsRestocked", "Owns something that is back in stock", BUYS, counted({ event: "item", where: [{ field: "item.restocked", test: { op: "in", window: { kind: "last", n: 14, unit: "day" } } }] }), "restocked sold out available again inventory replenish"),
  ask("ownsCheaper", "Owns something that costs less now", BUYS, counted({ event: "item", where: [{ field: "item.costsLess", test: { op: "ge", value: 10 } }] }), "price drop cheaper sale than they paid"),
  ask("itemCount", "Items bought, with any filter", BUYS, counted({ event: "item" }), "line quantity sku variant"),
  ask("itemSpent", "Spent on items", BUYS, counted({ event: "item", measure: "sum", field: "item.amount", test: { op: "ge", value: 100 } })),
  ask("differentProducts", "Number of different products bought", BUYS, counted({ event: "item", measure: "distinct", field: "item.product", test: { op: "ge", value: 3 } })),
  ask("differentVendors", "Number of different vendors bought from", BUYS, counted({ event: "item", measure: "distinct", field: "item.vendor", test: { op: "ge", value: 3 } }), "brands"),
  ask("firstItem", "The first thing they bought", BUYS, { kind: "nth", k: 1, event: "item", field: "item.type", test: { op: "anyOf", values: [] } }, "first product category"),
  ask("shareOf", "Share of spend on some products", BUYS,
    { kind: "share", of: "money", event: "item", part: [{ field: "item.type", test: { op: "anyOf", values: [] } }], test: { op: "ge", value: 50 } }, "percent category vendor"),
  ask("affinity", "Affinity with some products: what they buy, view and add to carts, older counting less", BUYS,
    { kind: "share", of: "affinity", event: "item", part: [{ field: "item.type", test: { op: "anyOf", values: [] } }], halfLife: 90, test: { op: "ge", value: 50 } }, "fades decay half-life interest category vendor score recent spend"),
  ask("top", "Their favourite product, vendor, type …", BUYS, { kind: "top", of: "money", event: "item", field: "item.vendor", test: { op: "anyOf", values: [] } }, "favorite most bought bestseller brand"),
  ask("some", "Bought the same product again and again", BUYS,
    { kind: "some", by: "item.product", event: "item", measure: "distinct", field: "item.order", test: { op: "ge", value: 3 } }, "repeat reorder replenish same product times"),
  ask("favourite", "Share of spend on their favourite", BUYS, { kind: "share", of: "money", event: "item", by: "item.vendor", test: { op: "ge", value: 80 } }, "percent loyal one brand"),
  ask("then", "Bought one thing, and then another or not", BUYS,
    { kind: "seq", event: "item", first: [{ field: "item.product", test: { op: "anyOf", values: [] } }], then: [{ field: "item.product", test: { op: "anyOf", values: [] } }], within: { n: 30, unit: "day" } }, "cross-sell sequence"),
  ask("in", "In another segment", OTHER, { kind: "in", segment: Number.NaN, how: { kind: "is" } }, "member joined left"),
  ask("list", "On a list", OTHER, { kind: "list", list: Number.NaN }, "upload csv file static import"),
  ask("flow", "In a flow", OTHER, { kind: "flow", flow: Number.NaN, how: { kind: "is" } }, "entered left completed goal journey automation"),
  ask("bucket", "Random part of all customers", OTHER, { kind: "bucket", salt: "test 1", from: 0, to: 4999 }, "sample holdout test percent"),
  ask("compare", "Compare two of their own numbers", OTHER,
    { kind: "cmp", left: { kind: "nth", k: -1, event: "order", field: "order.net" }, cmp: "gt", factor: 1, right: { kind: "agg", measure: "avg", field: "order.net", event: "order" } }, "against own average"),
  ask("tagged", "Customer tag was added", OTHER, counted({ event: "tagged", where: [{ field: "tag.name", test: { op: "anyOf", values: [] } }] })),
  ask("untagged", "Customer tag was removed", OTHER, counted({ event: "untagged", where: [{ field: "tag.name", test: { op: "anyOf", values: [] } }] })),
];

const GROUPS = [ORDERS, BUYS, ...EVENT_GROUPS.filter((group) => group !== "Other"), "RFM and lifecycle", "Who they are", "Where they are", "Permission", "Metafields", "Columns of lists", "Other", OTHER, "Predictions", "Flows and experiments", "Platforms"];

/** "No predictions are computed yet." behind a label. */
const insideBrackets = (sentence: string) => sentence.replace(/^[A-Z](?=[a-z]* )(?!egue)/, (first) => first.toLowerCase()).replace(/\.$/, "");

/** `told`: the kinds of events that this shop is told of. */
export function questions(mapped: MappedFields, told: readonly string[] = [], lists: KnownLists = []): Question[] {
  const fields = customerFields(mapped, lists).map((field): Question => {
    const [op = "known"] = OPERATORS[field.type];
    return { key: field.key, label: field.label, group: field.group, keywords: field.key, leaf: { kind: "attr", field: field.key, test: testOf(op) }, ...("missing" in field && field.missing !== undefined && { why: insideBrackets(field.missing) }) };
  });
  const events = EVENT_QUESTIONS.map(({ kind, ...question }): Question => (isOffered(kind, told) ? question : { ...question, why: NOT_TOLD }));
  const place = (group: string) => (GROUPS.indexOf(group) + GROUPS.length + 1) % (GROUPS.length + 1);
  return [...COUNTED, ...events, ...fields].toSorted((a, b) => place(a.group) - place(b.group));
}

/** Grouped, and only what all typed words are found in. */
export function foundQuestions(all: Question[], text: string): { group: string; questions: Question[] }[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = all.filter((question) => {
    const haystack = `${question.label} ${question.group} ${question.keywords ?? ""}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  return [...new Set(found.map(({ group }) => group))].map((group) => ({ group, questions: found.filter((question) => question.group === group) }));
}

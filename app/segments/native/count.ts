// How many orders, how much they came to, and whether something was bought, in Shopify's language: a
// function with a window of its own.
import { type Agg, asksIfKnown, type Comparison, type Filter, type NumberTest } from "../definition.ts";
import { isDateTest, writeWindow } from "./dates.ts";
import { cannot, clause, join, numeral, type Refused, type Said } from "./said.ts";

const ORDERS = "Shopify counts orders that were cancelled too.";
const REFUNDS = "Shopify adds up orders as they were placed: what was refunded or cancelled later is in.";
const PIECES = "Shopify counts items of orders that were cancelled too.";
const PRODUCTS_MAX = 500;

export function writeCount(agg: Agg, isNot: boolean): Said | Refused {
  const date = agg.window === undefined || agg.window.kind === "all" ? "" : writeWindow(agg.window, false);
  if (typeof date !== "string" && !isDateTest(date)) return date;
  const parameters = date === "" ? [] : [`date ${date.text}`];
  if (agg.event === "order" && agg.measure === "count") return agg.where?.length ? cannot("Shopify cannot narrow down which orders are counted.") : counted(parameters, agg.test, isNot);
  if (agg.event === "order" && agg.measure === "sum" && agg.field === "order.net") return agg.where?.length ? cannot("Shopify cannot narrow down which orders are added up.") : summed(parameters, agg.test, isNot);
  if (agg.event === "item" && agg.measure === "count") return bought(agg, parameters, isNot);
  if (agg.event === "order") return cannot("Of orders Shopify knows how many there are and what they come to.");
  return cannot("Shopify cannot count these here.");
}

const OPPOSITE: Record<Comparison, Comparison> = { eq: "ne", ne: "eq", lt: "ge", le: "gt", gt: "le", ge: "lt" };

const placed = (isThere: boolean, parameters: string[], doubt: string) => clause("orders_placed", `${isThere ? "" : "NOT "}MATCHES (${parameters.join(", ")})`, doubt);

/** "Fewer than 3" holds of those with none, of whom Shopify's function knows nothing: it is "not at least 3". */
function counted(window: string[], test: NumberTest, isNot: boolean): Said | Refused {
  if (asksIfKnown(test)) return cannot("How many orders there are is always known.");
  const atLeast = (n: number, isThere: boolean) => placed(isThere, n === 1 ? window : [`count >= ${n}`, ...window], ORDERS);
  if ("from" in test) {
    const [from, to] = [Math.ceil(test.from), Math.floor(test.to) + 1];
    const isIn = (test.op === "within") !== isNot;
    const parts = [...(from > 0 ? [atLeast(from, isIn)] : []), atLeast(to, !isIn)];
    return to <= 0 || from >= to ? cannot("Nobody, or everybody, has such a number of orders.") : join(isIn ? "and" : "or", parts);
  }
  const op = isNot ? OPPOSITE[test.op] : test.op;
  const whole = Number.isInteger(test.value);
  const always = cannot("Nobody, or everybody, has such a number of orders.");
  switch (op) {
    case "ge": case "lt": {
      const n = Math.ceil(test.value);
      return n <= 0 ? always : atLeast(n, op === "ge");
    }
    case "gt": case "le": {
      const n = Math.floor(test.value) + 1;
      return n <= 0 ? always : atLeast(n, op === "gt");
    }
    case "eq": case "ne": {
      if (!whole || test.value < 0) return always;
      if (test.value === 0) return atLeast(1, op === "ne");
      return placed(op === "eq", [`count = ${test.value}`, ...window], ORDERS);
    }
    default: return op satisfies never;
  }
}

/** Whoever has no orders comes to nothing, of which Shopify's function knows nothing. */
function summed(window: string[], test: NumberTest, isNot: boolean): Said | Refused {
  if (test.op !== "ge" && test.op !== "gt" && test.op !== "lt" && test.op !== "le") return cannot("Shopify can ask here for more than an amount, or for less.");
  if (test.value < 0 || (test.value === 0 && (test.op === "ge" || test.op === "lt"))) return cannot("Nobody, or everybody, has spent such an amount.");
  const isMore = test.op === "ge" || test.op === "gt";
  const sign = test.op === "ge" || test.op === "lt" ? ">=" : ">";
  return placed(isMore !== isNot, [`sum_amount ${sign} ${numeral(test.value)}`, ...window], REFUNDS);
}

/** Whether anything of a product was bought: nothing else of items means the same to both. */
function bought({ where = [], whereAny, test }: Agg, window: string[], isNot: boolean): Said | Refused {
  if (test.op !== "ge" && test.op !== "gt" && test.op !== "eq" && test.op !== "lt") return cannot("Of items Shopify can ask whether any was bought: at least one, or none.");
  const isSome = (test.op === "ge" && test.value === 1) || (test.op === "gt" && test.value === 0);
  const isNone = (test.op === "eq" && test.value === 0) || (test.op === "lt" && test.value === 1);
  if (!isSome && !isNone) return cannot("Of items Shopify can ask whether any was bought: at least one, or none.");
  const [filter, ...others] = where;
  if (others.length > 0 || whereAny) return cannot("Shopify narrows items down by their product alone.");
  const ids = filter === undefined ? [] : productsOf(filter);
  if (ids === null) return cannot("Shopify narrows items down by their product alone.");
  if (ids.length > PRODUCTS_MAX) return cannot(`Shopify takes at most ${PRODUCTS_MAX} products.`);
  const parameters = [...(ids.length === 0 ? [] : [ids.length === 1 ? `id = ${ids[0]}` : `id IN (${ids.join(", ")})`]), ...window];
  return clause("products_purchased", `${isSome !== isNot ? "" : "NOT "}MATCHES (${parameters.join(", ")})`, PIECES);
}

function productsOf({ field, test }: Filter): string[] | null {
  if (field !== "item.product") return null;
  const ids = test.op === "is" ? [test.value] : test.op === "anyOf" ? test.values : null;
  return ids?.every((id) => /^\d{1,19}$/.test(id)) ? ids : null;
}

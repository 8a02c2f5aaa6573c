// Conditions that Klaviyo does not have, said in those it has: dates and days of the first and last
// order, ranges, days since. The "not" in front has been carried in already; null: it stays as it is.
import { isEventKind } from "#app/customers/event-kind.ts";
import type { Agg, Attr, EventKey, Filter, Leaf, Node, NumberTest, Window } from "../definition.ts";
import { asksIfKnown } from "../definition.ts";
import { opposite } from "../describe/amount.ts";
import { wholeEdges } from "../exact.ts";
import { isCount } from "../measure.ts";
import { isNumberTest } from "../value.ts";
import { outside } from "./write-dates.ts";

export function rewrite(leaf: Leaf, isNot: boolean): Node | null {
  if (leaf.kind === "attr") return orNone(leaf, ORDERS, rewriteAttr(leaf, isNot));
  if (leaf.kind !== "agg") return null;
  if (leaf.measure === "daysSinceLast" && leaf.window === undefined) return orNone(leaf, leaf, daysSinceLast(leaf, isNot));
  const { test } = leaf;
  if (test.op !== "within" && test.op !== "notWithin") return null;
  const side = (op: "lt" | "le" | "gt" | "ge", value: number): Node => ({ ...leaf, test: { op, value } });
  const isOut = (test.op === "within") === isNot;
  // No count is below 0: to ask for it would be to ask for nothing.
  if (isCount(leaf.measure) && test.from <= 0) return side(isOut ? "gt" : "le", test.to);
  return isOut ? { kind: "any", nodes: [side("lt", test.from), side("gt", test.to)] } : { kind: "all", nodes: [side("ge", test.from), side("le", test.to)] };
}

/** Of nobody who has none is it known when the last one was. Of what is told to us it is never known that there was none at all. */
function orNone(leaf: Attr | Agg, of: Of, node: Node | null): Node | null {
  if (node === null || leaf.ifUnknown !== "yes" || leaf.test.op === "known" || leaf.test.op === "unknown") return node;
  return isEventKind(of.event) ? null : { kind: "any", nodes: [node, none(of)] };
}

type Of = { event: EventKey; where?: Filter[] | undefined; whereAny?: boolean | undefined };
const count = (of: Of, test: NumberTest, window?: Window): Agg => ({
  kind: "agg", measure: "count", event: of.event, ...(of.where ? { where: of.where } : {}), ...(of.whereAny ? { whereAny: true } : {}), ...(window ? { window } : {}), test,
});
const some = (of: Of, window?: Window) => count(of, { op: "ge", value: 1 }, window);
const none = (of: Of, window?: Window) => count(of, { op: "eq", value: 0 }, window);

const ORDERS: Of = { event: "order" };
const isLater = (window: Window) => window.kind === "last" || window.kind === "after";
const isEarlier = (window: Window) => window.kind === "ago" || window.kind === "before";

/** The latest of them lies in the window: a later window has one; an earlier one has some, and its outside none. */
function latestIn(window: Window, of: Of): Node | null {
  if (isLater(window)) return some(of, window);
  const [later] = isEarlier(window) ? (outside(window) ?? []) : [];
  return later ? { kind: "all", nodes: [some(of), none(of, later)] } : null;
}

function firstIn(window: Window, of: Of): Node | null {
  if (isEarlier(window)) return some(of, window);
  const [earlier] = isLater(window) ? (outside(window) ?? []) : [];
  return earlier ? { kind: "all", nodes: [some(of, window), none(of, earlier)] } : null;
}

function rewriteAttr({ field, test }: Attr, isNot: boolean): Node | null {
  const isDate = field === "order.last" || field === "order.first";
  const isDays = field === "order.daysSinceLast" || field === "order.daysSinceFirst";
  if (!(isDate || isDays)) return null;
  if (test.op === "known" || test.op === "unknown") return (test.op === "known") === isNot ? none(ORDERS) : some(ORDERS);
  const place = (window: Window) => (field === "order.last" || field === "order.daysSinceLast" ? latestIn(window, ORDERS) : firstIn(window, ORDERS));
  if (isDays) return isNumberTest(test) ? days(test, isNot, place) : null;
  if (test.op !== "in") return null;
  const windows = isNot ? (outside(test.window) ?? []) : [test.window];
  const [window] = windows;
  return window && windows.length === 1 ? place(window) : null;
}

function daysSinceLast(leaf: Agg, isNot: boolean): Node | null {
  if (asksIfKnown(leaf.test)) return (leaf.test.op === "known") === isNot ? none(leaf) : some(leaf);
  return days(leaf.test, isNot, (window) => latestIn(window, leaf));
}

/** At least k whole days ago is more than k - 1 calendar days ago. */
function days(test: NumberTest, isNot: boolean, place: (window: Window) => Node | null): Node | null {
  const asked = isNot ? opposite(test) : test;
  if (asksIfKnown(asked)) return null;
  const over = (k: number, isOver: boolean): Node | null => (k >= 2 ? place({ kind: isOver ? "ago" : "last", n: k - 1, unit: "day" }) : null);
  const [first, second] = wholeEdges(asked);
  if (first === undefined) return null;
  switch (asked.op) {
    case "ge": case "gt": return over(first, true);
    case "lt": case "le": return over(first, false);
    case "eq": case "within": return both("all", over(first, true), second === undefined ? null : over(second, false));
    case "ne": case "notWithin": return both("any", over(first, false), second === undefined ? null : over(second, true));
    default: return asked satisfies never;
  }
}

const both = (kind: "all" | "any", a: Node | null, b: Node | null): Node | null => (a && b ? { kind, nodes: [a, b] } : null);

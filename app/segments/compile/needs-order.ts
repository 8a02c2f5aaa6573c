// Questions that nobody meets without an order. Whoever they find is a customer, or was one who is known to be gone: ingest keeps
// a row of everybody whom an order names. So they are read from the orders alone, and no customer is looked up.
import { type Cmp, type Expression, asksIfKnown, type Node, type NumberTest } from "../definition.ts";
import { compareRatios, meets, numberPasses, ratio, ratioOf } from "../exact.ts";
import { EVENTS } from "../events.ts";
import { isZeroKnown } from "../measure.ts";

export function needsOrder(node: Node): boolean {
  if (node.kind === "all") return node.nodes.some(needsOrder);
  if (node.kind === "any") return node.nodes.length > 0 && node.nodes.every(needsOrder);
  if (node.kind === "not" || node.ifUnknown === "yes") return false;
  switch (node.kind) {
    case "agg": return EVENTS[node.event].fromOrders && needsSome(node.test);
    case "share": return EVENTS[node.event].fromOrders && !asksIfKnown(node.test);
    case "nth": case "top": return EVENTS[node.event].fromOrders && node.test.op !== "unknown";
    case "some": case "seq": return EVENTS[node.event].fromOrders;
    case "cmp": return comparesOrders(node);
    case "attr": case "rate": case "trend": case "rank": case "in": case "flow": case "list": case "bucket": return false;
    default: return node satisfies never;
  }
}

const needsSome = (test: NumberTest): boolean => !asksIfKnown(test) && numberPasses(ratio(0n), test) !== true;

/** Nothing on both sides does not meet it. */
const comparesOrders = ({ left, right, cmp, plus = 0 }: Cmp): boolean =>
  isOfOrders(left) && isOfOrders(right) && !(isZero(left) && isZero(right) && meets(compareRatios(ratio(0n), ratioOf(plus)), cmp));

const isOfOrders = (side: Expression): boolean => (side.kind === "agg" || side.kind === "nth") && EVENTS[side.event].fromOrders;
const isZero = (side: Expression): boolean => side.kind === "agg" && isZeroKnown(side.measure);

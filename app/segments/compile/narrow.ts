// In "all of these", some conditions hold for few people (nobody meets them without an event in a recent
// window) and others need the order of a customer's whole history. Then the few are found first, and
// history is put in order for them alone.
import { numberPasses, ratio } from "../exact.ts";
import { asksIfKnown, leavesOf, type Node } from "../definition.ts";
import { FIELDS } from "../fields.ts";
import { isGap } from "../measure.ts";
import { namesOf } from "../past.ts";
import { type Bounds, bounds, type When } from "../windows.ts";

/** Null: the question is asked at once. */
export function narrow(node: Node, when: When): { first: Node; rest: Node } | null {
  if (node.kind !== "all") return null;
  const rest = node.nodes.filter(isDear);
  const first = node.nodes.filter((child) => !rest.includes(child));
  if (rest.length === 0 || !first.some((child) => isRare(child, when))) return null;
  return { first: { kind: "all", nodes: first }, rest: { kind: "all", nodes: rest } };
}

/** Fields that look at a customer's other orders and items (joins.ts). */
const AROUND = new Set(FIELDS.flatMap((field) => ("sql" in field && /\b(rk|rb|rt|ct|np|nv|nt)\./.test(field.sql) ? [field.key] : [])));

/** It puts events in order, or looks at what is around them. */
export const looksAround = (node: Node): boolean =>
  leavesOf(node).some(({ leaf }) => {
    switch (leaf.kind) {
      case "nth": case "seq": case "some": case "top": return true;
      case "share": return namesOf(leaf, AROUND);
      case "agg": return isGap(leaf.measure) || leaf.measure === "median" || namesOf(leaf, AROUND);
      case "cmp": return leaf.left.kind !== "attr" || leaf.right.kind !== "attr";
      case "trend": return true;
      case "rank": return leaf.of.kind !== "attr";
      case "attr": case "rate": case "in": case "flow": case "list": case "bucket": return false;
      default: return leaf satisfies never;
    }
  });

/** It does, or groups events twice. */
export const isDear = (node: Node): boolean =>
  looksAround(node) || leavesOf(node).some(({ leaf }) => (leaf.kind === "share" ? leaf.by !== undefined : leaf.kind === "agg" && (leaf.measure === "distinct" || leaf.measure === "days")));

/** Only who has a fact since some instant can meet it. */
function isRare(node: Node, when: When): boolean {
  if (node.kind === "all") return node.nodes.some((child) => isRare(child, when));
  if (node.kind === "any") return node.nodes.length > 0 && node.nodes.every((child) => isRare(child, when));
  if (node.kind === "not" || node.ifUnknown === "yes") return false;
  if (node.kind === "agg") return hasBegun(bounds(node.window, when)) && !asksIfKnown(node.test) && numberPasses(ratio(0n), node.test, 0) !== true;
  return node.kind === "attr" && node.test.op === "in" && hasBegun(bounds(node.test.window, when));
}

const hasBegun = ({ from }: Bounds) => from !== null;

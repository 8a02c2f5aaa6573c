// A segment of ours in Shopify's language, or which of its conditions Shopify cannot say and why. What it
// says a little differently is named as a doubt: whether both find the same people is compared afterwards.
import type { Problem } from "../../lib/problem.ts";
import type { Definition, Leaf, Node, Path } from "../definition.ts";
import { hasOwnDays } from "../own-days.ts";
import { writeAttr } from "./attr.ts";
import { writeCount } from "./count.ts";
import { cannot, clausesOf, isRefused, join, type Said, textOf } from "./said.ts";

export const CLAUSES_MAX = 10;
export const QUERY_MAX = 5_000;

/** `filters`: the names that the shop must offer. */
export type Written = { query: string; filters: string[]; doubts: string[] } | { refusals: Problem[] };

export function writeNative(definition: Definition): Written {
  if (hasOwnDays(definition)) return { refusals: [{ path: ["clock"], message: "Shopify counts days in the shop's time zone, not in each customer's own." }] };
  const refusals: Problem[] = [];
  const said = writeNode(definition.node, false, ["node"], refusals);
  if (refusals.length > 0 || said === null) return { refusals };
  const clauses = clausesOf(said);
  if (clauses.length > CLAUSES_MAX) return { refusals: [{ path: [], message: `Shopify takes at most ${CLAUSES_MAX} conditions in a segment; this one would need ${clauses.length}.` }] };
  const query = textOf(said);
  if (query.length > QUERY_MAX) return { refusals: [{ path: [], message: `Shopify takes at most ${QUERY_MAX.toLocaleString("en")} characters in a segment; this one would need ${query.length.toLocaleString("en")}.` }] };
  return { query, filters: [...new Set(clauses.map(({ filter }) => filter))].sort(), doubts: [...new Set(clauses.flatMap(({ doubt }) => (doubt === undefined ? [] : [doubt])))] };
}

function writeNode(node: Node, isNot: boolean, path: Path, refusals: Problem[]): Said | null {
  if (node.kind === "not") return writeNode(node.node, !isNot, [...path, "node"], refusals);
  if (node.kind === "all" || node.kind === "any") {
    if (node.nodes.length === 0) {
      refusals.push({ path, message: "Shopify has no empty group." });
      return null;
    }
    const parts = node.nodes.flatMap((child, i) => writeNode(child, isNot, [...path, "nodes", i], refusals) ?? []);
    return join((node.kind === "all") !== isNot ? "and" : "or", parts);
  }
  const said = writeLeaf(node, isNot);
  if (!isRefused(said)) return said;
  refusals.push({ path, message: said.why });
  return null;
}

function writeLeaf(leaf: Leaf, isNot: boolean) {
  if (leaf.ifUnknown !== undefined && leaf.ifUnknown !== "keep") return cannot("Shopify cannot be told how to decide what is not known.");
  switch (leaf.kind) {
    case "attr": return writeAttr(leaf, isNot);
    case "agg": return writeCount(leaf, isNot);
    case "in": return cannot("Shopify knows nothing of the segments of Segue. Keep that one as a tag, and ask for the tag.");
    case "flow": return cannot("Shopify knows nothing of the flows of Segue. Let the flow add a tag, and ask for the tag.");
    case "list": return cannot("Shopify knows nothing of the lists of Segue.");
    case "bucket": return cannot("Shopify cannot draw people at random.");
    case "nth": case "share": case "top": case "some": case "cmp": case "rate": case "trend": case "rank": case "seq":
      return cannot(ELSEWHERE[leaf.kind]);
    default: return leaf satisfies never;
  }
}

const ELSEWHERE = {
  nth: "Shopify cannot ask about one order by its place, such as the first or the last.",
  share: "Shopify cannot ask for a share.",
  top: "Shopify cannot ask for what somebody prefers.",
  some: "Shopify cannot ask whether one of several values passes by itself.",
  cmp: "Shopify cannot compare two values of one person.",
  rate: "Shopify cannot ask for a rate.",
  trend: "Shopify cannot ask how something changed.",
  rank: "Shopify cannot rank people against each other.",
  seq: "Shopify cannot ask what came after what.",
} as const;

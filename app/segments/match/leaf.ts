// The verdict of one leaf and of the whole tree, for one customer at one instant.
import { invariant } from "#app/lib/invariant.ts";
import { expansion } from "../derived.ts";
import type { Leaf, Node } from "../definition.ts";
import { customerField } from "../fields.ts";
import { asksPast } from "../past.ts";
import { isUnknownThen } from "../then.ts";
import { matchAgg, matchNth } from "./agg.ts";
import { matchCmp } from "./cmp.ts";
import { matchFlow } from "./flow.ts";
import { type Found, NO_EVIDENCE } from "./found.ts";
import { type History, isWhole } from "./history.ts";
import { matchShare, matchSome, matchTop } from "./grouped.ts";
import { matchRank, matchRate, matchTrend } from "./ranked.ts";
import { matchScore } from "./score.ts";
import { matchAttr, matchBucket, matchIn, matchList, matchSeq } from "./others.ts";

export function findLeaf(leaf: Leaf, history: History): Found {
  if (isUnknownThen(leaf, history.ask)) return { verdict: null, value: null, evidence: NO_EVIDENCE };
  const found = findBare(leaf, history);
  return history.ask.ordersSince && asksPast(leaf) && !isWhole(history.person) ? { ...found, verdict: null } : found;
}

function findBare(leaf: Leaf, history: History): Found {
  switch (leaf.kind) {
    case "attr": {
      const field = customerField(leaf.field);
      invariant(field, `check.ts lets no field "${leaf.field}" through`);
      if (field.type === "score") return matchScore(leaf, field, history);
      return field.type === "derived" ? findDerived(expansion(field, leaf), history) : matchAttr(leaf, field, history);
    }
    case "agg": return matchAgg(leaf, history);
    case "nth": return matchNth(leaf, history);
    case "share": return matchShare(leaf, history);
    case "top": return matchTop(leaf, history);
    case "some": return matchSome(leaf, history);
    case "cmp": return matchCmp(leaf, history);
    case "rate": return matchRate(leaf, history);
    case "trend": return matchTrend(leaf, history);
    case "rank": return matchRank(leaf, history);
    case "seq": return matchSeq(leaf, history);
    case "in": return matchIn(leaf, history);
    case "flow": return matchFlow(leaf, history);
    case "list": return matchList(leaf, history);
    case "bucket": return matchBucket(leaf, history);
    default: return leaf satisfies never;
  }
}

/** Kleene's three values. An unknown literal (leaf, or negated leaf) is decided by its ifUnknown. */
export function verdictOf(node: Node, history: History, negated = false): boolean | null {
  switch (node.kind) {
    case "not": return verdictOf(node.node, history, !negated);
    case "all": case "any": {
      const decides = (node.kind === "all") === negated;
      const verdicts = node.nodes.map((child) => verdictOf(child, history, negated));
      return verdicts.includes(decides) ? decides : verdicts.includes(null) ? null : !decides;
    }
    default: {
      const { verdict } = findLeaf(node, history);
      if (verdict !== null) return verdict !== negated;
      return node.ifUnknown === "yes" ? true : node.ifUnknown === "no" ? false : null;
    }
  }
}

function findDerived(node: Node, history: History): Found {
  if (node.kind === "rank") return findLeaf(node, history);
  const verdict = verdictOf(node, history);
  return { verdict, value: verdict, evidence: NO_EVIDENCE };
}

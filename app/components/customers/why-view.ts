// An explanation as the page shows it: the tree of the question, each leaf with its sentence, its verdict
// and what it looked at. Verdicts in the tree are those of the bare conditions; a "not" is said in words.
import type { Comparison, Definition, Leaf, Node, Path } from "#app/segments/definition.ts";
import { describeLeaf, type Names } from "#app/segments/describe.ts";
import { comparisonWords } from "#app/segments/describe/words.ts";
import { BLOCKED, changeWords } from "#app/segments/describe/change.ts";
import type { Evidence } from "#app/segments/match/found.ts";
import type { Smallest } from "#app/segments/smallest-change.ts";
import { minorDigits } from "#app/lib/money.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { samePath } from "../builder/preview-view.ts";
import { saw, type Seen } from "./saw.ts";

export type EvidenceKind = Evidence["kind"];
type Cutoff = { number: number; at: Date; people: number; limits: { cmp: Comparison; value: number | null }[] };
type LeafAnswer = { path: Path; leaf: Leaf; verdict: boolean | null; value: Seen; evidence: Evidence[]; nextFlipAt: Date | null; cutoff?: Cutoff | undefined };
type Why = {
  segmentId: number;
  name: string;
  definition: Definition;
  answer: { verdict: boolean | null; nextFlipAt: Date | null; leaves: LeafAnswer[] };
  isMember: boolean;
  enteredAt: Date | null;
  stays: number;
  pin: { side: "in" | "out"; reason: string; at: Date } | null;
  /** Absent where it is about the past, which nothing changes. */
  smallest?: Smallest;
};

export type Verdict = "yes" | "no" | "unknown";
export type WhyNode =
  | { kind: "group"; words: string; note: string | null; nodes: WhyNode[] }
  | { kind: "leaf"; words: string; note: string | null; isNegated: boolean; verdict: Verdict; saw: string | null; limits: string | null; evidence: { kind: EvidenceKind; at: string; id: string }[]; evidenceTotal: number; changesAt: string | null };
export type WhyView = {
  segmentId: number;
  name: string;
  isMember: boolean;
  /** What the question answers now; the membership may follow a moment later. */
  verdict: Verdict;
  enteredAt: string | null;
  stays: number;
  changesAt: string | null;
  /** The merchant decided by hand: it beats what the question answers. */
  pin: { side: "in" | "out"; reason: string; at: string } | null;
  tree: WhyNode;
  /** What would have to come for them to enter or leave; null where it is not asked. */
  change: { title: string; items: string[] } | null;
};

/** As many as help; the rest is counted. */
const EVIDENCE_SHOWN_MAX = 5;

/** `names`: of what the conditions point at, such as products. */
export function whyView(why: Why, told: { names: Names; currency: string; timeZone: string }): WhyView {
  const { segmentId, name, isMember, stays, definition, answer } = why;
  return {
    segmentId, name, isMember, stays,
    verdict: verdictOf(answer.verdict),
    enteredAt: why.enteredAt?.toISOString() ?? null,
    changesAt: answer.nextFlipAt?.toISOString() ?? null,
    pin: why.pin && { ...why.pin, at: why.pin.at.toISOString() },
    change: why.smallest && !why.pin ? smallestView(why.smallest, answer.verdict === true, told) : null,
    tree: drawn(definition.node, ["node"], false, { leaves: answer.leaves, ...told }),
  };
}

function smallestView(smallest: Smallest, isIn: boolean, { names, currency, timeZone }: { names: Names; currency: string; timeZone: string }): WhyView["change"] {
  const act = isIn ? "leave" : "enter";
  if ("blocked" in smallest) return { title: `Nothing can make them ${act}${smallest.blocked.length > 0 ? `: ${smallest.blocked.map((why) => BLOCKED[why]).join("; ")}` : ""}.`, items: [] };
  const dates = { day: (at: Date) => formatInstant(at.toISOString(), timeZone), unit: (minor: number) => minor / 10 ** minorDigits(currency) };
  return {
    title: smallest.ways.length > 1 ? `For them to ${act}, all of this would have to come:` : `For them to ${act}, this is enough:`,
    items: smallest.ways.map(({ leaf, to, change }) => changeWords(leaf, to, change, { names, currency }, dates)),
  };
}

const verdictOf = (verdict: boolean | null): Verdict => (verdict === null ? "unknown" : verdict ? "yes" : "no");

type Telling = { leaves: LeafAnswer[]; names: Names; currency: string; timeZone: string };

function drawn(node: Node, path: Path, isNegated: boolean, telling: Telling): WhyNode {
  const { leaves, names, currency, timeZone } = telling;
  if (node.kind === "not") return drawn(node.node, [...path, "node"], !isNegated, telling);
  if ("nodes" in node) {
    const nodes = node.nodes.map((child, i) => drawn(child, [...path, "nodes", i], false, telling));
    return { kind: "group", words: joinWords(node.kind, isNegated), note: node.note ?? null, nodes };
  }
  const found = leaves.find((leaf) => samePath(leaf.path, path));
  const evidence = found?.evidence ?? [];
  return {
    kind: "leaf",
    words: describeLeaf(node, { names, currency }),
    note: node.note ?? null,
    isNegated,
    verdict: verdictOf(found?.verdict ?? null),
    saw: found ? saw(node, found.value, { currency, timeZone }) : null,
    limits: found?.cutoff ? limitWords(node, found.cutoff, { currency, timeZone }) : null,
    evidence: evidence.slice(-EVIDENCE_SHOWN_MAX).toReversed().map(({ kind, id, at }) => ({ kind, id, at: at.toISOString() })),
    evidenceTotal: evidence.length,
    changesAt: found?.nextFlipAt?.toISOString() ?? null,
  };
}

/** "at least $480. Limits no. 12, taken Nov 26, 2026, 10:00 AM of 5,210 customers." */
function limitWords(leaf: Leaf, { number, at, people, limits }: Cutoff, shop: { currency: string; timeZone: string }): string {
  const values = limits.flatMap(({ cmp, value }) => (value === null ? [] : [`${comparisonWords(cmp)} ${saw(leaf, value, shop) ?? ""}`]));
  const taken = `${number === 0 ? "Limits taken" : `Limits no. ${number}, taken`} ${formatInstant(at.toISOString(), shop.timeZone)} of ${formatPlural(people, "customer")}.`;
  return `${values.length === 0 ? "nobody could be ranked" : values.join(" and ")}. ${taken}`;
}

function joinWords(join: "all" | "any", isNegated: boolean): string {
  if (join === "all") return isNegated ? "Not all of these are true" : "All of these are true";
  return isNegated ? "None of these is true" : "Any of these is true";
}

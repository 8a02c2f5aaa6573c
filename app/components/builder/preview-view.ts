// What the live count says of a definition that is being edited. Paths lead to the leaves of the
// definition that was asked about, which on screen may have unfinished neighbours.
import type { Definition, Path } from "#app/segments/definition.ts";
import { leavesOf } from "#app/segments/definition.ts";
import { leafName } from "./leaf-name.ts";

/** Of the bare condition: before a "not" around it and before what becomes of its unknown. */
export type PreviewLeaf = { path: Path; yes: number; no: number; unknown: number };
export type PreviewPerson = { customerId: string; firstName: string | null; lastName: string | null; email: string | null };
export type PreviewView = {
  total: number;
  customers: number;
  unknown: number;
  leaves: PreviewLeaf[];
  /** How many are left after each condition at the top, in order. */
  funnel: number[];
  sample: PreviewPerson[];
  /** Against the saved version; null for a new segment. */
  difference: { entering: number; leaving: number; enter: PreviewPerson[]; leave: PreviewPerson[] } | null;
  /** How many people pins alone bring in, or keep out; they are counted in. */
  pinned: { in: number; out: number };
  tookMs: number;
};

export const samePath = (a: Path, b: Path) => a.length === b.length && a.every((step, place) => step === b[place]);

/** A short name for each step of the funnel. */
export function funnelLabels({ node }: Definition): string[] {
  const steps = node.kind === "all" && "nodes" in node ? node.nodes : [node];
  return steps.map((step) => {
    const [first, ...others] = leavesOf(step).map(({ leaf }) => leafName(leaf));
    const name = first ?? "An empty group";
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `${step.kind === "not" ? "Not: " : ""}${name}${more}`;
  });
}

// What the live count says of a definition that is being edited. Paths lead to the leaves of the
// definition that was asked about, which on screen may have unfinished neighbours.
import type { Path } from "#app/segments/definition.ts";

export type PreviewLeaf = { path: Path; yes: number; no: number; unknown: number };
export type PreviewPerson = { customerId: string; name: string };
export type PreviewView = {
  total: number;
  customers: number;
  unknown: number;
  leaves: PreviewLeaf[];
  /** How many are left after each condition at the top, in order. */
  funnel: { label: string; left: number }[];
  sample: PreviewPerson[];
  /** Against the saved version; null for a new segment. */
  difference: { joining: number; leaving: number } | null;
  ms: number;
};

export const samePath = (a: Path, b: Path) => a.length === b.length && a.every((step, place) => step === b[place]);

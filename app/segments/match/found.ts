// What match.ts finds out about one leaf.
import { fromMinor } from "#app/lib/money.ts";
import type { Ask } from "../ask.ts";
import type { Comparison } from "../definition.ts";
import type { Field, Occurrence, Value } from "../field.ts";

export type Evidence = { kind: "order" | "line" | "refund" | "tag" | "event" | "visit" | "stay" | "run"; id: string; at: Date };
/** What the leaf looked at, in the merchant's units: money as decimal text, days as numbers. */
export type Actual = Value;
export type Found = {
  verdict: boolean | null; value: Actual;
  /** Put together where somebody asks to see it: the roads want the verdict alone. */
  evidence: () => Evidence[];
  /** Of a ranking: what the value was held against, and since when that is so. `number` 0 was taken for this look alone. */
  cutoff?: { number: number; at: Date; people: number; limits: { cmp: Comparison; value: number | null }[] };
};

/** The screen shows the latest; a shop's best customer has thousands. */
export const EVIDENCE_MAX = 20;

export const NO_EVIDENCE = (): Evidence[] => [];

export const evidenceOf = (occurrences: Occurrence[]) => (): Evidence[] =>
  occurrences.slice(-EVIDENCE_MAX).map(({ at, kind, order, line, refund, tag, event, visit }) => ({
    kind, at: new Date(at),
    id: kind === "line" ? `${line?.orderId}/${line?.lineId}` : kind === "refund" ? `${refund?.orderId}/${refund?.refundId}` : kind === "tag" ? (tag?.tag ?? "") : kind === "event" ? (event?.kind ?? "") : kind === "visit" ? (visit?.first.eventId ?? "") : (order?.orderId ?? ""),
  }));

/** Minor units read as whole ones; an average may have more decimals than the currency. */
export function shown(value: number, field: Field | null, ask: Ask): Actual {
  if (field?.type !== "money") return value;
  return Number.isInteger(value) ? Number(fromMinor(value, ask.currency)) : Number(fromMinor(Math.round(value), ask.currency));
}

// Two values of the same customer held against each other, in whole units of money and exact days.
import { minorDigits } from "#app/lib/money.ts";
import type { Cmp, Expression } from "../definition.ts";
import { compareRatios, decimal, meets, ofDecimal, plus, type Ratio, ratio, ratioOf, times, toNumber } from "../exact.ts";
import { weightAt } from "../fade.ts";
import type { Field, Occurrence, Value } from "../field.ts";
import { customerField, eventField } from "../fields.ts";
import { DAY_MS, isElapsed } from "../measure.ts";
import { requireField } from "../query.ts";
import { leastOf, partsOf } from "../ranked.ts";
import { type Scoring, scoringOf } from "../score.ts";
import { isUnbound, nthOf } from "./agg.ts";
import { type Evidence, evidenceOf, type Found, NO_EVIDENCE } from "./found.ts";
import { chosen, type History, isHidden, isWhole } from "./history.ts";
import { measure } from "./measure.ts";
import { scoreOf } from "./score.ts";

/** `grows`: by one a day, because it is the time since something. `isUnsure`: facts may be hidden, or its window does not begin; then it has no value. */
export type Term = { value: Ratio | null; grows: boolean; isUnsure: boolean; evidence: () => Evidence[] };

export function matchCmp(leaf: Cmp, history: History): Found {
  const left = term(leaf.left, history);
  const right = term(leaf.right, history);
  const evidence = () => [...left.evidence(), ...right.evidence()];
  if (left.value === null || right.value === null) return { verdict: null, value: left.value && toNumber(left.value), evidence };
  return { verdict: meets(compareRatios(left.value, against(leaf, right.value)), leaf.cmp), value: toNumber(left.value), evidence };
}

const number = (value: number) => ofDecimal(decimal(value));
const against = (leaf: Cmp, right: Ratio) => plus(times(number(leaf.factor ?? 1), right), number(leaf.plus ?? 0));

/** The instants around which time alone could turn the comparison, the terms otherwise unchanged; null where no term moves with time. */
export function meetingInstants(leaf: Cmp, history: History): number[] | null {
  const left = term(leaf.left, history);
  const right = term(leaf.right, history);
  if (!left.grows && !right.grows) return null;
  if (left.value === null || right.value === null) return [];
  // left + l·t = factor·(right + r·t) + plus, t in days from now.
  const speed = (left.grows ? 1 : 0) - (right.grows ? (leaf.factor ?? 1) : 0);
  if (speed === 0) return [];
  const days = (toNumber(against(leaf, right.value)) - toNumber(left.value)) / speed;
  const at = Math.floor(history.ask.now.getTime() + days * 86_400_000);
  return [at - 1, at, at + 1, at + 2];
}

export function term(expression: Expression, history: History): Term {
  const { ask } = history;
  const since = (at: number | null): Term => ({ value: at === null ? null : ratio(BigInt(ask.now.getTime() - at), DAY_MS), grows: true, isUnsure: false, evidence: NO_EVIDENCE });
  switch (expression.kind) {
    case "attr": {
      const field = customerField(expression.field);
      if (field?.type === "score") return scoreTerm(scoringOf(field, expression), history);
      if (field === null || field.type === "derived") throw new Error(`check.ts lets no field "${expression.field}" through to a comparison.`);
      if (field.extreme === "first" && ask.ordersSince && !isWhole(history.person)) return { value: null, grows: field.type === "elapsed", isUnsure: true, evidence: NO_EVIDENCE };
      const value = field.read(history.person.customer);
      return field.type === "elapsed" ? since(value instanceof Date ? value.getTime() : null) : { value: inUnits(value, field, history), grows: false, isUnsure: false, evidence: NO_EVIDENCE };
    }
    case "nth": {
      const occurrence = nthOf(expression, history);
      const isUnsure = isUnbound(expression, history) || (expression.k > 0 && isHidden(expression, history));
      const field = requireField(expression.event, expression.field);
      return { value: isUnsure || occurrence === null ? null : inUnits(field.read(occurrence), field, history), grows: false, isUnsure, evidence: evidenceOf(occurrence ? [occurrence] : []) };
    }
    case "agg": {
      const isUnsure = isUnbound(expression, history) || (expression.measure !== "daysSinceLast" && isHidden(expression, history));
      const occurrences = chosen(expression, history);
      const evidence = evidenceOf(occurrences);
      if (isUnsure) return { value: null, grows: isElapsed(expression.measure), isUnsure, evidence };
      const found = measure(expression, occurrences, ask);
      if (isElapsed(expression.measure)) return { ...since(found.instant ?? null), evidence };
      const field = expression.field === undefined || expression.measure === "distinct" ? null : eventField(expression.event, expression.field);
      return { value: found.number && scaled(found.number, field, history), grows: false, isUnsure, evidence };
    }
    case "rate": return rateTerm(expression, history);
    default: return expression satisfies never;
  }
}

function scoreTerm(scoring: Scoring, history: History): Term {
  const { points = null, isUnsure = false, evidence = NO_EVIDENCE } = scoreOf(scoring, history) ?? {};
  return { value: points === null || isUnsure ? null : ratio(points), grows: false, isUnsure, evidence };
}

/** In percent. */
function rateTerm(rate: Extract<Expression, { kind: "rate" }>, history: History): Term {
  const parts = partsOf(rate);
  const isUnsure = isUnbound(rate, history) || isHidden(parts.counted, history) || isHidden(parts.per, history);
  const [counted, per] = [chosen(parts.counted, history), chosen(parts.per, history)];
  const sum = (occurrences: Occurrence[]) => occurrences.reduce((whole, { at }) => whole + (rate.halfLife === undefined ? 1n : weightAt(at, rate.halfLife, history.ask.now)), 0n);
  const value = isUnsure || per.length < leastOf(rate) ? null : ratio(sum(counted) * 100n, sum(per));
  return { value, grows: false, isUnsure, evidence: evidenceOf(counted) };
}

const inUnits = (value: Value, field: Field, history: History): Ratio | null => (typeof value === "number" ? scaled(ratioOf(value), field, history) : null);
const scaled = (value: Ratio, field: Field | null, { ask }: History): Ratio =>
  field?.type === "money" ? { top: value.top, bottom: value.bottom * 10n ** BigInt(minorDigits(ask.currency)) } : value;

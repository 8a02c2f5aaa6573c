// Aggregates, shares and the k-th event of one customer.
import { minorDigits } from "#app/lib/money.ts";
import type { Agg, NumberTest, Nth } from "../definition.ts";
import { decimal, numberPasses, ofDecimal, type Ratio, ratio, risingPasses, toNumber } from "../exact.ts";
import type { Occurrence, Value } from "../field.ts";
import { eventField } from "../fields.ts";
import { requireField } from "../query.ts";
import { hiddenEffect, isElapsed } from "../measure.ts";
import { elapsedPasses, passesTest } from "../value.ts";
import { isPlain } from "../windows.ts";
import { evidenceOf, type Found, shown } from "./found.ts";
import { chosen, type History, isHidden, ownInstant } from "./history.ts";
import { measure, type Measurement } from "./measure.ts";

/** A window since an instant the customer does not have is no window. */
export const isUnbound = (leaf: { window?: Agg["window"] }, history: History) => leaf.window !== undefined && !isPlain(leaf.window) && ownInstant(leaf.window, history) === null;

export function matchAgg(leaf: Agg, history: History): Found {
  const { ask } = history;
  const occurrences = chosen(leaf, history);
  const found = measure(leaf, occurrences, ask);
  const field = leaf.field === undefined ? null : eventField(leaf.event, leaf.field);
  const shift = field?.type === "money" && leaf.measure !== "distinct" ? minorDigits(ask.currency) : 0;
  const sure = isElapsed(leaf.measure) ? elapsedPasses(instantOf(found), "day", leaf.test, ask) : measuredPasses(found, leaf.test, shift);
  const isSeen = found.number !== null || found.instant != null;
  const verdict = isUnbound(leaf, history) ? null : isHidden(leaf, history) ? hiddenVerdict() : sure;
  return { verdict, value: actual(found, () => shown(found.number === null ? 0 : toNumber(found.number), leaf.measure === "distinct" ? null : field, ask), history), evidence: evidenceOf(occurrences) };

  function hiddenVerdict(): boolean | null {
    const effect = hiddenEffect(leaf.measure, field);
    if (effect === "rises") return risingPasses(found.number, leaf.test, shift);
    if (leaf.test.op === "known") return isSeen ? true : null;
    if (leaf.test.op === "unknown") return isSeen ? false : null;
    return effect === "none" ? sure : null;
  }
}

export const instantOf = ({ instant }: Measurement): Value => (instant == null ? null : new Date(instant));

function actual(found: Measurement, number: () => Value, { ask }: History): Value {
  if (found.instant !== undefined) return found.instant === null ? null : Math.floor((ask.now.getTime() - found.instant) / 86_400_000);
  if (found.number === null) return null;
  return found.root ? Math.sqrt(toNumber(found.number)) : number();
}

/** A square root is held against a limit by their squares; below zero nothing is a square root. */
export function measuredPasses({ number, root }: Measurement, test: NumberTest, shift: number): boolean | null {
  if (!root || number === null) return numberPasses(number, test, shift);
  const squared = (limit: number) => (limit < 0 ? ratio(-1n) : ofDecimal({ digits: decimal(limit).digits ** 2n, scale: decimal(limit).scale * 2 }));
  return rootPasses(number, test, squared);
}

function rootPasses(number: Ratio, test: NumberTest, squared: (limit: number) => Ratio): boolean | null {
  const scaled = (limit: number) => {
    const { top, bottom } = squared(limit);
    return { top: number.top * bottom - top * number.bottom, bottom: number.bottom * bottom };
  };
  if (test.op === "known" || test.op === "unknown") return test.op === "known";
  if ("value" in test) return numberPasses(scaled(test.value), { op: test.op, value: 0 });
  const isWithin = numberPasses(scaled("from" in test ? test.from : 0), { op: "ge", value: 0 }) === true && numberPasses(scaled("to" in test ? test.to : 0), { op: "le", value: 0 }) === true;
  return isWithin === (test.op === "within");
}

export function nthOf({ k, ...query }: Pick<Nth, "event" | "where" | "whereAny" | "window" | "k">, history: History): Occurrence | null {
  const occurrences = chosen(query, history);
  return occurrences.at(k > 0 ? k - 1 : k) ?? null;
}

export function matchNth(leaf: Nth, history: History): Found {
  const occurrence = nthOf(leaf, history);
  const field = requireField(leaf.event, leaf.field);
  const value = occurrence && field.read(occurrence);
  const own = leaf.test.op === "in" ? ownInstant(leaf.test.window, history) : null;
  const isUnsure = isHidden(leaf, history) && (leaf.k > 0 || occurrence === null);
  const verdict = isUnbound(leaf, history) || isUnsure ? null : passesTest(field, value, leaf.test, history.ask, own);
  return { verdict, value: typeof value === "number" ? shown(value, field, history.ask) : value, evidence: evidenceOf(occurrence ? [occurrence] : []) };
}

// Measures of events as exact numbers: the plain-code twin of compile/measure.ts.
import type { Ask } from "../ask.ts";
import { compareRatios, decimal, ofDecimal, plus, type Ratio, ratio, ratioOf, times } from "../exact.ts";
import type { EventField, Occurrence, Value } from "../field.ts";
import { DAY_MS, needsField } from "../measure.ts";
import { localDay } from "../offsets.ts";
import { type Measured, requireField } from "../query.ts";

/** instant: of the first or last event. root: the value is the square root of the number. */
export type Measurement = { number: Ratio | null; instant?: number | null; root?: true };

export function measure({ event, measure: kind, field: key }: Measured, occurrences: Occurrence[], { zone }: Pick<Ask, "zone">): Measurement {
  const values = needsField(kind) ? valuesOf(requireField(event, key ?? ""), occurrences) : [];
  const numbers = kind === "distinct" ? [] : values.filter((value) => typeof value === "number");
  switch (kind) {
    case "count": return { number: ratio(BigInt(occurrences.length)) };
    case "days": return { number: ratio(BigInt(new Set(occurrences.map(({ at }) => localDay(at, zone))).size)) };
    case "distinct": return { number: ratio(BigInt(new Set(values.map(distinctKey)).size)) };
    case "sum": return { number: sumOf(numbers) };
    case "avg": return { number: numbers.length === 0 ? null : times(sumOf(numbers), ratio(1n, BigInt(numbers.length))) };
    case "min": return { number: numbers.length === 0 ? null : ratioOf(Math.min(...numbers)) };
    case "max": return { number: numbers.length === 0 ? null : ratioOf(Math.max(...numbers)) };
    case "median": return { number: median(numbers.map(ratioOf)) };
    case "daysSinceFirst": return { number: null, instant: occurrences[0]?.at ?? null };
    case "daysSinceLast": return { number: null, instant: occurrences.at(-1)?.at ?? null };
    case "gapMean": case "gapMedian": case "gapSd": case "gapLongest": return gap(kind, occurrences.map(({ at }) => at));
    default: return kind satisfies never;
  }
}

function valuesOf(field: EventField, occurrences: Occurrence[]): NonNullable<Value>[] {
  const values: NonNullable<Value>[] = [];
  for (const occurrence of occurrences) {
    const value = field.read(occurrence);
    if (value !== null) values.push(value);
  }
  return values;
}

const distinctKey = (value: unknown) => (value instanceof Date ? value.getTime() : value);

/** All in the smallest unit that any of them has. Whole numbers add up without error as long as the sum is one that a number holds. */
function sumOf(values: number[]): Ratio {
  if (values.every(Number.isSafeInteger)) {
    const sum = values.reduce((total, each) => total + each, 0);
    if (values.reduce((total, each) => total + Math.abs(each), 0) <= Number.MAX_SAFE_INTEGER) return ratio(BigInt(sum));
  }
  const decimals = values.map((value) => decimal(value));
  const scale = decimals.reduce((most, each) => Math.max(most, each.scale), 0);
  return ofDecimal({ digits: decimals.reduce((total, each) => total + each.digits * 10n ** BigInt(scale - each.scale), 0n), scale });
}

function median(values: Ratio[]): Ratio | null {
  const sorted = values.toSorted(compareRatios);
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  const upper = sorted[Math.floor(sorted.length / 2)];
  return lower === undefined || upper === undefined ? null : times(plus(lower, upper), ratio(1n, 2n));
}

function gap(kind: "gapMean" | "gapMedian" | "gapSd" | "gapLongest", ats: number[]): Measurement {
  const gaps = ats.slice(1).map((at, index) => BigInt(at - (ats[index] ?? 0)));
  const n = BigInt(gaps.length);
  const sum = gaps.reduce((total, each) => total + each, 0n);
  if (gaps.length === 0) return { number: null };
  switch (kind) {
    case "gapMean": return { number: ratio(sum, n * DAY_MS) };
    case "gapLongest": return { number: ratio(gaps.reduce((most, each) => (each > most ? each : most)), DAY_MS) };
    case "gapMedian": {
      const middle = median(gaps.map((each) => ratio(each)));
      return { number: middle && ratio(middle.top, middle.bottom * DAY_MS) };
    }
    case "gapSd": {
      const squares = gaps.reduce((total, each) => total + each * each, 0n);
      return { number: n < 2n ? null : ratio(n * squares - sum * sum, n * (n - 1n) * DAY_MS * DAY_MS), root: true };
    }
    default: return kind satisfies never;
  }
}

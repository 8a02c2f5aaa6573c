// Rates, trends and ranks of one customer: the plain-code twin of compile/trend.ts and rank.ts.
import { type Cutoff, cutRatio, rankingKey } from "../cutoff.ts";
import type { Expression, Rank, Rate, Trend } from "../definition.ts";
import { compareRatios, meets, numberPasses, plus, type Ratio, ratio, times, toNumber } from "../exact.ts";
import { requireField } from "../query.ts";
import { DAY_MS, isZeroKnown, needsField } from "../measure.ts";
import { leastOf, limitsOf, sidesOf } from "../ranked.ts";
import { isSureChange, isSureCount, surePasses } from "../sure.ts";
import { term, type Term } from "./cmp.ts";
import type { Found } from "./found.ts";
import { chosen, type History } from "./history.ts";
import { matchIn } from "./others.ts";

export function matchRate({ test, sure, ...leaf }: Rate, history: History): Found {
  const { value, isUnsure, evidence } = term(leaf, history);
  return { verdict: isUnsure ? null : sure ? surePasses(value, test) : numberPasses(value, test), value: value && toNumber(value), evidence };
}

export function matchTrend(leaf: Trend, history: History): Found {
  const sides = sidesOf(leaf);
  const now = term(sides.now, history);
  const before = term(sides.before, history);
  const isEnough = sides.base === null || chosen(sides.base, history).length >= leastOf(leaf);
  const percent = isEnough ? change(now.value, before.value) : null;
  const isUnsure = now.isUnsure || before.isUnsure;
  const isClose = leaf.sure === true && !(now.value && before.value && (leaf.of.kind === "rate" ? isSureChange(now.value, before.value) : isSureCount(now.value.top, before.value.top)));
  return { verdict: isUnsure || isClose ? null : numberPasses(percent, leaf.test), value: isUnsure || percent === null ? null : toNumber(percent), evidence: () => [...before.evidence(), ...now.evidence()] };
}

function change(now: Ratio | null, before: Ratio | null): Ratio | null {
  if (now === null || before === null || before.top <= 0n) return null;
  return ratio((now.top * before.bottom - before.top * now.bottom) * 100n, before.top * now.bottom);
}

export function matchRank(leaf: Rank, history: History): Found {
  const { ask } = history;
  const cutoff = ask.cutoffs?.[rankingKey(leaf)];
  const found = term(leaf.of, history);
  const value = rankedValue(leaf, history);
  const limits = limitsOf(leaf.place).map(({ cut, cmp }) => ({ cut: cutoff?.cuts[cut], cmp }));
  const answer = (verdict: boolean | null): Found => ({ verdict, value: found.value && toNumber(found.value), evidence: found.evidence, ...(cutoff && { cutoff: shownCutoff(cutoff, leaf, history) }) });
  if (limits.some(({ cut }) => cut === undefined)) return answer(null);
  if (!isAmong(leaf, history)) return answer(false);
  if (found.value === null) return answer(null);
  if (value === null) return answer(false);
  return answer(limits.every(({ cut, cmp }) => cut !== undefined && meets(compareRatios(value, cutRatio(cut)), cmp)));
}

const isAmong = ({ among }: Rank, history: History) => among === undefined || matchIn({ kind: "in", segment: among, how: { kind: "is" } }, history).verdict === true;

/** What is put in order; null of who is not. */
export function rankedValue(leaf: Rank, history: History): Ratio | null {
  const found = term(leaf.of, history);
  return found.value === null || !isAmong(leaf, history) || isUnranked(leaf.of, history) ? null : standing(found, found.value, history);
}

/** By the instant itself where it is the time since: the longer ago, the more. */
const standing = ({ grows }: Term, value: Ratio, { ask }: History): Ratio => (grows ? plus(times(value, ratio(DAY_MS)), ratio(-BigInt(ask.now.getTime()))) : value);

function isUnranked(of: Expression, history: History): boolean {
  if (of.kind !== "agg" || !isZeroKnown(of.measure)) return false;
  const occurrences = chosen(of, history);
  if (!needsField(of.measure)) return occurrences.length === 0;
  const field = requireField(of.event, of.field ?? "");
  return occurrences.every((occurrence) => field.read(occurrence) === null);
}

/** What the screen says of the cut-offs: the numbers in the units of the value shown. */
function shownCutoff({ number, at, people, cuts }: Cutoff, { place, of }: Rank, history: History): NonNullable<Found["cutoff"]> {
  const isTime = term(of, history).grows;
  const limits = limitsOf(place).map(({ cut, cmp }) => {
    const found = cuts[cut];
    return { cmp, value: found === undefined ? null : isTime ? (history.ask.now.getTime() + toNumber(cutRatio(found))) / Number(DAY_MS) : toNumber(cutRatio(found)) };
  });
  return { number, at, people, limits };
}

// Questions about events by kind or by value, for one customer: shares, the favourite, and whether one
// value passes by itself. The plain-code twin of compile/share.ts, top.ts and some.ts.
import { minorDigits } from "#app/lib/money.ts";
import type { EventKey, Share, Some, Top } from "../definition.ts";
import { numberPasses, ratio, toNumber } from "../exact.ts";
import { EVENTS } from "../events.ts";
import { faded, weightAt } from "../fade.ts";
import type { Occurrence, Value } from "../field.ts";
import { eventField } from "../fields.ts";
import { isElapsed, isGap, staysTrue } from "../measure.ts";
import { requireField } from "../query.ts";
import { elapsedPasses, passesTest } from "../value.ts";
import { matchAffinity } from "./affinity.ts";
import { instantOf, isUnbound, measuredPasses } from "./agg.ts";
import { evidenceOf, type Found } from "./found.ts";
import { chosen, type History, isHidden, meetsFilters } from "./history.ts";
import { measure } from "./measure.ts";

export function matchShare(asked: Share, history: History): Found {
  const leaf = faded(asked);
  if (leaf.of === "affinity") return matchAffinity(leaf, history);
  const occurrences = chosen(leaf, history);
  const key = leaf.of === "count" ? null : leaf.of === "quantity" ? EVENTS[leaf.event].quantity : EVENTS[leaf.event].money;
  const weigh = weightBy(key === null ? null : requireField(leaf.event, key ?? ""), fadingOf(leaf, history));
  const parts = leaf.by === undefined ? [occurrences.filter((each) => meetsFilters({ event: leaf.event, where: leaf.part ?? [] }, each, history.ask))] : groups(occurrences, leaf.event, leaf.by);
  const weights = parts.map(weigh);
  const part = weights.length === 0 ? 0n : weights.reduce((most, each) => (each > most ? each : most));
  const base = weigh(occurrences);
  const isEnough = occurrences.length >= Math.max(leaf.atLeast ?? 1, 1);
  const percent = isEnough && base > 0n ? ratio(part * 100n, base) : null;
  const verdict = isUnbound(leaf, history) || isHidden(leaf, history) ? null : numberPasses(percent, leaf.test);
  return { verdict, value: percent && toNumber(percent), evidence: evidenceOf(parts[weights.indexOf(part)] ?? []) };
}

/** Occurrences are oldest first, so that the last of a group says when its value was last seen. */
export function matchTop(asked: Top, history: History): Found {
  const leaf = faded(asked);
  const { event, of } = leaf;
  const field = requireField(event, leaf.field);
  const occurrences = chosen(leaf, history);
  const weigh = of === "orders" ? (each: Occurrence[]) => BigInt(new Set(each.map(({ line }) => line?.orderId)).size)
    : weightBy(of === "count" ? null : requireField(event, EVENTS[event][of] ?? ""), fadingOf(leaf, history));
  const ranked = groups(occurrences, event, leaf.field).map((group) => ({ group, weight: weigh(group), last: occurrences.indexOf(group.at(-1) ?? group[0] as Occurrence) }));
  const [best] = ranked.sort((a, b) => (a.weight === b.weight ? b.last - a.last : a.weight > b.weight ? -1 : 1));
  const found = best?.group.at(-1);
  const value = found === undefined ? null : field.read(found);
  const verdict = isUnbound(leaf, history) || isHidden(leaf, history) ? null : passesTest(field, value, leaf.test, history.ask);
  return { verdict, value, evidence: evidenceOf(best?.group ?? []) };
}

export function matchSome(leaf: Some, history: History): Found {
  const { ask } = history;
  const field = leaf.field === undefined ? null : eventField(leaf.event, leaf.field);
  const shift = field?.type === "money" && leaf.measure !== "distinct" ? minorDigits(ask.currency) : 0;
  const passes = (group: Occurrence[]) => {
    const occasions = group.filter(({ at }, index) => at !== group[index - 1]?.at);
    if (occasions.length < (leaf.atLeast ?? 1)) return false;
    const found = measure(leaf, isGap(leaf.measure) ? occasions : group, ask);
    return (isElapsed(leaf.measure) ? elapsedPasses(instantOf(found), "day", leaf.test, ask) : measuredPasses(found, leaf.test, shift)) === true;
  };
  const found = groups(chosen(leaf, history), leaf.event, leaf.by).find(passes);
  const isSure = (found !== undefined && staysTrue(leaf.measure, field, leaf.test)) || !isHidden(leaf, history);
  const by = requireField(leaf.event, leaf.by);
  return { verdict: isUnbound(leaf, history) || !isSure ? null : found !== undefined, value: found?.[0] ? by.read(found[0]) : null, evidence: evidenceOf(found ?? []) };
}

const fadingOf = ({ halfLife }: { halfLife?: number | undefined }, { ask }: History) => (halfLife === undefined ? undefined : (at: number) => weightAt(at, halfLife, ask.now));

const weightBy = (field: ReturnType<typeof eventField>, fading: (at: number) => bigint = () => 1n) => (occurrences: Occurrence[]): bigint =>
  occurrences.reduce((sum, occurrence) => {
    const value = field === null ? 1 : field.read(occurrence);
    return typeof value === "number" ? sum + BigInt(value) * fading(occurrence.at) : sum;
  }, 0n);

/** Events by a value, without those that have none. */
function groups(occurrences: Occurrence[], event: EventKey, by: string): Occurrence[][] {
  const field = requireField(event, by);
  const found = new Map<Value, Occurrence[]>();
  for (const occurrence of occurrences) {
    const value = field.read(occurrence);
    const group = found.get(value);
    if (group) group.push(occurrence);
    else if (value !== null) found.set(value, [occurrence]);
  }
  return [...found.values()];
}


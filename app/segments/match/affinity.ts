// The affinity of one customer: the plain-code twin of compile/affinity.ts.
import { itemWorth, SEEN, seenFilters, seenLeast, seenQuery, seenWorth } from "../affinity.ts";
import type { Filter, Share } from "../definition.ts";
import { numberPasses, ratio, toNumber } from "../exact.ts";
import { weightAt } from "../fade.ts";
import type { Occurrence } from "../field.ts";
import type { Query } from "../query.ts";
import { isUnbound } from "./agg.ts";
import { evidenceOf, type Found } from "./found.ts";
import { chosen, type History, isHidden, meetsFilters } from "./history.ts";

export function matchAffinity(leaf: Share, history: History): Found {
  const fading = ({ at }: Occurrence) => (leaf.halfLife === undefined ? 1n : weightAt(at, leaf.halfLife, history.ask.now));
  const bought = sumsOf({ event: "item", where: leaf.where, whereAny: leaf.whereAny, window: leaf.window }, leaf.part ?? [], ({ line, order }) => itemWorth(line, order));
  const seen = SEEN.map(({ event, points }) => sumsOf(seenQuery(leaf, event), seenFilters(leaf.part ?? []), () => BigInt(seenWorth(leaf, points))));
  const all = [bought, ...seen];
  const [part, base] = [all.reduce((sum, each) => sum + each.part, 0n), all.reduce((sum, each) => sum + each.base, 0n)];
  const isEnough = bought.count > 0 || seen.reduce((sum, { count }) => sum + count, 0) >= seenLeast(leaf);
  const percent = isEnough && base > 0n ? ratio(part * 100n, base) : null;
  const verdict = isUnbound(leaf, history) || isHidden(leaf, history) ? null : numberPasses(percent, leaf.test);
  return { verdict, value: percent && toNumber(percent), evidence: () => evidenceOf(all.flatMap(({ parts }) => parts).sort((a, b) => a.at - b.at))() };

  function sumsOf(query: Query, filters: Filter[], worth: (occurrence: Occurrence) => bigint) {
    const occurrences = chosen(query, history);
    const parts = occurrences.filter((each) => meetsFilters({ event: query.event, where: filters }, each, history.ask));
    const sum = (these: Occurrence[]) => these.reduce((whole, each) => whole + worth(each) * fading(each), 0n);
    return { parts, part: sum(parts), base: sum(occurrences), count: occurrences.length };
  }
}

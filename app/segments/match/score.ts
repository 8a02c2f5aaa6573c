// The score of what one customer's messages led to: the plain-code twin of compile/score.ts.
import { cutRatio, scoringKey } from "../cutoff.ts";
import type { Attr } from "../definition.ts";
import { numberPasses, ratio } from "../exact.ts";
import { weightAt } from "../fade.ts";
import type { Occurrence } from "../field.ts";
import type { ScoreField } from "../fields/score.ts";
import { drawn, ORDER_WORTH, pointsOf, scoredFrom, type Scoring, scoringOf, windowOf } from "../score.ts";
import { isNumberTest } from "../value.ts";
import { type Evidence, evidenceOf, type Found, NO_EVIDENCE } from "./found.ts";
import { type History, isHidden } from "./history.ts";

export function matchScore(leaf: Attr, field: ScoreField, history: History): Found {
  const scored = scoreOf(scoringOf(field, leaf), history);
  if (scored === null || !isNumberTest(leaf.test)) return { verdict: null, value: null, evidence: NO_EVIDENCE };
  const { points, isUnsure, evidence } = scored;
  const value = points === null ? null : ratio(points);
  return { verdict: isUnsure ? null : numberPasses(value, leaf.test), value: points === null || isUnsure ? null : Number(points), evidence };
}

type Scored = { points: bigint | null; isUnsure: boolean; evidence: () => Evidence[] };

/** Null where nobody can be scored. */
export function scoreOf(scoring: Scoring, history: History): Scored | null {
  const { numbers } = scoring;
  const { mean, best } = history.ask.cutoffs?.[scoringKey(scoring)]?.cuts ?? {};
  const full = numbers.full === 0 ? best && cutRatio(best) : ratio(BigInt(numbers.full));
  const found = sums(scoring, history);
  if (found === null || !mean || !full) return null;
  const shop = { top: BigInt(mean.top), bottom: BigInt(mean.bottom) };
  const points = found.messages < numbers.least ? null : pointsOf(drawn(found, shop, numbers.draw), full);
  const isUnsure = isHidden({ event: "order", window: windowOf(scoring) }, history);
  return { points, isUnsure, evidence: () => evidenceOf(found.evidence.sort((a, b) => a.at - b.at))() };
}

type Sums = { top: bigint; bottom: bigint; messages: number; evidence: Occurrence[] };

/** Null: it is never told what messages lead to. */
export function sums(scoring: Scoring, history: History): Sums | null {
  const { field: { told }, numbers } = scoring;
  const since = scoredFrom(scoring, history.ask);
  if (since === null) return null;
  const of = (event: Parameters<History["of"]>[0] | null) => (event === null ? [] : history.of(event).filter(({ at }) => at >= since));
  const messages = of(told.got);
  const orders = of("order");
  const [clicks, replies, optOuts] = [of(told.clicked), of(told.replied), of(told.optedOut)];
  const isOrdered = ({ at }: Occurrence) => orders.some((order) => order.at >= at && order.at <= at + numbers.hoursMs);
  let [top, bottom] = [0n, 0n];
  for (const [index, { at }] of messages.entries()) {
    const next = messages[index + 1]?.at ?? Infinity;
    const within = (occurrences: Occurrence[]) => occurrences.filter((each) => each.at >= at && each.at < next);
    const clicked = within(clicks);
    const worth = within(optOuts).length > 0 ? numbers.optOut : clicked.some(isOrdered) ? ORDER_WORTH : clicked.length + within(replies).length > 0 ? numbers.click : 0;
    const weight = weightAt(at, numbers.halfLife, history.ask.now);
    top += weight * BigInt(worth);
    bottom += weight;
  }
  return { top, bottom, messages: messages.length, evidence: [...messages, ...clicks, ...replies, ...optOuts] };
}

// Rates, trends and ranks as English.
import type { Expression, NumberTest, Place, Rank, Rate, Trend } from "../definition.ts";
import { customerField } from "../fields.ts";
import { isElapsed, isGap } from "../measure.ts";
import { leastOf, sidesOf } from "../ranked.ts";
import { amountWords, days, percent, quantityWords, type Show, showIn } from "./amount.ts";
import { askedOf, EVENT_WORDS, measureNoun, placeWords, restWords, showMeasure } from "./events.ts";
import { type Clause, numbersWords } from "./leaf.ts";
import { askedField, GONE, nounOf, segmentName, type Told } from "./names.ts";
import { windowWords } from "./window.ts";
import { counted, numberText, ordinal } from "./words.ts";

/** What a number of theirs is called, without an article. */
export function expressionWords(expression: Expression, told: Told): string {
  switch (expression.kind) {
    case "attr": {
      const field = askedField(expression.field, told);
      return field.type === "elapsed" && field.unit !== "year" ? `time since the ${nounOf(field)}` : `${nounOf(field)}${numbersWords(expression, told)}`;
    }
    case "agg": return measureNoun(expression, told);
    case "rate": return rateWords(expression, told);
    case "nth": return `${nounOf(askedOf(expression.event, expression.field))} of the ${placeWords(expression, told)}`;
    default: return expression satisfies never;
  }
}

export function expressionShow(expression: Expression, told: Told): Show {
  if (expression.kind === "attr") return showIn(customerField(expression.field) ?? GONE, told);
  if (expression.kind === "rate") return percent;
  if (expression.kind === "nth") return showIn(askedOf(expression.event, expression.field), told);
  return isGap(expression.measure) ? days : showMeasure(expression.measure, expression.event, expression.field, told);
}

/** "rate of clicks in texts per delivered text in the last 90 days". */
function rateWords({ event, where, whereAny, per, perWhere, window, halfLife }: Omit<Extract<Expression, { kind: "rate" }>, "kind">, told: Told): string {
  const when = windowWords(window, told);
  return `rate of ${EVENT_WORDS[event].many}${restWords({ event, where, whereAny }, told)} per ${EVENT_WORDS[per].one}${restWords({ event: per, where: perWhere }, told)}${when === "" ? "" : ` ${when}`}${fadingWords({ halfLife })}`;
}

export function rateClause(leaf: Rate, test: NumberTest, told: Told): Clause {
  const { one, many } = EVENT_WORDS[leaf.per];
  return { lead: "whose", words: `${rateWords(leaf, told)} is ${amountWords(test, percent)}${sureWords(leaf)}${baseWords(leaf, one, many, "")}` };
}

export const fadingWords = ({ halfLife }: { halfLife?: number | undefined }) => (halfLife === undefined ? "" : ` (counting half as much with every ${halfLife === 1 ? "day" : days(halfLife)} of age)`);
const sureWords = ({ sure }: { sure?: boolean | undefined }) => (sure ? " (sure at 90%)" : "");

const baseWords = (leaf: { atLeast?: number | undefined }, one: string, many: string, when: string) => (leastOf(leaf) > 1 ? ` (given at least ${counted(leastOf(leaf), one, many)}${when})` : "");

export function trendClause(leaf: Trend, test: NumberTest, told: Told): Clause {
  const { one, many } = EVENT_WORDS[leaf.of.kind === "rate" ? leaf.of.per : leaf.of.event];
  const base = baseWords(leaf, one, many, leaf.of.kind === "rate" ? " each time" : " then");
  const before = windowWords(leaf.before, told) || "of all time";
  return { lead: "whose", words: `${expressionWords(sidesOf(leaf).now, told)} ${changeWords(test)} ${before}${sureWords(leaf)}${base}` };
}

/** "is at least 15% below that": of what it was before. */
function changeWords(test: NumberTest): string {
  const isFall = (test.op === "le" || test.op === "lt") && test.value < 0;
  const isRise = (test.op === "ge" || test.op === "gt") && test.value > 0;
  if ("value" in test && (isFall || isRise)) return `is ${test.op === "le" || test.op === "ge" ? "at least" : "more than"} ${percent(Math.abs(test.value))} ${isFall ? "below" : "above"} that`;
  return test.op === "known" || test.op === "unknown" ? `can${test.op === "known" ? "" : "not"} be compared with that` : `has changed by ${quantityWords(test, percent)} from that`;
}

export function rankClause(leaf: Rank, isNot: boolean, told: Told): Clause {
  const among = leaf.among === undefined ? "" : ` among members of ${segmentName(leaf.among, told)}`;
  return { lead: "whose", words: `${expressionWords(leaf.of, told)} is ${isNot ? "not " : ""}${placedWords(leaf.place, isTime(leaf.of) ? ["longest", "shortest"] : ["highest", "lowest"])}${among}` };
}

const PARTS: Record<number, string> = { 3: "third", 4: "quarter", 5: "fifth", 10: "tenth" };

const isTime = (of: Expression) => (of.kind === "attr" && customerField(of.field)?.type === "elapsed") || (of.kind === "agg" && (isElapsed(of.measure) || isGap(of.measure)));

function placedWords(place: Place, [most, least]: [string, string]): string {
  switch (place.kind) {
    case "top": case "bottom": {
      const side = place.kind === "top" ? most : least;
      return place.unit === "percent" ? `in the ${side} ${percent(place.n)}` : `among the ${numberText(place.n)} ${side}`;
    }
    case "tile": {
      const part = PARTS[place.of];
      if (part === undefined) return `in part ${place.tile} of ${place.of}, counted from the ${most}`;
      return place.tile === 1 || place.tile === place.of ? `in the ${place.tile === 1 ? most : least} ${part}` : `in the ${ordinal(place.tile)} ${part} from the ${most}`;
    }
    case "median": return `${place.side} the middle`;
    default: return place satisfies never;
  }
}

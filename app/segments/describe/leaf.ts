// One condition, or its opposite, as a relative clause about customers: "who placed at least 2 orders",
// "whose country is Canada", "for whom at least 80% of items share one vendor".
import { POINTS, pointsOf, SEEN_MIN, seenLeast } from "../affinity.ts";
import type { Agg, Attr, Bucket, Cmp, In, Leaf, Nth, NumberTest, Seq, Share } from "../definition.ts";
import { ownNumbersOf } from "../derived.ts";
import { knobWords } from "../fields/knob.ts";
import { customerField } from "../fields.ts";
import { isElapsed } from "../measure.ts";
import { amountWords, howMany, opposite, oppositeOf, percent, quantityWords } from "./amount.ts";
import { askedOf, EVENT_WORDS, eventsWords, filtersWords, measureNoun, placeWords, pluralNoun, restWords, showMeasure } from "./events.ts";
import { flowClause } from "./flow.ts";
import { someClause, topClause } from "./grouped.ts";
import { expressionShow, expressionWords, fadingWords, rankClause, rateClause, trendClause } from "./ranked.ts";
import { askedField, FLAGS, listName, lower, nounOf, segmentName, type Told } from "./names.ts";
import { secondOf } from "../seq.ts";
import { testWords } from "./test.ts";
import { momentWords, windowWords } from "./window.ts";
import { counted, moneyText, numberText, spanWords, withArticle } from "./words.ts";

/** `who` has its verb in the singular: "has an email". */
export type Clause = { lead: "who" | "whose" | "for whom"; words: string };

const who = (words: string): Clause => ({ lead: "who", words });
const whose = (words: string): Clause => ({ lead: "whose", words });
const forWhom = (words: string): Clause => ({ lead: "for whom", words });

export function leafClause(leaf: Leaf, isNot: boolean, told: Told): Clause {
  switch (leaf.kind) {
    case "attr": return attrClause(leaf, isNot, told);
    case "agg": return aggClause(leaf, isNot ? opposite(leaf.test) : leaf.test, told);
    case "nth": return nthClause(leaf, isNot, told);
    case "share": return shareClause(leaf, isNot ? opposite(leaf.test) : leaf.test, told);
    case "top": return topClause(leaf, isNot, told);
    case "some": return someClause(leaf, isNot, told);
    case "cmp": return cmpClause(leaf, isNot, told);
    case "rate": return rateClause(leaf, isNot ? opposite(leaf.test) : leaf.test, told);
    case "trend": return trendClause(leaf, isNot ? opposite(leaf.test) : leaf.test, told);
    case "rank": return rankClause(leaf, isNot, told);
    case "seq": return seqClause(leaf, isNot, told);
    case "in": return inClause(leaf, isNot, told);
    case "flow": return flowClause(leaf, isNot, told);
    case "list": return who(`is ${isNot ? "not " : ""}on ${listName(leaf.list, told)}`);
    case "bucket": return bucketClause(leaf, isNot);
    default: return leaf satisfies never;
  }
}

function nthClause(leaf: Nth, isNot: boolean, told: Told): Clause {
  const { noun, verb } = testWords(askedOf(leaf.event, leaf.field), leaf.test, isNot, told);
  const place = placeWords(leaf, told);
  if (noun === null) return whose(`${place} ${verb}`);
  const done = leaf.test.op === "in" ? ITS_DAY[`${leaf.event}/${leaf.field}`] : undefined;
  return whose(`${place} ${done === undefined ? `is one where the ${noun} ${verb}` : verb.replace(/^(is|was)( not)?/, `was$2 ${done}`)}`);
}

/** Where the day asked about is that of the event itself: "the first order was placed in the last 30 days". */
const ITS_DAY: Record<string, string> = { "order/order.processed": "placed", "item/order.processed": "bought", "refund/refund.processed": "made" };

function attrClause(leaf: Attr, isNot: boolean, told: Told): Clause {
  const { noun, verb } = testWords(askedField(leaf.field, told), leaf.test, isNot, told);
  return noun === null ? who(verb) : whose(`${noun} ${verb}${numbersWords(leaf, told)}`);
}

/** The rules' numbers that are not the standard ones. */
export function numbersWords(leaf: Pick<Attr, "field" | "with">, { currency }: Told): string {
  const own = Object.entries(ownNumbersOf(leaf) ?? {});
  const field = customerField(leaf.field);
  const knobs = field?.type === "derived" || field?.type === "score" ? field.knobs : {};
  const words = own.flatMap(([name, value]) => {
    const knob = Object.hasOwn(knobs, name) ? knobs[name] : undefined;
    return knob ? [lower(knobWords(knob, value, (amount) => moneyText(amount, currency)))] : [];
  });
  return words.length === 0 ? "" : ` (by own rules, with ${words.join("; ")})`;
}

function aggClause(leaf: Agg, test: NumberTest, told: Told): Clause {
  const { did, one, many } = EVENT_WORDS[leaf.event];
  const show = showMeasure(leaf.measure, leaf.event, leaf.field, told);
  const rest = restWords(leaf, told);
  const isAsked = test.op !== "known" && test.op !== "unknown";
  if (leaf.measure === "count") {
    const amount = howMany(test, one, many);
    if (amount !== null) return who(`${did} ${amount}${rest}`);
  }
  if (leaf.measure === "days" && isAsked) {
    const amount = howMany(test, "day", "different days");
    return who(amount === NO_DAYS ? `${did} no ${many}${rest}` : `${did} ${many}${restWords(leaf, told, `on ${amount}`)}`);
  }
  if (leaf.measure === "distinct" && leaf.field !== undefined) {
    const field = askedOf(leaf.event, leaf.field);
    const amount = howMany(test, `different ${nounOf(field)}`, `different ${pluralNoun(field)}`);
    if (amount !== null) return whose(`${eventsWords(leaf, told)} ${COME_FROM.has(leaf.field) ? "come from" : "have"} ${amount}`);
  }
  if (leaf.measure === "sum" && isAsked && leaf.field !== undefined && SPENT.has(leaf.field)) {
    return who(`spent ${quantityWords(test, show)}${leaf.event === "item" ? " on items" : rest.includes(" where ") ? " on orders" : ""}${rest}`);
  }
  if (leaf.measure === "sum" && isAsked && leaf.field !== undefined && leaf.event === "visit") {
    const visits = rest.includes(" where ") ? " on visits" : "";
    const pages = leaf.field === "visit.pages" ? howMany(test, "page", "pages") : null;
    return who(pages === null ? `spent ${quantityWords(test, show)} in the store${visits}${rest}` : `viewed ${pages}${visits}${rest}`);
  }
  if (isElapsed(leaf.measure) && isAsked) return whose(`${leaf.measure === "daysSinceFirst" ? "first" : "last"} ${one}${rest} was ${amountWords(test, show)} ago`);
  return whose(`${measureNoun(leaf, told)} is ${amountWords(test, show)}`);
}

const NO_DAYS = "no different days";
const COME_FROM = new Set(["item.order", "item.vendor", "item.collections"]);
const SPENT = new Set(["order.net", "item.amount"]);

function shareClause(leaf: Share, test: NumberTest, told: Told): Clause {
  const { one, many } = EVENT_WORDS[leaf.event];
  const base = leaf.of === "affinity" ? seenBase(leaf) : leaf.atLeast !== undefined && leaf.atLeast > 1 ? ` (given at least ${counted(leaf.atLeast, one, many)})` : "";
  const fading = fadingWords(leaf);
  const whole = { count: "", quantity: "the quantity of ", money: leaf.event === "refund" ? "the money of " : "spending on ", affinity: "" }[leaf.of] + (leaf.of === "affinity" ? `what they buy, view and add to carts${restWords(leaf, told)}` : eventsWords(leaf, told));
  if (test.op === "known" || test.op === "unknown") return forWhom(`the share of ${whole} that ${partWords(leaf, told)} is ${amountWords(test, percent)}${fading}${base}`);
  return forWhom(`${quantityWords(test, percent)} of ${whole} ${partWords(leaf, told)}${fading}${base}`);
}

function seenBase(leaf: Share): string {
  const { atLeast } = leaf;
  const [view, cart] = [pointsOf(leaf, "viewPoints"), pointsOf(leaf, "cartPoints")];
  const points = view === POINTS.viewPoints && cart === POINTS.cartPoints ? [] : [`a view counting as ${percent(view)} of an order and a product in a cart as ${percent(cart)}`];
  const least = atLeast === undefined || atLeast === SEEN_MIN ? [] : [`given one item, or at least ${counted(seenLeast({ atLeast }), "view or cart", "views and carts")}`];
  const words = [...points, ...least].join("; ");
  return words === "" ? "" : ` (${words})`;
}

/** "were bought with a discount", "went to one vendor". */
function partWords({ event, of, part = [], by }: Share, told: Told): string {
  if (by !== undefined) return `${of === "money" ? "went to" : "share"} one ${nounOf(askedOf(event, by))}`;
  const [only] = part;
  const flag = only && part.length === 1 && of === "count" && (only.test.op === "isTrue" || only.test.op === "isFalse") ? FLAGS[only.field] : undefined;
  if (flag !== undefined) return inPlural(only?.test.op === "isTrue" ? flag.yes : flag.no);
  if (of === "affinity") return `is of products where ${filtersWords(event, part, false, told)}`;
  return `${of === "money" ? `${event === "refund" ? "is of" : "went to"} ${EVENT_WORDS[event].many}` : "are ones"} where ${filtersWords(event, part, false, told)}`;
}

function cmpClause({ left, cmp, factor, right, plus }: Cmp, isNot: boolean, told: Told): Clause {
  const show = expressionShow(left, told);
  const times = factor === undefined || factor === 1 ? "" : `${numberText(factor)} times `;
  const more = plus === undefined || plus === 0 ? "" : plus < 0 ? ` minus ${show(-plus)}` : ` plus ${show(plus)}`;
  const test = amountWords({ op: (isNot ? oppositeOf(cmp) : cmp), value: 0 }, () => "").trim();
  return forWhom(`the ${expressionWords(left, told)} ${["is", test, `${times}the ${expressionWords(right, told)}${more}`].filter(Boolean).join(" ")}`);
}

const neverDid = (did: string): string => (did.startsWith("was ") ? did.replace("was ", "was never ") : `never ${did}`);

function seqClause(leaf: Seq, isNot: boolean, told: Told): Clause {
  const { event, window, first, then, within, absent } = leaf;
  const { did, one } = EVENT_WORDS[event];
  const start = restWords({ event, where: first, window }, told);
  const next = EVENT_WORDS[secondOf(leaf)].one;
  const other = absent ? `any ${next}` : then.length === 0 && next === one ? `another ${next}` : withArticle(next);
  const thing = !leaf.sameProduct ? other : event === "item" && secondOf(leaf) === "item" ? "the same product again" : `${other} of the same product`;
  const followed = `${isNot && absent ? "that was " : ""}${absent ? "not " : ""}followed within ${spanWords(within.n, within.unit)} by ${thing}${restWords({ event: secondOf(leaf), where: then }, told)}`;
  const times = leaf.times === undefined ? withArticle(one) : `at least ${counted(leaf.times, one, EVENT_WORDS[event].many)}${leaf.sameProduct ? " of one product" : ""}`;
  return who(`${isNot ? neverDid(did) : did} ${times}${start}${start === "" ? "" : ","} ${followed}`);
}

function inClause({ segment, how }: In, isNot: boolean, told: Told): Clause {
  const name = segmentName(segment, told);
  switch (how.kind) {
    case "is": return who(`is ${isNot ? "not " : ""}in ${name}`);
    case "was": return who(`has ${isNot ? "never" : "ever"} been in ${name}`);
    case "joined": case "left": {
      const did = isNot ? `did not ${how.kind === "joined" ? "join" : "leave"}` : how.kind;
      return who(`${did} ${name} ${windowWords(how.window, told) || "at any time"}`);
    }
    case "for": return who(`has ${isNot ? "not " : ""}been in ${name} for at least ${spanWords(how.n, how.unit)}`);
    case "on": return who(`was ${isNot ? "not " : ""}in ${name} ${how.date.length === 10 ? "on" : "at"} ${momentWords(how.date)}`);
    case "times": {
      const times = howMany(isNot ? opposite(how.test) : how.test, "time", "times");
      if (times === "no times") return inClause({ kind: "in", segment, how: { kind: "joined", window: how.window ?? { kind: "all" } } }, true, told);
      const when = windowWords(how.window, told);
      return times === null ? whose(`number of times in ${name} is ${amountWords(isNot ? opposite(how.test) : how.test, numberText)}`) : who(`joined ${name} ${times}${when === "" ? "" : ` ${when}`}`);
    }
    default: return how satisfies never;
  }
}

function bucketClause({ salt, from, to }: Bucket, isNot: boolean): Clause {
  return who(`is ${isNot ? "not " : ""}in the random ${percent((to - from + 1) / 100)} drawn as “${salt}” (numbers ${from} to ${to} of 0 to 9999)`);
}

/** "has an email" of many: "have an email". */
export const inPlural = (words: string): string => words.replace(/^(is|was|has|does)\b/, (verb) => ({ is: "are", was: "were", has: "have", does: "do" })[verb] ?? verb);

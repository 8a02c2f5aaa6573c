// What an experiment says, as the merchant reads it.
import { DID_MIN, PEOPLE_MIN } from "#app/flows/report/interval.ts";
import type { Metric } from "#app/flows/step.ts";
import { formatMoney } from "#app/lib/money.ts";
import { formatCount, formatDay, formatPeople, formatPlural } from "../format.ts";
import { shareWords } from "./report-words.ts";
import type { ExperimentLine } from "./view.ts";

export type Said = { currency: string; timeZone: string };

export const METRIC_WORDS: Record<Metric, { noun: string; did: string; verb: string }> = {
  clicked: { noun: "clicks", did: "Clicked", verb: "click" }, replied: { noun: "replies", did: "Replied", verb: "reply" }, ordered: { noun: "orders", did: "Ordered", verb: "order" },
  revenue: { noun: "what each person spends", did: "Spent each", verb: "spend" }, optedOut: { noun: "opt-outs", did: "Opted out", verb: "opt out" },
};

export const STATE_WORDS: Record<ExperimentLine["state"], { label: string; tone?: "attention" | "success" | "info" }> = {
  running: { label: "Running", tone: "info" }, asked: { label: "You decide", tone: "attention" }, byHand: { label: "Goes on until you end it", tone: "info" }, decided: { label: "Decided", tone: "success" },
};

const nameOf = ({ design: { arms } }: ExperimentLine, arm: number): string => `“${arms[arm]?.name ?? `Arm ${arm + 1}`}”`;

/** "1.4 to 3.2": of a hundred people, or in money. */
function sizes({ design: { metric } }: ExperimentLine, low: number, high: number, { currency }: Said): string {
  const [least, most] = [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
  if (metric === "revenue") return `${formatMoney(Math.round(least), currency)} to ${formatMoney(Math.round(most), currency)}`;
  const points = (by: number) => (by * 100).toLocaleString("en-US", { maximumFractionDigits: 1 });
  return `${points(least)} to ${points(most)}`;
}

/** What was found so far, in a sentence. */
export function verdictWords(line: ExperimentLine, said: Said): string {
  const { verdict: { is, arm, pairs }, design } = line;
  if (is === "tooFew") return `Too few people are counted to say anything: it takes ${PEOPLE_MIN} in each arm, and ${design.metric === "revenue" ? "50 buyers" : `${DID_MIN} who did it`} in the smaller one.`;
  if (is === "even") return `Whatever difference there is, it is smaller than the ${design.effect}% you wanted to know of.`;
  const mine = arm === null ? undefined : pairs.filter(({ one, other }) => one === arm || other === arm).find(({ one, other }) => arm !== 0 ? one === 0 || other === 0 : one === 0 && other > 0);
  if (arm === null || !mine) return "Not decided yet: the difference may still be on either side.";
  const against = nameOf(line, mine.one === arm ? mine.other : mine.one);
  const by = sizes(line, mine.low, mine.high, said);
  if (design.metric === "revenue") return `Each person spends ${by} more with ${nameOf(line, arm)} than with ${against}.`;
  return `Of 100 people ${by} ${design.metric === "optedOut" ? "fewer" : "more"} ${METRIC_WORDS[design.metric].verb} with ${nameOf(line, arm)} than with ${against}.`;
}

/** What became of it. */
export function standingWords(line: ExperimentLine, said: Said): string | null {
  const { state, winner, decidedAt } = line;
  if (state === "asked") return "Until you decide, people are drawn as before.";
  if (state !== "decided" || decidedAt === null) return null;
  const way = winner === null ? "People are drawn as before." : `Everybody who is new takes ${nameOf(line, winner)}.`;
  return `${isByHand(line) ? "You ended it" : "Decided"} on ${formatDay(decidedAt, said.timeZone)}. ${way}`;
}

const isByHand = ({ looks }: ExperimentLine): boolean => looks.find(({ what }) => what === "chosen" || what === "decided")?.what === "chosen";

/** What is wrong with who came to which arm, and what to do about it; null: nothing. */
export function sharesWords(line: ExperimentLine): string | null {
  const { off } = line.shares;
  if (off === null) return null;
  const due = line.design.bandit ? `${formatCount(off.due)} should have by the shares of each day` : `${formatCount(off.due)} should have`;
  return `Of ${formatPeople(off.people)} ${formatCount(off.got)} came to ${nameOf(line, off.arm)}, where ${due}: chance alone hardly ever does that, so do not go by this comparison. Usually a split, an experiment or a random part of your customers that stands before it draws under the same name. Choose “Begin anew” in its step and publish, and everybody is drawn again.`;
}

/** Of whom it cannot be said whether they were drawn as they should; null: there is nobody. */
export const unknownSharesWords = ({ shares: { unknown } }: ExperimentLine): string | null =>
  unknown === 0 ? null : `By which shares ${formatPeople(unknown)} drew was not kept. Whether they came to the arms as they should is not known.`;

/** How long it may take yet; null where that is not to be told. */
export function needsWords({ verdict: { needs }, perDay, design: { effect }, state }: ExperimentLine): string | null {
  if (needs === null || state === "decided") return null;
  const takes = `To see a difference of ${effect}% it takes some ${formatPeople(rounded(needs))} more`;
  return perDay > 0 ? `${takes}: about ${spanWords(needs / perDay)} at the pace of the last 14 days.` : `${takes}. Nobody was drawn in the last 14 days.`;
}

/** Two digits: more would claim what nobody knows. */
const rounded = (count: number): number => (count < 100 ? Math.ceil(count) : Number(count.toPrecision(2)));

function spanWords(days: number): string {
  if (days < 14) return formatPlural(Math.max(1, Math.ceil(days)), "day");
  return days < 90 ? formatPlural(Math.round(days / 7), "week") : days < 730 ? formatPlural(Math.round(days / 30.4), "month") : "two years or more";
}

export const waitingWords = ({ waiting, design: { within } }: ExperimentLine): string | null =>
  waiting === 0 ? null : `${formatPeople(waiting)} drew and ${waiting === 1 ? "is" : "are"} not counted yet: each has ${formatPlural(within.n, within.unit)}, and a day more for what is told late.`;

export function figureWords({ design: { metric }, figures }: ExperimentLine, arm: number, { currency }: Said): string {
  const figure = figures[arm];
  if (!figure || figure.people === 0) return "Nobody yet";
  return metric === "revenue" ? `${formatMoney(Math.round(figure.sum / figure.people), currency)} (${formatCount(figure.did)} bought)` : shareWords(figure);
}

/** Of an arm against the first. */
export function againstWords({ design: { metric }, verdict: { pairs } }: ExperimentLine, arm: number, { currency }: Said): string {
  if (arm === 0) return "";
  const pair = pairs.find(({ one, other }) => one === 0 && other === arm);
  if (!pair) return "Not enough data";
  const signed = (by: number) => `${by < 0 ? "−" : "+"}${metric === "revenue" ? formatMoney(Math.round(Math.abs(by)), currency) : (Math.abs(by) * 100).toLocaleString("en-US", { maximumFractionDigits: 1 })}`;
  return `${signed(pair.by)}${metric === "revenue" ? "" : " points"} (between ${signed(pair.low)} and ${signed(pair.high)})`;
}

export function lookWords(line: ExperimentLine, { what, winner, weights, verdict, figures }: ExperimentLine["looks"][number]): string {
  const counted = formatPeople(figures.reduce((sum, { people }) => sum + people, 0));
  switch (what) {
    case "counted": return `${counted} counted. ${verdict.is === "better" && verdict.arm !== null ? `${nameOf(line, verdict.arm)} was ahead beyond chance.` : verdict.is === "even" ? "No difference that matters was left." : verdict.is === "open" ? "Not decided." : "Too few to say anything."}`;
    case "shifted": return `${counted} counted. New people were drawn ${(weights ?? []).map((weight, arm) => `${Math.round(weight / 100)}% to ${nameOf(line, arm)}`).join(", ")}.`;
    case "asked": return `${counted} counted. ${verdict.arm === null ? "No difference that matters was left" : `${nameOf(line, verdict.arm)} was better`}, and you were asked.`;
    case "decided": return `${counted} counted. ${winner === null ? "No difference that matters was left, and it ended." : `${nameOf(line, winner)} was better, and new people take it since.`}`;
    case "chosen": return `${winner === null ? "It was ended by hand." : `You ended it by hand: new people take ${nameOf(line, winner)} since.`} ${counted} were counted.`;
    case "wentOn": return `You let it go on. ${counted} were counted.`;
    default: return what satisfies never;
  }
}

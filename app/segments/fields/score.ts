// Fields that are one number from 0 to 100, made of many events: how much somebody does with the messages they get.
// The formula is in score.ts; its numbers can be changed where the field is used.
import type { EventKind } from "#app/customers/event-kind.ts";
import { HALF_LIFE_MAX } from "../definition.ts";
import { count, days, type Knobs, type Numbers, numbersOf, standards } from "./knob.ts";

export type ScoreField = {
  key: string;
  label: string;
  group: string;
  type: "score";
  scope: "customer";
  history: "dated";
  /** The formula in words, with the standard numbers. */
  help: string;
  says: (own?: Numbers) => string;
  options?: undefined;
  picker?: undefined;
  knobs: Knobs;
  falling: readonly (readonly string[])[];
  told: { got: EventKind; clicked: EventKind; replied: EventKind | null; optedOut: EventKind };
};

type Words = { one: string; many: string; got: string; did: string };

function score(key: string, label: string, group: string, { one, many, got, did }: Words, told: ScoreField["told"]): ScoreField {
  const knobs: Knobs = {
    halfLife: { ...days("Half as much with every … of age", 30), max: HALF_LIFE_MAX }, hours: count("An order counts within … hours of a click", 72),
    click: { ...count(`${did}: …% of an order`, 70, 0), max: 100 }, optOut: count("An opt-out takes away … orders", 2, 0),
    draw: count(`Drawn to the shop's average as by … ${many}`, 5, 0), least: count(`Known from … ${many}`, 1), full: { ...count("100 points from …% (0: from what the best 5% reach)", 0, 0), max: 100 },
  };
  const says = (own?: Numbers) => {
    const n = numbersOf(knobs, own);
    const best = n["full"] === 0 ? "where the best 5% of the shop stand" : `at ${n["full"]}%`;
    return `What their ${got} ${many} led to, on average, half as much with every ${n["halfLife"]} days of age: 100% for an order within ${n["hours"]} hours of a click, ${n["click"]}% for ${did.toLowerCase()}, nothing else, and ${100 * (n["optOut"] ?? 0)}% off for an opt-out. What happened counts for the last ${one} before it. Drawn to the shop's average as if by ${n["draw"]} more ${many}; 100 points ${best}. Averages are taken anew every hour. Known from ${n["least"]} ${n["least"] === 1 ? one : many} on, since clicks are told.`;
  };
  return { key, label, group, type: "score", scope: "customer", history: "dated", help: says(standards(knobs)), says, knobs, falling: [], told };
}

export const SCORE_FIELDS: ScoreField[] = [
  score("sms.score", "Engagement score for texts (0 to 100)", "Text messages", { one: "text", many: "texts", got: "delivered", did: "A click or a reply" }, { got: "smsDelivered", clicked: "smsClicked", replied: "smsReplied", optedOut: "smsOptedOut" }),
  score("email.score", "Engagement score for emails (0 to 100)", "Emails", { one: "email", many: "emails", got: "received", did: "A click" }, { got: "emailReceived", clicked: "emailClicked", replied: null, optedOut: "emailOptedOut" }),
];

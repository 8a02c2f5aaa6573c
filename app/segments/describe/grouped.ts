// Favourites, and values that pass by themselves, as English.
import type { Some, Top } from "../definition.ts";
import { amountWords } from "./amount.ts";
import { askedOf, EVENT_WORDS, measureNoun, restWords, showMeasure } from "./events.ts";
import { nounOf, type Told } from "./names.ts";
import { fadingWords } from "./ranked.ts";
import type { Clause } from "./leaf.ts";
import { testWords } from "./test.ts";
import { counted } from "./words.ts";

const BASIS: Record<Top["of"], string> = { count: "number", orders: "number of orders", quantity: "quantity", money: "money" };

export function topClause(leaf: Top, isNot: boolean, told: Told): Clause {
  const { noun, verb } = testWords(askedOf(leaf.event, leaf.field), leaf.test, isNot, told);
  return { lead: "whose", words: `favourite ${noun ?? nounOf(askedOf(leaf.event, leaf.field))} by ${BASIS[leaf.of]} among ${EVENT_WORDS[leaf.event].many}${restWords(leaf, told)}${fadingWords(leaf)} ${verb}` };
}

export function someClause(leaf: Some, isNot: boolean, told: Told): Clause {
  const value = nounOf(askedOf(leaf.event, leaf.by));
  const least = leaf.atLeast !== undefined && leaf.atLeast > 1 ? ` that occurs at least ${counted(leaf.atLeast, "time")}` : "";
  const amount = amountWords(leaf.test, showMeasure(leaf.measure, leaf.event, leaf.field, told));
  return { lead: "for whom", words: `${isNot ? "no" : "at least one"} ${value}${least} has a ${measureNoun(leaf, told)} that is ${amount}` };
}

// How a condition could turn, as a line of a list that begins with "To enter" or "To leave".
import type { Change } from "../change.ts";
import type { Leaf } from "../definition.ts";
import { askedOf, EVENT_WORDS, whereWords } from "./events.ts";
import { showIn } from "./amount.ts";
import { inPlural, leafClause } from "./leaf.ts";
import { flowName, listName, nounOf, segmentName, type Told } from "./names.ts";
import { counted } from "./words.ts";

type Dates = { day: (at: Date) => string; unit: (minor: number) => number };

/** `unit` makes whole units of money of minor ones. */
export function changeWords(leaf: Leaf, to: boolean, change: Change, told: Told, { day, unit }: Dates): string {
  switch (change.kind) {
    case "more": {
      const { one, many, behind } = EVENT_WORDS[change.event];
      const what = counted(change.count, `more ${one}`, `more ${many}`);
      return [what, behind, whereWords(change.event, change.where, change.whereAny, told), byWords(change.by, day)].filter(Boolean).join(" ");
    }
    case "amount": {
      const field = askedOf(change.event, change.field);
      const amount = showIn(field, told)(field.type === "money" ? unit(change.amount) : change.amount);
      const what = change.field === "order.net" ? `${amount} more spent` : `${amount} more ${nounOf(field)} of ${EVENT_WORDS[change.event].many}`;
      return [what, whereWords(change.event, change.where, change.whereAny, told), byWords(change.by, day)].filter(Boolean).join(" ");
    }
    case "wait": return `nothing but time: it turns on ${day(change.at)}`;
    case "become": return becomeWords(leaf, to, told);
    case "never": return "it cannot change";
    default: return change satisfies never;
  }
}

const byWords = (by: Date | null, day: (at: Date) => string) => (by ? `before ${day(by)}` : "");

function becomeWords(leaf: Leaf, to: boolean, told: Told): string {
  if (leaf.kind === "list") return `they are ${to ? "put on" : "taken off"} ${listName(leaf.list, told)}`;
  if (leaf.kind === "in" && leaf.how.kind === "is") return `they ${to ? "enter" : "leave"} ${segmentName(leaf.segment, told)}`;
  if (leaf.kind === "flow" && leaf.how.kind === "is") return `they ${to ? "enter" : "leave"} ${flowName(leaf, told)}`;
  const consent = leaf.kind === "attr" ? CHANNELS[leaf.field] : undefined;
  if (consent !== undefined && leaf.kind === "attr" && asksSubscribed(leaf.test)) return `they ${to === (leaf.test.op !== "isNot") ? "subscribe to" : "unsubscribe from"} ${consent}`;
  const { lead, words } = leafClause(leaf, !to, told);
  return lead === "who" ? `they ${inPlural(words)}` : lead === "whose" ? `their ${words}` : words;
}

const CHANNELS: Record<string, string> = { "sms.state": "SMS marketing", "email.state": "email marketing" };
const asksSubscribed = (test: Extract<Leaf, { kind: "attr" }>["test"]) => (test.op === "is" || test.op === "isNot") && test.value === "SUBSCRIBED";

export const BLOCKED = {
  random: "their place in a random draw never changes",
  past: "what has happened stays as it happened",
  over: "the time it asks about is over",
  missing: "there is no data for it yet",
} as const;

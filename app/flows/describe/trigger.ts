// What starts a flow, in words: "they enter “VIP”".
import { segmentName } from "../../segments/describe/names.ts";
import { counted, listWords, moneyText, ordinal } from "../../segments/describe/words.ts";
import { eventOfTrigger, type Trigger } from "../trigger.ts";
import { fieldNoun, filterWords, type Names, peopleWords, quoted, span, toldWords, zoneWords } from "./words.ts";

type Of<Kind extends Trigger["kind"]> = Extract<Trigger, { kind: Kind }>;

export function triggerWords(trigger: Trigger, names: Names): string {
  switch (trigger.kind) {
    case "segment": return `they ${trigger.how === "entered" ? "enter" : "leave"} ${segmentName(trigger.segment, names)}${trigger.organic ? "" : " (also by an edit or an import)"}`;
    case "event": return toldWords(trigger, names);
    case "crosses": return crossesWords(trigger, names);
    case "abandoned": return `they left a ${{ checkout: "checkout", cart: "cart", browse: "visit" }[trigger.what]}${trigger.least === null ? "" : ` worth at least ${moneyText(trigger.least, names.currency)}`} alone for ${span(trigger.idle)} without an order${filters(trigger, names)}`;
    case "viewed": return `they ${trigger.what === "search" ? "searched" : `viewed a ${trigger.what}`} ${trigger.times === 1 ? "" : `at least ${trigger.times} times `}within ${span(trigger.within)}${trigger.noCart ? " and put nothing into a cart" : ""}${filters(trigger, names)}`;
    case "stock": return stockWords(trigger);
    case "customer": return { created: "they become a customer", updated: "their details change", accountEnabled: "their account is enabled", tagged: `they are tagged ${quoted(trigger.value ?? "anything")}`, untagged: `they lose the tag ${quoted(trigger.value ?? "anything")}`, metafield: `their metafield ${quoted(trigger.value ?? "any")} changes` }[trigger.what];
    case "consent": return `they ${{ subscribed: "opt in to texts", confirmed: "confirm their opt-in", unsubscribed: "opt out of texts", resubscribed: "opt in to texts again" }[trigger.what]}${trigger.sources.length === 0 ? "" : ` by ${listWords(trigger.sources, "or")}`}`;
    case "keyword": return trigger.words.length === 0 ? "they reply anything but stop" : `they write a text that ${{ is: "is", starts: "starts with", contains: "contains" }[trigger.match]} ${listWords(trigger.words.map(quoted), "or")}`;
    case "text": return textWords(trigger);
    case "silence": return `none of this happened for ${span(trigger.since)} (${listWords(trigger.of.map((told) => toldWords(told, names)), "or")})${trigger.when ? ` to ${peopleWords(trigger.when, names)}` : ""}`;
    case "date": return `${dayWords(trigger.days)} their ${fieldNoun(trigger.field, names)}, at ${trigger.at} ${zoneWords(trigger.zone)}${trigger.yearly ? ", every year" : ""}`;
    case "prediction": return `their ${fieldNoun(trigger.score, names)} comes to ${trigger.from}${trigger.to === null ? " or more" : ` to ${trigger.to}`} and stays ${trigger.margin} points beyond the edge for ${counted(trigger.runs, "run")} of the model`;
    case "rfm": return `their RFM group changes${trigger.from.length === 0 ? "" : ` from ${listWords(trigger.from, "or")}`}${trigger.to.length === 0 ? "" : ` to ${listWords(trigger.to, "or")}`}`;
    case "schedule": return `the schedule ${quoted(trigger.cron)} (${zoneWords(trigger.zone)}) comes round and they are in ${segmentName(trigger.segment, names)}`;
    case "call": return { manual: "somebody starts it by hand", api: "your own system starts it", shopifyFlow: "Shopify Flow starts it", flow: "another flow starts it" }[trigger.by];
    default: return trigger satisfies never;
  }
}

const filters = (trigger: Of<"abandoned" | "crosses" | "viewed">, names: Names) => filterWords(eventOfTrigger(trigger), trigger.where, trigger.whereAny, names);

function crossesWords(trigger: Of<"crosses">, names: Names): string {
  const { of, value, down, rearm } = trigger;
  const money = moneyText(value, names.currency);
  const rest = `${filters(trigger, names)}${rearm ? ", again after a refund took it back" : ""}`;
  switch (of) {
    case "orders": return `they place their ${value === 1 ? "first" : ordinal(value)} order${rest}`;
    case "order": return `one of their orders is worth ${down ? "at most" : "more than"} ${money} for the first time${rest}`;
    case "spend": case "average": return `what they spent ${of === "spend" ? "in all" : "for each order"} ${down ? "falls to" : "reaches"} ${money}${rest}`;
    default: return of satisfies never;
  }
}

function stockWords({ what, by, audience, views, perUnit, order }: Of<"stock">): string {
  const event = what === "back" ? "something comes back in stock" : what === "priceDrop" ? `the price of something falls by at least ${by}%` : `at most ${by} of something are left`;
  const did = { asked: "asked for it", viewed: views === 1 ? "viewed it" : `viewed it at least ${views} times`, carted: "had it in a cart", bought: "bought it", wishlist: "wish for it" };
  const first = { firstAsked: "who asked first is told first", best: "the best customers are told first", random: "in random order" }[order];
  return `${event} and they ${listWords(audience.map((each) => did[each]), "or")}${perUnit === null ? "" : ` (${perUnit} people for each piece; ${first})`}`;
}

function textWords({ what, within, campaign }: Of<"text">): string {
  const of = campaign === null ? "a text" : `campaign ${campaign}`;
  const words = { clicked: `they click in ${of}`, notClicked: `they do not click in ${of}`, replied: `they reply to ${of}`, notReplied: `they do not reply to ${of}`, delivered: `${of} reaches them`, failed: `${of} fails` }[what];
  return `${words}${within ? ` within ${span(within)}` : ""}`;
}

export const dayWords = (count: number): string => (count === 0 ? "on the day of" : `${counted(Math.abs(count), "day")} ${count < 0 ? "before" : "after"}`);

// What a run may know of its person at an instant, from their facts as segments read them: the same for live runs, tests on
// one person, replays and the simulator. What lies after the instant is not known, whoever asks.
import { partsOf } from "../../customers/fact-id.ts";
import type { Ask } from "../../segments/ask.ts";
import { dayOf, dayText } from "../../segments/calendar.ts";
import type { Occurrence } from "../../segments/field.ts";
import { customerField } from "../../segments/fields.ts";
import { type History, isWhole, makeHistory, meetsFilters } from "../../segments/match/history.ts";
import { verdictOf } from "../../segments/match/leaf.ts";
import { personThen } from "../../segments/match/then.ts";
import type { PersonFacts } from "../../segments/person.ts";
import type { Facts, Listened } from "../facts.ts";
import { isOnTheWay } from "../happening.ts";
import type { About } from "../ledger.ts";
import { bestHourOf, type Playbook, policyHourOf } from "./best-hour.ts";
import { deliveryOf, type Transit } from "./delivery.ts";
import { aboutOf, factOf, isHeard, type SentText, sourceOf, textOf, wasOnTheWay } from "./occurrence.ts";
import { type Best, picksOf } from "./picks.ts";
import { saysOneOf } from "./words.ts";

/** What is known besides the person's own facts. Texts are those that went to them, oldest first. */
export type Known = { texts: readonly SentText[]; transit: Transit; best: Best; /** Null: nobody asks for an hour. */ playbook: Playbook | null };

export const NOTHING_ELSE: Known = { texts: [], transit: { all: null, byCountry: {} }, best: [], playbook: null };

/** `run`: whose texts are the run's own; null: those of any run of theirs. */
export function personFacts(person: PersonFacts, asked: Ask, known: Known, now: number, run: string | null = null): Facts {
  let made: History | null = null;
  return factsBy(() => (made ??= historyAt(person, asked, now)), person, asked, known, run);
}

/** The person's past as of the instant. Facts dated later are left out by their date; what has none of its own, such as a count of orders, is taken back. */
export function historyAt(person: PersonFacts, asked: Ask, now: number): History {
  const ask: Ask = { ...asked, now: new Date(now) };
  return makeHistory(ask.past ? person : { ...personThen(person, ask.now), isWhole: isWhole(person) }, ask);
}

/** The same where somebody has looked at the past already. */
export function factsBy(history: () => History, person: PersonFacts, ask: Ask, known: Known, run: string | null): Facts {
  const zone = person.customer.timeZone ?? ask.zone;
  const find = (listened: Listened) => found(listened, history(), known.texts, run);
  return {
    holds: (node) => verdictOf(node, history()),
    happened(listened, since, about, texts) {
      const first = find(listened).find((each) => each.at >= since && (!listened.own || isOwn(each, about, texts)) && each.meets());
      return first ? { id: first.id, at: first.at } : null;
    },
    meets: (listened, fact) => told(listened, fact, history())?.() ?? false,
    date: (field) => dateOf(history().person, field, zone),
    zone: () => zone,
    shopZone: () => ask.zone,
    bestHour: () => bestHourOf(history(), zone) ?? (known.playbook && policyHourOf(person, known.playbook, history().ask.now.getTime())),
    delivery: (about, parcels) => deliveryOf(history().person, about, parcels, known.transit, history().ask.now.getTime()),
    picks: () => picksOf(known.best, history()),
    weights: () => null,
  };
}

/** Of who is no customer any more nothing is known. */
export const nobodysFacts = (shopZone: string): Facts => ({
  holds: () => null, happened: () => null, meets: () => false, date: () => null, zone: () => shopZone, shopZone: () => shopZone, bestHour: () => null, delivery: () => null, picks: () => 0, weights: () => null,
});

type Candidate = { id: string; at: number; about: About; text: string | null; meets: () => boolean };

/** Everything of the kind that counts by now, oldest first. */
function found(listened: Listened, history: History, texts: readonly SentText[], run: string | null): Candidate[] {
  return occurrencesOf(listened, history).map((occurrence) => {
    const text = occurrence.event ? textOf(occurrence.event, texts) : null;
    return {
      id: factOf(listened.event, occurrence), at: occurrence.at, about: aboutOf(occurrence),
      text: text && (run === null || text.run === run) ? text.key : null, meets: () => meetsAll(listened, occurrence, history),
    };
  });
}

function occurrencesOf({ event }: Listened, history: History): Occurrence[] {
  if (event === "smsReplied") return history.of(event).filter(isHeard);
  if (!isOnTheWay(event)) return history.of(event);
  return history.of("order").flatMap((occurrence) => {
    const at = occurrence.order && wasOnTheWay(event, occurrence.order);
    return at && at <= history.ask.now ? [{ ...occurrence, at: at.getTime() }] : [];
  }).sort((one, other) => one.at - other.at);
}

const isOwn = (each: Candidate, about: About, texts: readonly string[]): boolean =>
  (each.text !== null && texts.includes(each.text)) || Object.entries(each.about).some(([kind, id]) => about[kind as keyof About] === id);

function meetsAll({ event, where, whereAny, reply }: Listened, occurrence: Occurrence, { ask }: History): boolean {
  if (!meetsFilters({ event: sourceOf(event), where, whereAny }, occurrence, ask)) return false;
  return !reply || saysOneOf(occurrence.event?.text ?? "", reply.words, reply.match);
}

/** A fact that was told is asked about by its name, also where it does not count any more: an order that is void by now was one. */
function told(listened: Listened, fact: string, history: History): (() => boolean) | null {
  const { event } = listened;
  const isOrders = isOnTheWay(event);
  const order = isOrders ? partsOf(fact).ids[0] : undefined;
  const ever = history.everOf(sourceOf(event));
  const occurrence = isOrders ? ever.find((each) => each.order?.orderId === order) : ever.find((each) => factOf(event, each) === fact);
  return occurrence && occurrence.at <= history.ask.now.getTime() ? () => meetsAll(listened, occurrence, history) : null;
}

/** An instant is the day that it is where they are. */
function dateOf({ customer }: PersonFacts, key: string, zone: string): string | null {
  const field = customerField(key);
  if (field?.type !== "date" && field?.type !== "day") return null;
  const value = field.read(customer);
  if (value instanceof Date) return dayText(dayOf(value.getTime(), zone));
  return typeof value === "string" ? value : null;
}

// A checkout, a cart or a visit that is left alone: watched from its first event, anew with each, until an order comes or the
// time is over. Told of once for each checkout, cart or visit.
import { eventFact } from "../../customers/fact-id.ts";
import { after } from "../span.ts";
import type { Trigger } from "../trigger.ts";
import { LEFT_ALONE } from "./listened.ts";
import { minorOf } from "./minor.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact, type Watch } from "./told-fact.ts";

type Abandoned = Extract<Trigger, { kind: "abandoned" }>;

export function abandoned(trigger: Abandoned, told: ToldFact, { facts, history, watches }: Asker): readonly Met[] {
  const event = LEFT_ALONE[trigger.what];
  if (!facts.meets({ event, where: trigger.where, whereAny: trigger.whereAny, own: false }, told.fact)) return NOTHING;
  // An order that was told before what led to it.
  if (history.of("order").some(({ at }) => at >= told.at)) return NOTHING;
  const key = told.about.checkout === undefined ? trigger.what : `${trigger.what}/${told.about.checkout}`;
  const before = watches.find((watch) => watch.key === key);
  const worth = history.everOf(event).find((each) => each.event && eventFact(each.event.eventId) === told.fact)?.event?.valueMinor ?? null;
  const at = Math.max(told.at, before?.at ?? -Infinity);
  return [{
    does: "watch",
    watch: {
      key, at, dueAt: after(at, trigger.idle, facts.shopZone()), about: told.about,
      detail: { first: before?.detail.first ?? told.fact, value: trigger.what === "checkout" ? (worth ?? before?.detail.value ?? null) : sum(before?.detail.value ?? null, worth) },
    },
  }];
}

/** A cart is worth what was put into it, as far as that is known. */
const sum = (one: number | null, other: number | null): number | null => (one === null || other === null ? (one ?? other) : one + other);

export function lookAbandoned(trigger: Abandoned, { at, dueAt, about, detail, key }: Watch, { history }: Asker): readonly Met[] {
  if (history.of("order").some((order) => order.at >= at)) return NOTHING;
  if (trigger.least !== null && (detail.value ?? -1) < minorOf(trigger.least, history.ask.currency)) return NOTHING;
  const once = about.checkout === undefined ? `${trigger.what}/${detail.first ?? at}` : key;
  return enter({ fact: `abandoned/${once}`, at: dueAt, about });
}

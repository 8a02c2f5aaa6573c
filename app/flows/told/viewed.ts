// So many views within a span, told of with the view that makes them so many, also where views come in another order than
// they happened.
import { eventFact } from "../../customers/fact-id.ts";
import { meetsFilters } from "../../segments/match/history.ts";
import { after } from "../span.ts";
import type { Trigger } from "../trigger.ts";
import { VIEWED } from "./listened.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact } from "./told-fact.ts";

export function viewed(trigger: Extract<Trigger, { kind: "viewed" }>, told: ToldFact, { facts, history, untold }: Asker): readonly Met[] {
  const event = VIEWED[trigger.what];
  const views = history.of(event).flatMap((each) => {
    const fact = each.event ? eventFact(each.event.eventId) : "";
    return untold.has(fact) || !meetsFilters({ event, where: trigger.where, whereAny: trigger.whereAny }, each, history.ask) ? [] : [{ fact, at: each.at }];
  });
  if (!views.some(({ fact }) => fact === told.fact)) return NOTHING;
  const carts = trigger.noCart ? history.of("cartAdded") : [];
  // Of the span before each view from the told one on, as long as that lies in it.
  const isInSpan = (at: number, before: number) => at <= before && before <= after(at, trigger.within, facts.shopZone());
  const met = views.filter(({ at }) => isInSpan(told.at, at)).some(({ at: last }) => {
    const inside = views.filter(({ at }) => isInSpan(at, last)).map(({ at }) => at);
    const first = Math.min(...inside);
    return inside.length >= trigger.times && inside.length - 1 < trigger.times && !carts.some(({ at }) => at >= first && at <= last);
  });
  return met ? enter(told) : NOTHING;
}

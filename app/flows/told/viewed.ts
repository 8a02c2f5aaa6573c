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
  const carts = trigger.noCart ? history.of("cartAdded").map(({ at }) => at) : [];
  const end = (from: number) => after(from, trigger.within, facts.shopZone());
  // Windows that begin with a view and hold the one that was told.
  const met = views.filter(({ at }) => at <= told.at && told.at <= end(at)).some(({ at: from }) => {
    const inside = views.filter(({ at }) => at >= from && at <= end(from)).length;
    return inside >= trigger.times && inside - 1 < trigger.times && !carts.some((at) => at >= from && at <= told.at);
  });
  return met ? enter(told) : NOTHING;
}

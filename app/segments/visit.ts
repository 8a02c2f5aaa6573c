// Visits: what somebody did in the storefront, gathered by when they did it. Nothing keeps them; they follow from the events
// whenever they are asked about, so that one that is told late falls into its place. compile/visits.ts says the same in SQL.
import { type EventKind, VIEW_KINDS, VISIT_KINDS } from "#app/customers/event-kind.ts";
import { minutes } from "#app/lib/time.ts";
import type { EventFacts, VisitFacts } from "./person.ts";

/** So long after the event before, one begins another visit; a millisecond earlier it belongs to the same. */
export const GAP_MS = minutes(30);
const MINUTE_MS = minutes(1);

const has = (kinds: readonly EventKind[]) => ({ kind }: EventFacts) => kinds.includes(kind);
export const isOfVisit = has(VISIT_KINDS);
const isView = has(VIEW_KINDS);

/** All visits there ever will be, oldest first, each with what it has come to by `now`. */
export function visitsOf(events: readonly EventFacts[], now: number): VisitFacts[] {
  const inOrder = events.filter(isOfVisit).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.eventId < b.eventId ? -1 : 1));
  const visits: EventFacts[][] = [];
  for (const event of inOrder) {
    const latest = visits.at(-1);
    const before = latest?.at(-1);
    if (latest && before && event.at.getTime() - before.at.getTime() < GAP_MS) latest.push(event);
    else visits.push([event]);
  }
  return visits.flatMap((visit) => (visit[0] ? [told(visit[0], visit.filter(({ at }) => at.getTime() <= now))] : []));
}

const told = (first: EventFacts, so: EventFacts[]): VisitFacts => ({
  at: first.at, minutes: Math.floor(((so.at(-1) ?? first).at.getTime() - first.at.getTime()) / MINUTE_MS), pages: so.filter(isView).length, first,
  // Other kinds have other words in that place.
  landing: isView(first) ? first.text : null,
});

// Triggers that go by time alone, for one person over a span of the past: silences, dates and schedules. Of each the instants
// at which it may tell of them (told/by-clock.ts tells of sets); whether it does is asked when the replay gets there.
import { anniversaryIn, civil, dayFromText, dayText } from "../../segments/calendar.ts";
import { customerField } from "../../segments/fields.ts";
import type { History } from "../../segments/match/history.ts";
import { dateAt } from "../due.ts";
import type { Facts } from "../facts.ts";
import { eventOf } from "../happening.ts";
import { after } from "../span.ts";
import { type ByClock, silenceIn } from "../told/by-clock.ts";

/** `stands`: asked at the instant, of the facts of then. */
export type Moment = { trigger: number; at: number; fact: string; stands: (facts: Facts, history: History) => boolean };

type Span = { from: number; until: number };
/** `ticks`: of a schedule in a zone. `factsAt`: of the person. */
export type Around = { zone: string; shopZone: string; ticks: (cron: string, zone: string) => readonly number[]; factsAt: (at: number) => Facts };

/** `history`: as of the end of the span. */
export function momentsOf(trigger: ByClock, index: number, history: History, around: Around, span: Span): Moment[] {
  const isIn = ({ at }: Moment) => at >= span.from && at <= span.until;
  switch (trigger.kind) {
    case "silence": return silences(trigger, index, history, around).filter(isIn);
    case "date": return dates(trigger, index, history, around, span).filter(isIn);
    case "schedule": return scheduled(trigger, index, history, around).filter(isIn);
    default: return trigger satisfies never;
  }
}

function silences(trigger: Extract<ByClock, { kind: "silence" }>, index: number, history: History, { shopZone }: Around): Moment[] {
  const came = trigger.of.flatMap(({ event }) => history.of(eventOf(event)).map(({ at }) => at));
  return [...new Set(came)].map((began) => {
    const at = after(began, trigger.since, shopZone);
    return { trigger: index, at, fact: `silence/${index}/${began}`, stands: (facts, past) => silenceIn(trigger, { facts, history: past }, { from: at - 1, to: at })?.began === began };
  });
}

const DAY_MS = 86_400_000;

/** A date may move as orders come: every value that it had is tried, and holds only if it still is theirs then. */
function dates({ field, days, at: hour, zone: of, yearly }: Extract<ByClock, { kind: "date" }>, trigger: number, history: History, { zone, shopZone, factsAt }: Around, { from, until }: Span): Moment[] {
  const local = of === "person" ? zone : shopZone;
  const known = customerField(field);
  const moves = known?.type === "date" && known.history === "dated" ? history.of("order").map(({ at }) => at) : [];
  const values = new Set([from, ...moves, until].flatMap((at) => factsAt(at).date(field) ?? []));
  const years = Array.from({ length: civil(Math.floor(until / DAY_MS)).year - civil(Math.floor(from / DAY_MS)).year + 3 }, (_, index) => civil(Math.floor(from / DAY_MS)).year - 1 + index);
  return [...values].flatMap((value) => {
    const returns = yearly ? years.map((year) => dayText(anniversaryIn(year, dayFromText(value)))) : [value];
    return returns.map((day): Moment => ({ trigger, at: dateAt(day, days, hour, local), fact: `date/${trigger}/${day}`, stands: (facts) => facts.date(field) === value }));
  });
}

/** At each tick whoever is in the segment then. */
function scheduled({ cron, zone: of, segment }: Extract<ByClock, { kind: "schedule" }>, trigger: number, { person }: History, { zone, shopZone, ticks }: Around): Moment[] {
  const stays = person.stays.filter(({ segmentId }) => segmentId === segment);
  if (stays.length === 0) return [];
  const isMember = (at: number) => stays.some(({ enteredAt, leftAt }) => enteredAt.getTime() <= at && (leftAt === null || leftAt.getTime() > at));
  return ticks(cron, of === "person" ? zone : shopZone).filter(isMember).map((at) => ({ trigger, at, fact: `schedule/${trigger}/${at}`, stands: () => true }));
}

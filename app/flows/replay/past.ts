// What happened to a person in a span of the past, in order, as a flow would have been told of it at the time.
import { enteredFact, leftFact } from "../../customers/fact-id.ts";
import { sourceOf } from "../../customers/customer-news.ts";
import { EVENT_KINDS, isEventKind } from "../../customers/event-kind.ts";
import { EventKey } from "../../segments/definition.ts";
import type { Occurrence } from "../../segments/field.ts";
import type { History } from "../../segments/match/history.ts";
import type { PersonFacts } from "../../segments/person.ts";
import { Happening, isOnTheWay } from "../happening.ts";
import { aboutOf, factOf, isHeard, type SentText, textOf, wasOnTheWay } from "../person/occurrence.ts";
import type { Detail, ToldFact } from "../told/told-fact.ts";

/** Why stays began and ended, by "segment/stay". */
export type Causes = ReadonlyMap<string, { entered: string; left: string | null }>;
export type Told = ToldFact & { text: SentText | null };

type Span = { from: number; until: number };
type Asked = { person: PersonFacts; history: History; texts: readonly SentText[]; causes: Causes };

/** `whats`: as a flow listens for them (told/listened.ts). `history`: as of the end of the span or later. */
export function pastOf(asked: Asked, whats: ReadonlySet<string>, span: Span): Told[] {
  const told = [...whats].flatMap((what) => toldOf(what, asked, span));
  const changed = whats.has("changed") ? changesOf(asked, span) : [];
  return [...told, ...changed].sort((one, other) => one.at - other.at || (one.fact < other.fact ? -1 : one.fact > other.fact ? 1 : 0));
}

function toldOf(what: string, asked: Asked, span: Span): Told[] {
  const happening = Happening.safeParse(what);
  if (happening.success) return happeningsOf(happening.data, asked, span);
  const [kind, segment, any] = what.split("/");
  if ((kind === "entered" || kind === "left") && any === undefined) return staysOf(kind, Number(segment), asked, span);
  const { customerId, createdAt } = asked.person.customer;
  return what === "customerCreated" && createdAt && isIn(createdAt.getTime(), span) ? [bare(what, `customer/${customerId}`, createdAt.getTime())] : [];
}

const isIn = (at: number, { from, until }: Span) => at >= from && at <= until;
const bare = (what: string, fact: string, at: number, detail: Detail = {}): Told => ({ what, fact, at, about: {}, detail, text: null });

function happeningsOf(what: Happening, { person, history, texts }: Asked, span: Span): Told[] {
  const found = isOnTheWay(what) ? onTheWay(what, history) : history.everOf(what);
  return found.filter((each) => isIn(each.at, span) && isReal(each) && isHeard(each)).map((each) => {
    const text = each.event ? textOf(each.event, texts) : null;
    return { what, fact: factOf(what, each), at: each.at, about: aboutOf(each), detail: detailOf(each, text, person), text };
  });
}

/** Tests and deleted orders never were any. */
const isReal = ({ order }: Occurrence) => order?.voidAt?.getTime() !== 0;

const onTheWay = (what: Happening, history: History): Occurrence[] => history.everOf("order").flatMap((each) => {
  const at = each.order && wasOnTheWay(what, each.order);
  return at ? [{ ...each, at: at.getTime() }] : [];
});

/** Where a word on consent was given is kept of the last one alone. */
function detailOf({ event }: Occurrence, text: SentText | null, { customer }: PersonFacts): Detail {
  if (!event) return {};
  return { ...(text && { text: text.textId, campaign: text.campaign }), ...((event.kind === "smsOptedIn" || event.kind === "smsOptedOut") && { source: sourceOf(customer) }) };
}

function staysOf(what: "entered" | "left", segment: number, { person, causes }: Asked, span: Span): Told[] {
  return person.stays.filter(({ segmentId }) => segmentId === segment).flatMap(({ stay, enteredAt, leftAt }) => {
    const at = (what === "entered" ? enteredAt : leftAt)?.getTime() ?? null;
    const cause = causes.get(`${segment}/${stay}`)?.[what];
    if (at === null || !isIn(at, span)) return [];
    return [bare(`${what}/${segment}`, what === "entered" ? enteredFact(segment, stay) : leftFact(segment, stay), at, cause === undefined || cause === null ? {} : { cause })];
  });
}

const EVENT_KEYS = EventKey.options.filter((key) => !isEventKind(key));

/** Whatever happened may have changed what conditions say. */
function changesOf({ person, history }: Asked, span: Span): Told[] {
  const instants = new Set<number>();
  for (const key of [...EVENT_KEYS, ...EVENT_KINDS]) for (const { at } of history.everOf(key)) if (isIn(at, span)) instants.add(at);
  for (const { enteredAt, leftAt } of person.stays) for (const at of [enteredAt, leftAt]) if (at && isIn(at.getTime(), span)) instants.add(at.getTime());
  return [...instants].map((at) => bare("changed", `changed/${at}`, at));
}

// Klaviyo's "what someone has done": a metric counted or added up, and two metrics in a row.
// "At least once" is a count of at least 1, "zero times" a count that equals 0: of people whose history
// we see whole that is known, as it is in Klaviyo.
import { EVENT_NAME, EVENT_NAME_WORDS, isEventKind } from "#app/customers/event-kind.ts";
import type { Agg, EventKey, Filter, Node, NumberTest, Seq, Window } from "../definition.ts";
import { isTold } from "../events.ts";
import { eventField } from "../fields.ts";
import type { ConditionOf, MetricFilter } from "./contract.ts";
import { became, cannot, every, type Known, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { isWindowFilter, readWindow } from "./read-dates.ts";
import { readTest } from "./read-test.ts";
import { COMPARE, CUSTOM, EVENT_PROPERTIES, ITEMS, METRICS, NAMED_ONLY, SPANS } from "./table.ts";

type Counted = { name: string; event: EventKey; money?: string; where: Filter[] };

function metricOf(id: string, known: Known): Mapped<Counted> {
  const name = Object.hasOwn(known.metrics, id) ? known.metrics[id] : undefined;
  if (name === undefined) return cannot(`Which metric “${id}” is, the definition does not say. Name it under “Metrics”.`);
  const metric = Object.hasOwn(METRICS, name) ? METRICS[name] : undefined;
  if (metric === undefined && !EVENT_NAME.test(name)) return cannot(`No event called “${name}” can be told to Segue: a name has ${EVENT_NAME_WORDS}. Tell it by another name, and ask for that one.`);
  if (metric === undefined) return became<Counted>({ name, ...CUSTOM, where: [{ field: "event.name", test: { op: "is", value: name } }] }, NOTES.custom(name));
  if ("notYet" in metric) return cannot(`“${name}”: ${metric.notYet}`);
  return became({ name, event: metric.event, ...(metric.money === undefined ? {} : { money: metric.money }), where: [] }, metric.note);
}

export function readMetric(condition: ConditionOf<"profile-metric">, known: Known): Mapped<Node> {
  const { timeframe_filter: frame, measurement, measurement_filter: measured } = condition;
  if (!isWindowFilter(frame)) return cannot("What is counted has no yearly return here.");
  const filters = condition.metric_filters ?? [];
  const test: NumberTest = { op: COMPARE[measured.operator], value: measured.value };
  return andThen(metricOf(condition.metric_id, known), (metric) => andThen(readWindow(frame, "event"), (asked): Mapped<Node> => {
    const window = asked.kind === "all" ? {} : { window: asked };
    const titles = filters.filter(({ property }) => property === ITEMS.property);
    if (metric.event === "order" && titles.length > 0) {
      if (measurement !== "count" || titles.length > 1) return cannot("Orders that contain two titles, or the value of orders with a title, cannot be asked for here. Count their items instead.");
      return andThen(readFilters(filters, "item", EVENT_PROPERTIES.order, readItems), (where): Mapped<Node> => became({ kind: "agg", measure: "distinct", field: ITEMS.counted, event: "item", where, ...window, test }));
    }
    return andThen(readFilters(filters, metric.event, EVENT_PROPERTIES[metric.event]), (own): Mapped<Node> => {
      const all = [...metric.where, ...own];
      const query: Pick<Agg, "event" | "where" | "window"> = { event: metric.event, ...(all.length === 0 ? {} : { where: all }), ...window };
      if (measurement === "count") return became({ kind: "agg", measure: "count", ...query, test }, isEndless(asked) && isTold(metric.event) && allowsNone(test) ? NOTES.NEVER : undefined);
      const { money } = metric;
      if (money === undefined || eventField(metric.event, money) === null) return cannot(`What Klaviyo adds up for “${metric.name}” is no amount of Segue's.`);
      return became({ kind: "agg", measure: "sum", field: money, ...query, test });
    });
  }));
}

/** We are told of an event since some day; a time frame without a beginning reaches before it. */
const isEndless = ({ kind }: Window) => kind === "all" || kind === "ago" || kind === "before";
const allowsNone = (test: NumberTest) => test.op !== "ge" && test.op !== "gt";

type Special = (filter: MetricFilter) => Mapped<Filter> | null;
type Properties = Readonly<Record<string, string>>;

function readFilters(filters: MetricFilter[], event: EventKey, properties: Properties = {}, special: Special = () => null): Mapped<Filter[]> {
  return every(filters.map((filter) => special(filter) ?? readFilter(filter, event, properties)));
}

const readItems: Special = ({ property, filter }) => {
  if (property !== ITEMS.property) return null;
  if (filter?.type === "list" && (filter.operator === "contains-any" || filter.operator === "contains")) return became({ field: ITEMS.field, test: { op: "anyOf", values: [filter.value ?? []].flat().map(String) } }, NOTES.CASE);
  return cannot("Of an order's titles Segue asks whether one of some is among them.");
};

const TYPED = { string: "text", numeric: "number", boolean: "bool" } as const;

function readFilter({ property, filter }: MetricFilter, event: EventKey, properties: Properties): Mapped<Filter> {
  if (!filter) return cannot(`The filter on “${property}” is empty.`);
  const named = Object.hasOwn(NAMED_ONLY, property) ? NAMED_ONLY[property] : undefined;
  if (named !== undefined) return cannot(named);
  const key = (Object.hasOwn(properties, property) ? properties[property] : undefined) ?? toldKey(property, filter.type, event);
  const field = key === null ? null : eventField(event, key);
  if (field === null) return cannot(`Segue does not know what “${property}” is of this metric.`);
  return andThen(readTest(field, filter), ({ test, isNot }): Mapped<Filter> => (isNot ? cannot(`Segue has no opposite of this filter on “${property}”.`) : became({ field: field.key, test })));
}

const toldKey = (property: string, type: NonNullable<MetricFilter["filter"]>["type"], event: EventKey) =>
  isEventKind(event) && (type === "string" || type === "numeric" || type === "boolean") ? `event.${TYPED[type]}.${property}` : null;

export function readFunnel({ steps, timeframe_filter: frame, completion_window_seconds: within }: ConditionOf<"profile-metric-funnel">, known: Known): Mapped<Node> {
  const [first, second] = steps;
  if (!first || !second || steps.length !== 2) return cannot("Segue asks for two steps in a row, not for one or more than two.");
  if (!within) return cannot("Segue needs to know within which time the second step follows.");
  if (!first.metric_exists) return cannot("A sequence begins with something that happened.");
  const read = (step: typeof first): Mapped<Counted> => andThen(metricOf(step.metric_id, known), (metric) => andThen(readFilters(step.metric_filters ?? [], metric.event, EVENT_PROPERTIES[metric.event]), (own) => became({ ...metric, where: [...metric.where, ...own] })));
  return andThen(read(first), (begin) => andThen(read(second), (end) => andThen(readWindow(frame, "event"), (window): Mapped<Node> => {
    const events = [begin.event, end.event].map(seqEvent);
    const [event, thenEvent] = events;
    if (!event || !thenEvent) return cannot(`Segue cannot follow “${begin.name}” and “${end.name}” one after the other.`);
    return became({
      kind: "seq", event, first: begin.where, ...(thenEvent === event ? {} : { thenEvent }), then: end.where, within: SPANS[within],
      ...(second.metric_exists ? {} : { absent: true }), ...(window.kind === "all" ? {} : { window }),
    }, NOTES.FUNNEL, second.metric_exists ? undefined : NOTES.ABSENT);
  })));
}

/** The events that sequences know. */
const seqEvent = (event: EventKey): Seq["event"] | null => (event === "order" || event === "item" || event === "refund" || isEventKind(event) ? event : null);

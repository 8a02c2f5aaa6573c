// What somebody did, as a metric of Klaviyo's: counted or added up, or two of them in a row.
import type { Agg, EventKey, Filter, NumberTest, Seq } from "../definition.ts";
import { oppositeOf } from "../describe/amount.ts";
import { eventField } from "../fields.ts";
import type { Condition, ConditionOf, MetricFilter, NumericFilter } from "./contract.ts";
import { became, cannot, every, type Known, type Mapped, andThen } from "./mapped.ts";
import * as NOTES from "./notes.ts";
import { CUSTOM, DIMENSIONS, EVENT_PROPERTIES, ITEMS, keyOf, METRICS, SPANS } from "./table.ts";
import { writeWindow } from "./write-dates.ts";
import { COMPARE_OF, writeFilter } from "./write-test.ts";

type Metric = ConditionOf<"profile-metric">;

export function writeAgg(leaf: Agg, isNot: boolean, known: Known): Mapped<Condition> {
  if (leaf.whereAny && (leaf.where?.length ?? 0) > 1) return cannot("Klaviyo joins the filters of a metric with “and” alone.");
  return andThen(writeNumber(leaf.test, isNot), (measured) => {
    const figure = figureOf(leaf, measured, known);
    if (figure) return became(figure, NOTES.FIGURE);
    const isItems = leaf.measure === "distinct" && leaf.event === "item" && leaf.field === ITEMS.counted;
    if (!isItems && leaf.measure !== "count" && leaf.measure !== "sum") return cannot("Klaviyo counts a metric or adds it up, and nothing else.");
    return andThen(isItems ? itemsOf(leaf.where ?? []) : eventOf(leaf.event, leaf.where ?? []), ({ names, where }) => andThen(metricId(names, known), ({ id, name }) => {
      const metric = METRICS[name];
      const money = metric && "event" in metric ? metric.money : CUSTOM.money;
      if (leaf.measure === "sum" && leaf.field !== money) return cannot(leaf.field === "order.net" ? NET : `Klaviyo adds up the value of “${name}”, and nothing else of it.`);
      return andThen(writeWindow(leaf.window ?? { kind: "all" }), (frame): Mapped<Condition> => {
        const condition: Metric = { type: "profile-metric", metric_id: id, measurement: leaf.measure === "sum" ? "sum" : "count", measurement_filter: measured, timeframe_filter: frame };
        return became(where.length === 0 ? condition : { ...condition, metric_filters: where }, metric && "event" in metric ? metric.note : undefined);
      });
    }));
  });
}

const NET = "Klaviyo knows what an order cost when it was placed, not what is left of it after refunds: measure the gross value.";

function writeNumber(test: NumberTest, isNot: boolean): Mapped<NumericFilter> {
  if (!("value" in test)) return cannot("Klaviyo compares what is counted with one number.");
  return became({ type: "numeric", operator: COMPARE_OF[isNot ? oppositeOf(test.op) : test.op], value: test.value });
}

/** Over all orders of all time some are a figure of Klaviyo's own; the number of orders only where its metric is not known. */
function figureOf(leaf: Agg, filter: NumericFilter, known: Known): Condition | null {
  if (leaf.event !== "order" || (leaf.where?.length ?? 0) > 0 || (leaf.window && leaf.window.kind !== "all")) return null;
  const dimension = Object.keys(DIMENSIONS).find((key) => {
    const figure = DIMENSIONS[key];
    return figure && "measure" in figure && figure.measure === leaf.measure && figure.field === leaf.field;
  });
  if (dimension === undefined || (leaf.measure === "count" && keyOf(known.metrics, "Placed Order") !== null)) return null;
  return { type: "profile-predictive-analytics", dimension, filter };
}

type Chosen = { names: string[]; where: MetricFilter[] };

function eventOf(event: EventKey, where: Filter[]): Mapped<Chosen> {
  if (event === "custom") return customOf(where);
  const names = Object.keys(METRICS).filter((name) => {
    const metric = METRICS[name];
    return metric && "event" in metric && metric.event === event;
  });
  if (names.length === 0) return cannot("Klaviyo has no metric of its own for this.");
  return andThen(every(where.map((filter) => writeProperty(filter, event, EVENT_PROPERTIES[event] ?? {}))), (filters) => became({ names, where: filters.flat() }));
}

function customOf(where: Filter[]): Mapped<Chosen> {
  const named = where.flatMap(({ field, test }) => (field === "event.name" && test.op === "is" ? [test.value] : []));
  const [name] = named;
  if (name === undefined || named.length > 1) return cannot("Each kind of custom event is a metric of its own in Klaviyo: name one.");
  if (Object.hasOwn(METRICS, name)) return cannot(`“${name}” is one of Klaviyo's own metrics, not a custom event.`);
  const rest = where.filter(({ field, test }) => !(field === "event.name" && test.op === "is"));
  return andThen(every(rest.map((filter) => writeProperty(filter, "custom", EVENT_PROPERTIES.custom ?? {}))), (filters) => became({ names: [name], where: filters.flat() }));
}

/** Orders with an item of some title. */
function itemsOf(where: Filter[]): Mapped<Chosen> {
  const titles = where.filter(({ field }) => field === ITEMS.field);
  const [title] = titles;
  const value = title?.test.op === "is" ? [title.test.value] : title && "values" in title.test && title.test.op === "anyOf" ? title.test.values : null;
  if (value === null || titles.length > 1) return cannot("Of the items of an order Klaviyo asks for one of some titles.");
  const rest = every(where.filter((filter) => filter !== title).map((filter) => writeProperty(filter, "item", EVENT_PROPERTIES.order ?? {})));
  return andThen(rest, (filters) => became({ names: ["Placed Order"], where: [{ property: ITEMS.property, filter: { type: "list" as const, operator: "contains-any" as const, value } }, ...filters.flat()] }, NOTES.CASE));
}

const TOLD = /^event\.(text|number|bool)\.(.+)$/;

function writeProperty({ field: key, test }: Filter, event: EventKey, properties: Readonly<Record<string, string>>): Mapped<MetricFilter[]> {
  const field = eventField(event, key);
  const [, , told] = TOLD.exec(key) ?? [];
  const property = keyOf(properties, key) ?? (told !== undefined && !Object.hasOwn(properties, told) ? told : null);
  if (field === null || property === null) return cannot(key === "order.net" ? NET : `Klaviyo's metric has no “${field?.label ?? key}”.`);
  if (told !== undefined && (test.op === "known" || test.op === "unknown")) return cannot(`Whether “${told}” is set says nothing of its type, which Segue needs to know.`);
  return andThen(writeFilter(field, test), (filters) => became(filters.map((filter) => ({ property, filter }))));
}

/** The first of the names that the account has a metric of. */
function metricId(names: string[], { metrics }: Known): Mapped<{ id: string; name: string }> {
  for (const name of names) {
    const id = keyOf(metrics, name);
    if (id !== null) return became({ id, name });
  }
  return cannot(`Klaviyo knows a metric by its id. Give the id of “${names[0]}” under “Metrics”.`);
}

export function writeSeq(leaf: Seq, isNot: boolean, known: Known): Mapped<Condition> {
  if (isNot) return cannot("Klaviyo has no “not” for a sequence.");
  if (leaf.sameProduct || leaf.times !== undefined) return cannot("Klaviyo's sequences do not follow one product, and do not count.");
  const within = (Object.keys(SPANS) as (keyof typeof SPANS)[]).find((key) => SPANS[key].n === leaf.within.n && SPANS[key].unit === leaf.within.unit);
  if (within === undefined) return cannot("The steps of a sequence of Klaviyo's are within 1 hour, 1, 3, 5, 30, 90, 180 or 365 days, or 1 week.");
  const step = (event: EventKey, where: Filter[], exists: boolean) => andThen(eventOf(event, where), (chosen) => andThen(metricId(chosen.names, known), ({ id }) => became({ metric_exists: exists, metric_id: id, ...(chosen.where.length === 0 ? {} : { metric_filters: chosen.where }) })));
  return andThen(every([step(leaf.event, leaf.first, true), step(leaf.thenEvent ?? leaf.event, leaf.then, !leaf.absent)]), (steps) => andThen(writeWindow(leaf.window ?? { kind: "all" }), (frame): Mapped<Condition> => {
    if (!["in-the-last", "between", "between-static"].includes(frame.operator)) return cannot("A sequence of Klaviyo's lies in the last days, or between two of them.");
    return became({ type: "profile-metric-funnel", timeframe_filter: frame, completion_window_seconds: within, steps }, NOTES.FUNNEL, leaf.absent ? NOTES.ABSENT : undefined);
  }));
}


// The sub-queries a statement reads facts from. Features of one kind of event share one grouped
// sub-query, with FILTER where they differ and everything they have in common in its WHERE. Features
// that need the order of events (n-th, gaps, sequences) bring a sub-query of their own.
import { empty, join, raw, type Sql, sql } from "#app/lib/sql.ts";
import type { ShopAsk } from "../ask.ts";
import type { EventKey } from "../definition.ts";
import { EVENTS } from "../events.ts";
import type { Bounds } from "../windows.ts";
import { boundsSql, nowSql } from "./context.ts";
import { tells, type Valued, valuedSql } from "./by-value.ts";
import { type Join, joinAll, JOINS } from "./joins.ts";
import { ordersSql } from "./then.ts";
import { visitsSql } from "./visits.ts";
import { whoseSql } from "./whose.ts";

/** The rows a feature looks at: all conditions but the window's fixed bounds, null = no further condition. */
export type Chosen = {
  condition: Sql | null; bounds: Bounds; joins: readonly Join[];
  /** The same condition of rows that were found by other means. */
  met: Sql | null;
  /** The condition asks for one of these ids, among other things. */
  only?: { column: string; values: string[] } | null | undefined;
};

/** What is told of the rows together; "other" cannot be told from groups of them. */
export type Aggregate = { kind: "count" } | { kind: "distinct" | "min" | "max"; of: Sql } | { kind: "other"; sql: Sql };
export type Column = { aggregate: Aggregate; chosen: Chosen };
type Grouped = { alias: string; event: EventKey; columns: Column[] };
export type Own = { alias: string; query: Sql };

export type Sources = {
  /** A column of the grouped sub-query of the event: null where the customer has no such row. */
  column(event: EventKey, aggregate: Aggregate, chosen: Chosen): Sql;
  /** How much each value of the event's rows comes to: gives the alias of `valuedSql`. */
  byValue(event: EventKey, value: Sql, weight: Sql, chosen: Chosen): string;
  /** A sub-query with one row a customer (customer_id and what else it names); gives its alias. */
  own(query: Sql): string;
  /** LEFT JOINs for everything asked for so far. */
  joins(): Sql;
  /** The one sub-query that everything was asked of so far; null where there are more, or none. */
  only(): Own | null;
};

const keyOf = (part: Sql) => JSON.stringify([part.sql, part.values]);
const conditionKey = (part: Sql | null) => (part === null ? "" : keyOf(part));
export const isSameSql = (one: Sql, other: Sql): boolean => keyOf(one) === keyOf(other);
/** The very same rows. */
export const isSameChosen = (one: Chosen, other: Chosen): boolean =>
  conditionKey(one.condition) === conditionKey(other.condition) && one.bounds.from === other.bounds.from && one.bounds.to === other.bounds.to && JOINS.every((each) => one.joins.includes(each) === other.joins.includes(each));

export function makeSources(ask: ShopAsk, candidates: Sql | null): Sources {
  const grouped = new Map<EventKey, Grouped>();
  const owns: Own[] = [];
  const byValues: Valued[] = [];
  const count = () => grouped.size + owns.length + byValues.length;
  /** `told`: what is told by groups of values has no sub-query of its own. */
  function queries(told: ReadonlyMap<Valued, Grouped>): Own[] {
    const tellers = [...told.values()];
    return [
      ...[...grouped.values()].filter((source) => !tellers.includes(source)).map((source) => ({ alias: source.alias, query: groupedSql(source, ask, candidates) })),
      ...byValues.map((each) => ({ alias: each.alias, query: valuedSql(each, told.get(each)?.columns ?? [], ask, candidates) })),
    ];
  }
  const nameNext = () => `f${count() + 1}`;
  return {
    column(event, aggregate, chosen) {
      const source = grouped.get(event) ?? { alias: nameNext(), event, columns: [] };
      grouped.set(event, source);
      const key = columnKey({ aggregate, chosen });
      const found = source.columns.findIndex((column) => columnKey(column) === key);
      if (found < 0) source.columns.push({ aggregate, chosen });
      return raw(`${source.alias}.v${found < 0 ? source.columns.length : found + 1}`);
    },
    byValue(event, value, weight, chosen) {
      const found = byValues.find((each) => each.event === event && isSameSql(each.value, value) && isSameSql(each.weight, weight) && isSameChosen(each.chosen, chosen));
      if (found) return found.alias;
      const alias = nameNext();
      byValues.push({ alias, event, value, weight, chosen });
      return alias;
    },
    own(query) {
      const key = keyOf(query);
      const found = owns.find((own) => keyOf(own.query) === key);
      if (found) return found.alias;
      const alias = nameNext();
      owns.push({ alias, query });
      return alias;
    },
    joins() {
      const told = new Map([...grouped.values()].flatMap((source) => {
        const by = byValues.find((each) => tells(each, source.event, source.columns));
        return by ? [[by, source] as const] : [];
      }));
      const parts = [
        ...queries(told).map((each) => leftJoin(each.alias, each.query)),
        ...[...told].map(([by, { alias, columns }]) => renamed(by.alias, alias, columns.length)),
        ...owns.map((own) => leftJoin(own.alias, own.query)),
      ];
      return parts.length === 0 ? empty : join(parts, " ");
    },
    only() {
      return count() === 1 ? ([...queries(new Map()), ...owns][0] ?? null) : null;
    },
  };
}

/** The same rows under one more name. */
const renamed = (of: string, as: string, count: number) => raw(`CROSS JOIN LATERAL (SELECT ${["customer_id", ...Array.from({ length: count }, (_, at) => `v${at + 1}`)].map((column) => `${of}.${column}`).join(", ")}) ${as}`);
const leftJoin = (alias: string, query: Sql) => sql`LEFT JOIN (${query}) ${raw(alias)} ON ${raw(alias)}.customer_id = c.customer_id`;

export function aggregateSql(aggregate: Aggregate): Sql {
  switch (aggregate.kind) {
    case "count": return sql`count(*)`;
    case "distinct": return sql`count(DISTINCT ${aggregate.of})`;
    case "min": case "max": return sql`${raw(aggregate.kind)}(${aggregate.of})`;
    case "other": return aggregate.sql;
    default: return aggregate satisfies never;
  }
}

const columnKey = ({ aggregate, chosen }: Column) => JSON.stringify([keyOf(aggregateSql(aggregate)), conditionKey(chosen.condition), chosen.bounds]);

function groupedSql({ event, columns }: Grouped, ask: ShopAsk, candidates: Sql | null): Sql {
  const conditions = new Map(columns.map(({ chosen }) => [conditionKey(chosen.condition), chosen.condition]));
  const common = conditions.size === 1 ? [...conditions.values()][0] ?? null : null;
  const each = [...conditions.values()];
  // Different filters, but no feature without one: rows that meet none of them need not be read.
  const either = common === null && each.length > 1 && each.every((condition) => condition !== null) ? onlySql(columns) ?? sql`(${join(each, " OR ")})` : null;
  const at = raw(EVENTS[event].at);
  const all = hull(columns.map((column) => column.chosen.bounds));
  const values = columns.map(({ aggregate, chosen }, index) => {
    const own = [conditions.size > 1 ? chosen.met : null, boundsSql(at, within(chosen.bounds, all))].filter((part) => part !== null);
    return sql`${aggregateSql(aggregate)}${own.length === 0 ? empty : sql` FILTER (WHERE ${join(own, " AND ")})`} AS ${raw(`v${index + 1}`)}`;
  });
  const chosen: Chosen = { condition: common ?? either, met: null, bounds: all, joins: columns.flatMap((column) => column.chosen.joins) };
  return sql`SELECT ${raw(EVENTS[event].alias)}.customer_id, ${join(values)} ${rowsSql(event, chosen, ask, candidates)} GROUP BY ${raw(EVENTS[event].alias)}.customer_id`;
}

/** One list of ids for all features: an index finds them, which it cannot for conditions with OR. */
function onlySql(columns: Column[]): Sql | null {
  const lists = columns.map(({ chosen }) => chosen.only).filter((only) => only !== null && only !== undefined);
  const [first] = lists;
  if (first === undefined || lists.length < columns.length || lists.some(({ column }) => column !== first.column)) return null;
  return sql`${raw(first.column)} = ANY(${[...new Set(lists.flatMap(({ values }) => values))]}::bigint[])`;
}

/** The smallest window that holds all of them. */
function hull(all: Bounds[]): Bounds {
  const froms = all.map(({ from }) => from);
  const tos = all.map(({ to }) => to);
  return {
    from: froms.some((from) => from === null) ? null : Math.min(...froms.map((from) => from ?? 0)),
    to: tos.some((to) => to === null) ? null : Math.max(...tos.map((to) => to ?? 0)),
  };
}

/** What is left to ask of rows that lie in `all`. */
const within = (bounds: Bounds, all: Bounds): Bounds => ({ from: bounds.from === all.from ? null : bounds.from, to: bounds.to === all.to ? null : bounds.to });

/** Nothing after now is read anyhow. */
const upToNow = ({ from, to }: Bounds, { now }: ShopAsk): Bounds => ({ from, to: to !== null && to > now.getTime() ? null : to });

/** FROM … WHERE … of an event's rows that count now. Every table names the shop. */
export function rowsSql(event: EventKey, chosen: Omit<Chosen, "met">, ask: ShopAsk, candidates: Sql | null): Sql {
  const source = EVENTS[event];
  const alias = raw(source.alias);
  const now = nowSql(ask);
  // Whose visits they are is asked of the events of which they are made.
  const parts = [
    ...(source.table === "visit" ? [] : [sql`${alias}.shop_id = ${ask.shop}`, whoseSql(source.alias, ask, candidates)]),
    sql`${raw(source.at)} <= ${now}`,
    source.counts(now),
    boundsSql(raw(source.at), upToNow(chosen.bounds, ask)),
    chosen.condition,
  ].filter((part) => part !== null);
  const table = source.table === "orders" ? ordersSql(ask, candidates) : source.table === "visit" ? visitsSql(ask, chosen.bounds.from, candidates) : raw(source.table);
  return sql`FROM ${table} ${alias}${joinAll(chosen.joins, event, ask, candidates)} WHERE ${join(parts, " AND ")}`;
}

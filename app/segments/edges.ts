// The clock road's question: whose answer may change between two instants with no new fact? Each
// window has edges that move with now; only customers with a fact between where an edge stood and
// where it stands can change sides, and an index finds them.
//
// Orders and refunds that lie ahead are not looked for here: customer.roll_again_at finds them.
import type { ShopId } from "#app/lib/ids.ts";
import { invariant } from "#app/lib/invariant.ts";
import { join, raw, type Sql, sql } from "#app/lib/sql.ts";
import { dayOf, dayText } from "./calendar.ts";
import { seenIn } from "./affinity.ts";
import type { ShopAsk } from "./ask.ts";
import { compile, meetings } from "./compile.ts";
import { type Covers, coverOf } from "./cover.ts";
import type { Cutoffs } from "./cutoff.ts";
import { instant, localSql } from "./compile/context.ts";
import type { Attr, Cmp, Definition, Expression, Filter, Leaf, NumberTest, Test } from "./definition.ts";
import { leavesOf } from "./definition.ts";
import { expansion } from "./derived.ts";
import { EVENTS, isTold } from "./events.ts";
import { wholeEdges } from "./exact.ts";
import { faded, fadeEdges } from "./fade.ts";
import type { CustomerField, Field } from "./field.ts";
import { customerField } from "./fields.ts";
import { leavesIn } from "./match/breaks.ts";
import { grows } from "./meeting.ts";
import { isElapsed } from "./measure.ts";
import { type Query, requireField } from "./query.ts";
import { partsOf, sidesOf } from "./ranked.ts";
import { type Scoring, scoringOf, windowOf } from "./score.ts";
import { isNumberTest, monthDaysBetween } from "./value.ts";
import { agedEdge, type Edge as Moving, elapsedEdge, fixedMs, movingDays, movingEdges, NOW, stand } from "./windows.ts";
import { allZones, type Hours, isHourIn } from "./zones.ts";

/** Rows of a table (alias and column as SQL) by an instant, or by a day; `of`: those of one segment or flow. */
export type Table = { from: string; alias: string; column: string; of?: { column: "segment_id" | "flow_id" | "list_id"; id: number }; kinds?: readonly string[] };
export type Edge =
  | { kind: "slice"; table: Table; edge: Moving }
  | { kind: "days"; table: Table; day: (today: number) => number }
  | { kind: "anniversary"; table: Table; zoned: boolean; from: number; to: number }
  /** Everybody, when a window's beginning passes the beginning of our data. */
  | { kind: "boundary"; edge: Moving }
  /** Everybody, when a window's beginning passes the first day on which such events were told to us. */
  | { kind: "cover"; edge: Moving; query: Query }
  /** Customers of the zones in which the hour came to fit, or no longer does. */
  | { kind: "zones"; table: Table; hours: Hours }
  /** Customers whose two sides meet by time alone. No index helps, but one look at each is enough. */
  | { kind: "meeting"; leaf: Cmp }
  /** Windows move in it too: the two answers are compared. */
  | { kind: "scan"; leaf: Cmp };

export type Span = {
  shop: ShopId; t0: Date; t1: Date; zone: string;
  zones?: readonly string[];
  covers?: Covers;
  /** Of scores that are compared with time. */
  cutoffs?: Cutoffs;
  /** Of comparisons of money with time. */
  currency: string;
  /** Where our orders begin. */
  ordersSince?: Date | null;
  /** Who meets between two instants, where that was looked up once for many. */
  met?: (leaf: Cmp, t0: Date, t1: Date) => string[] | undefined;
};

export function edges(definition: Definition, zone: string): Edge[] {
  return leavesOf(definition.node).flatMap(({ leaf }) => leafEdges(leaf, zone));
}

/** What an edge went over: rows of a table from an instant up to another. */
export type Stretch = { table: Table; from: number; to: number };

/** Where edges went over rows, and customer_id of whoever else may be concerned: null where there is nobody. */
export const stretches = (all: Edge[], span: Span): { stretches: Stretch[]; others: Sql | null } => ({
  stretches: all.flatMap((edge) => (edge.kind === "slice" ? (stretchOf(edge, span) ?? []) : [])), others: crossing(all.filter(({ kind }) => kind !== "slice"), span),
});

/** customer_id of everybody whose answer may differ between t0 and t1; some more than once. Null where no edge moved. */
export function crossing(all: Edge[], span: Span): Sql | null {
  const parts = new Map(all.flatMap((edge) => edgeSql(edge, span) ?? []).map((part) => [JSON.stringify([part.sql, part.values]), part]));
  return parts.size === 0 ? null : join([...parts.values()], " UNION ALL ");
}

/** A column of a list stands in the rows of its people. */
const ownTable = ({ sql: value, column, list }: CustomerField): Table => (list === undefined ? { from: "customer", alias: "c", column: column ?? value } : { from: "list_member", alias: "lm", column: value, of: { column: "list_id", id: list } });
function eventTable({ event }: Pick<Query, "event">): Table {
  const { table, alias, at, kinds } = EVENTS[event];
  // A visit begins with an event, and grows with each: whoever has one there is among those who may have changed.
  return table === "visit" ? { from: "event", alias: "e", column: "e.at", ...(kinds && { kinds }) } : { from: table, alias, column: at, ...(kinds && { kinds }) };
}
/** Variants with whoever bought one. */
const OWNED = "(SELECT l.shop_id, l.customer_id, x.restocked_at, x.cheaper_at FROM variant x JOIN order_line l ON l.shop_id = x.shop_id AND l.product_id = x.product_id AND l.variant_id = x.variant_id)";
/** An item may be asked about a date of its order, or of its variant: the column's own table has it. */
const columnTable = ({ sql: column }: Field, query: Pick<Query, "event">): Table =>
  column.startsWith("va.") ? { from: OWNED, alias: "va", column } : column.startsWith("v.") ? eventTable(query) : column.startsWith("e.") ? { ...eventTable(query), column } : column.startsWith("r.") ? { from: "order_refund", alias: "r", column } : column.startsWith("l.") ? { from: "order_line", alias: "l", column } : { from: "orders", alias: "o", column };

function leafEdges(leaf: Leaf, zone: string): Edge[] {
  switch (leaf.kind) {
    case "attr": return attrEdges(leaf, zone);
    case "agg": case "some": return [...queryEdges(leaf, zone), ...(isElapsed(leaf.measure) ? elapsedEdges(leaf.test, "day").map((edge) => slice(eventTable(leaf), edge)) : [])];
    case "nth": {
      const field = requireField(leaf.event, leaf.field);
      return [...queryEdges(leaf, zone), ...testEdges(field, columnTable(field, leaf), leaf.test, zone)];
    }
    case "share": return [...filterEdges(leaf.event, leaf.part, zone), ...[leaf, ...seenIn(leaf)].flatMap((query) => [...queryEdges({ ...query, window: faded(leaf).window }, zone), ...fadeEdges(leaf).map((edge) => slice(eventTable(query), edge))])];
    case "top": return [...queryEdges(faded(leaf), zone), ...fadeEdges(leaf).map((edge) => slice(eventTable(leaf), edge))];
    case "cmp": {
      const sides = [leaf.left, leaf.right];
      const moving = sides.flatMap((side) => expressionEdges(side, zone));
      return sides.some(grows) ? [{ kind: moving.length === 0 ? "meeting" : "scan", leaf }] : moving;
    }
    case "rate": return expressionEdges(leaf, zone);
    case "trend": {
      const { now, before } = sidesOf(leaf);
      return [...expressionEdges(now, zone), ...expressionEdges(before, zone)];
    }
    // Cut-offs stand until they are taken anew, and then everybody is asked.
    case "rank": return expressionEdges(leaf.of, zone);
    case "seq": {
      const over = fixedMs(leaf.within.n, leaf.within.unit) ?? 0;
      const first = { event: leaf.event, where: leaf.first, window: leaf.window };
      const second = leaf.thenEvent === undefined ? filterEdges(leaf.event, leaf.then, zone) : queryEdges({ event: leaf.thenEvent, where: leaf.then }, zone);
      return [...queryEdges(first, zone), ...second, ...(leaf.absent ? [slice(eventTable(leaf), { kind: "rolling", ms: 1 - over })] : [])];
    }
    case "in": {
      const { how } = leaf;
      const stays = (column: string): Table => ({ from: "membership", alias: "m", column, of: { column: "segment_id", id: leaf.segment } });
      const column = how.kind === "left" ? "m.left_at" : "m.entered_at";
      const moving = how.kind === "for" ? [agedEdge(how)] : "window" in how ? movingEdges(how.window, zone, false) : [];
      return moving.map((edge) => slice(stays(column), edge));
    }
    case "flow": {
      // A run that another machine began may lie ahead of this one's clock.
      const moving = [...("window" in leaf.how ? movingEdges(leaf.how.window, zone, false) : []), NOW];
      const [from, columns] = leaf.how.kind === "drew" ? ["flow_draw", ["w.at"]] : ["flow_run", ["w.entered_at", "w.ended_at"]];
      return columns.flatMap((column) => moving.map((edge) => slice({ from, alias: "w", column, of: { column: "flow_id", id: leaf.flow } }, edge)));
    }
    case "list": case "bucket": return [];
    default: return leaf satisfies never;
  }
}

const slice = (table: Table, edge: Moving): Edge => ({ kind: "slice", table, edge });
const elapsedEdges = (test: NumberTest, unit: "day" | "year") => wholeEdges(test).map((k) => elapsedEdge(Math.max(-100_000, Math.min(unit === "year" ? 1000 : 100_000, k)), unit));

function queryEdges(query: Query, zone: string): Edge[] {
  const moving = movingEdges(query.window, zone, false);
  const { fromOrders, mayLieAhead } = EVENTS[query.event];
  return [
    ...[...moving, ...(mayLieAhead ? [NOW] : [])].map((edge) => slice(eventTable(query), edge)),
    ...(fromOrders ? moving.map((edge): Edge => ({ kind: "boundary", edge })) : []),
    ...(isTold(query.event) ? moving.map((edge): Edge => ({ kind: "cover", edge, query })) : []),
    ...filterEdges(query.event, query.where, zone),
  ];
}

/** Where what is asked of each event moves with now. */
const filterEdges = (event: Query["event"], filters: Filter[] = [], zone: string): Edge[] => filters.flatMap(({ field: key, test }) => {
  const field = requireField(event, key);
  return testEdges(field, columnTable(field, { event }), test, zone);
});

function expressionEdges(expression: Expression, zone: string): Edge[] {
  if (expression.kind === "attr") {
    const field = customerField(expression.field);
    return field?.type === "score" ? scoreEdges(scoringOf(field, expression), zone) : [];
  }
  if (expression.kind !== "rate") return queryEdges(expression, zone);
  const { counted, per } = partsOf(expression);
  const fading = fadeEdges(expression).flatMap((edge) => [counted, per].map((query) => slice(eventTable(query), edge)));
  return [...queryEdges(counted, zone), ...queryEdges(per, zone), ...fading];
}

function attrEdges(leaf: Attr, zone: string): Edge[] {
  const field = customerField(leaf.field);
  invariant(field, `check.ts lets no field "${leaf.field}" through`);
  if (field.type === "derived") return leavesIn(expansion(field, leaf)).flatMap((each) => leafEdges(each, zone));
  return field.type === "score" ? scoreEdges(scoringOf(field, leaf), zone) : testEdges(field, ownTable(field), leaf.test, zone);
}

/** Messages fade and fall out, and what followed them with them. */
function scoreEdges(scoring: Scoring, zone: string): Edge[] {
  const { got, clicked, replied, optedOut } = scoring.field.told;
  const window = windowOf(scoring);
  const ahead = [clicked, optedOut, ...(replied === null ? [] : [replied])].map((event) => slice(eventTable({ event }), NOW));
  return [...queryEdges({ event: got, window }, zone), ...queryEdges({ event: "order", window }, zone), ...fadeEdges(scoring.numbers).map((edge) => slice(eventTable({ event: got }), edge)), ...ahead];
}

function testEdges(field: Field, table: Table, test: Test, zone: string): Edge[] {
  const isDay = field.type === "day" || (field.type === "elapsed" && field.unit === "year");
  if (field.type === "elapsed") {
    const moving = isNumberTest(test) ? elapsedEdges(test, field.unit ?? "day") : [];
    return moving.flatMap((edge): Edge[] => (!isDay ? [slice(table, edge)] : edge.kind === "calendar" ? [{ kind: "days", table, day: edge.day }] : []));
  }
  if (field.type === "clock") return test.op === "hour" ? [{ kind: "zones", table, hours: test }] : [];
  if (test.op === "anniversary") return [{ kind: "anniversary", table, zoned: !isDay, from: test.from, to: test.to }];
  if (test.op !== "in") return [];
  return isDay ? movingDays(test.window).map((day) => ({ kind: "days", table, day })) : movingEdges(test.window, zone).map((edge) => slice(table, edge));
}

function stretchOf({ table, edge }: Edge & { kind: "slice" }, { t0, t1, zone }: Span): Stretch | null {
  const [from, to] = [stand(edge, { now: t0, zone }), stand(edge, { now: t1, zone })];
  return from >= to ? null : { table, from, to };
}

export const stretchSql = ({ table, from, to }: Stretch, span: Pick<Span, "shop">): Sql =>
  rows(table, span, sql`${raw(table.column)} >= ${instant(from)} AND ${raw(table.column)} < ${instant(to)}`);

const everybody = (shop: ShopId): Sql => sql`SELECT c.customer_id FROM customer c WHERE c.shop_id = ${shop}`;

/** The other way round than facts do: what was outside of the window is now its beginning. */
const hasPassed = (edge: Moving, since: number | null, { t0, t1, zone }: Span) => since !== null && since > stand(edge, { now: t0, zone }) && since <= stand(edge, { now: t1, zone });

function edgeSql(edge: Edge, span: Span): Sql | null {
  const { shop, t0, t1, zone } = span;
  const [before, after] = [dayOf(t0.getTime(), zone), dayOf(t1.getTime(), zone)];
  switch (edge.kind) {
    case "slice": {
      const stretch = stretchOf(edge, span);
      return stretch && stretchSql(stretch, span);
    }
    case "days": {
      const [from, to] = [edge.day(before), edge.day(after)];
      return from >= to ? null : rows(edge.table, span, sql`${raw(edge.table.column)} >= ${dayText(from)}::date AND ${raw(edge.table.column)} < ${dayText(to)}::date`);
    }
    case "anniversary": {
      if (before === after) return null;
      const list = [...monthDaysBetween(before + edge.to + 1, after + edge.to), ...monthDaysBetween(before + edge.from, after + edge.from - 1)];
      const day = edge.zoned ? localSql(raw(edge.table.column), zone) : raw(edge.table.column);
      return rows(edge.table, span, sql`extract(month FROM ${day})::int * 100 + extract(day FROM ${day})::int = ANY(${list}::int[])`);
    }
    case "boundary": return hasPassed(edge.edge, span.ordersSince?.getTime() ?? null, span) ? everybody(shop) : null;
    case "cover": return hasPassed(edge.edge, coverOf(edge.query, span.covers), span) ? everybody(shop) : null;
    case "zones": {
      const turned = allZones().filter((name) => isHourIn(name, edge.hours, t0.getTime()) !== isHourIn(name, edge.hours, t1.getTime()));
      return turned.length === 0 ? null : rows(edge.table, span, sql`${raw(edge.table.column)} = ANY(${turned}::text[])`);
    }
    case "meeting": {
      const met = span.met?.(edge.leaf, t0, t1);
      if (met) return sql`SELECT unnest(${met}::bigint[]) AS customer_id`;
      const found = meetings(edge.leaf, askAt(t0, span), t1);
      return found && sql`SELECT m.customer_id FROM (${found}) m`;
    }
    case "scan": {
      // What unknown counts as hides that false became unknown, which "not" in front of it tells apart.
      const at = (now: Date) => compile({ version: 1, node: { ...edge.leaf, ifUnknown: "keep" } }, askAt(now, span)).verdicts();
      return sql`SELECT earlier.customer_id FROM (${at(t0)}) earlier JOIN (${at(t1)}) later ON later.customer_id = earlier.customer_id WHERE earlier.verdict IS DISTINCT FROM later.verdict`;
    }
    default: return edge satisfies never;
  }
}

const askAt = (now: Date, { shop, zone, currency, ordersSince = null, covers, cutoffs }: Span): ShopAsk => ({ now, shop, zone, currency, ordersSince, ...(covers && { covers }), ...(cutoffs && { cutoffs }) });

function rows({ from, alias, of, kinds }: Table, { shop }: Pick<Span, "shop">, condition: Sql): Sql {
  const which = of ? sql`${raw(`${alias}.${of.column}`)} = ${of.id}` : sql`${raw(alias)}.customer_id IS NOT NULL`;
  return sql`SELECT ${raw(alias)}.customer_id FROM ${raw(from)} ${raw(alias)} WHERE ${raw(alias)}.shop_id = ${shop} AND ${which} AND ${kinds === undefined ? condition : sql`${kindsSql(alias, kinds)} AND ${condition}`}`;
}

export const kindsSql = (alias: string, kinds: readonly string[]): Sql => (kinds.length === 1 ? sql`${raw(alias)}.kind = ${kinds[0]}` : sql`${raw(alias)}.kind = ANY(${[...kinds]}::text[])`);

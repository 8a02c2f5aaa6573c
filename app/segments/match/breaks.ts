// The instants after now at which a leaf's verdict could change although no fact does: facts that
// cross a moving edge of a window, facts that lie ahead, days that pass. More than truly matter, never
// fewer: match.ts asks the verdict at each of them.
import { invariant } from "#app/lib/invariant.ts";
import { seenIn } from "../affinity.ts";
import { missingBefore } from "../cover.ts";
import { dayFromText, dayOf, startOfDay } from "../calendar.ts";
import type { Attr, Expression, Filter, Leaf, Node, NumberTest, Test, Window } from "../definition.ts";
import { expansion } from "../derived.ts";
import { wholeEdges } from "../exact.ts";
import { faded, fadeEdges } from "../fade.ts";
import type { Field, Value } from "../field.ts";
import { customerField } from "../fields.ts";
import { localDay } from "../offsets.ts";
import { isElapsed } from "../measure.ts";
import { type Query, requireField } from "../query.ts";
import { partsOf, sidesOf } from "../ranked.ts";
import { type Scoring, scoringOf, windowOf } from "../score.ts";
import { secondOf } from "../seq.ts";
import { anniversaryDays, isNumberTest } from "../value.ts";
import { isOfVisit } from "../visit.ts";
import { agedEdge, type Edge, elapsedEdge, fixedMs, movingDays, movingEdges, passes, passingDay } from "../windows.ts";
import { hourChanges, HOURS_AHEAD_MS } from "../zones.ts";
import { meetingInstants } from "./cmp.ts";
import type { History } from "./history.ts";

/** `horizon`: beyond it there may be others. */
export type Breaks = { instants: number[]; horizon: number };

export function breaksOf(leaf: Leaf, history: History): Breaks {
  const now = history.ask.now.getTime();
  const instants = instantsOf(leaf, history).filter((at) => at > now);
  // Where a comparison's terms move with time, its meeting holds only until a term itself changes.
  const meetings = leaf.kind === "cmp" ? meetingInstants(leaf, history) : null;
  // Hours of the day go on for ever: they are looked for two days ahead at a time. Where two days have none
  // (no zone is known, or it is not asked which hour) there never is one.
  const isClock = leaf.kind === "attr" && customerField(leaf.field)?.type === "clock";
  const hours = isClock && instants.length > 0 ? now + HOURS_AHEAD_MS : Infinity;
  return { instants: [...instants, ...(meetings ?? []).filter((at) => at > now)], horizon: meetings === null ? hours : Math.min(Infinity, ...instants) };
}

function instantsOf(leaf: Leaf, history: History): number[] {
  switch (leaf.kind) {
    case "attr": return attrInstants(leaf, history);
    case "agg": case "some": return [
      ...queryInstants(leaf, history),
      ...(isElapsed(leaf.measure) ? history.everOf(leaf.event).flatMap(({ at }) => edgeInstants(elapsedEdges(leaf.test, "day"), at, history)) : []),
    ];
    case "nth": {
      const field = requireField(leaf.event, leaf.field);
      return [...queryInstants(leaf, history), ...history.everOf(leaf.event).flatMap((occurrence) => testInstants(field, field.read(occurrence), leaf.test, history))];
    }
    case "share": return [...filterInstants(leaf.event, leaf.part, history), ...[leaf, ...seenIn(leaf)].flatMap((query) => [...queryInstants({ ...query, window: faded(leaf).window }, history), ...fadeInstants(leaf, query, history)])];
    case "top": return [...queryInstants(faded(leaf), history), ...fadeInstants(leaf, leaf, history)];
    case "cmp": return [...expressionInstants(leaf.left, history), ...expressionInstants(leaf.right, history)];
    case "rate": return expressionInstants(leaf, history);
    case "trend": {
      const { now, before } = sidesOf(leaf);
      return [...expressionInstants(now, history), ...expressionInstants(before, history)];
    }
    case "rank": return [...expressionInstants(leaf.of, history), ...(leaf.among === undefined ? [] : stayInstants({ kind: "since-entered", segment: leaf.among }, history))];
    case "seq": {
      const over = fixedMs(leaf.within.n, leaf.within.unit) ?? 0;
      const first = { event: leaf.event, where: leaf.first, window: leaf.window };
      return [...queryInstants(first, history), ...queryInstants({ event: secondOf(leaf), where: leaf.then }, history), ...history.everOf(leaf.event).map(({ at }) => at + over)];
    }
    case "in": {
      const { how } = leaf;
      const window = "window" in how ? how.window : undefined;
      const edges = how.kind === "for" ? [agedEdge(how)] : movingEdges(window, history.ask.zone, false);
      return history.person.stays.flatMap(({ enteredAt, leftAt }) => [enteredAt, ...(leftAt ? [leftAt] : [])].flatMap((at) => [at.getTime(), ...edgeInstants(edges, at.getTime(), history)]));
    }
    case "flow": {
      const edges = "window" in leaf.how ? movingEdges(leaf.how.window, history.ask.zone, false) : [];
      const { runs, draws } = history.person;
      const instants = leaf.how.kind === "drew" ? draws.map(({ at }) => at) : runs.flatMap(({ enteredAt, endedAt }) => [enteredAt, ...(endedAt ? [endedAt] : [])]);
      return instants.flatMap((at) => [at.getTime(), ...edgeInstants(edges, at.getTime(), history)]);
    }
    // Nothing but the merchant changes a list.
    case "list": case "bucket": return [];
    default: return leaf satisfies never;
  }
}

function expressionInstants(expression: Expression, history: History): number[] {
  if (expression.kind === "attr") {
    const field = customerField(expression.field);
    return field?.type === "score" ? scoreInstants(scoringOf(field, expression), history) : [];
  }
  if (expression.kind !== "rate") return queryInstants(expression, history);
  const { counted, per } = partsOf(expression);
  return [...queryInstants(counted, history), ...queryInstants(per, history), ...[counted, per].flatMap((query) => fadeInstants(expression, query, history))];
}

const fadeInstants = (leaf: { halfLife?: number | undefined }, { event }: Pick<Query, "event">, history: History): number[] => {
  const edges = fadeEdges(leaf);
  return edges.length === 0 ? [] : history.everOf(event).flatMap(({ at }) => edgeInstants(edges, at, history));
};

function queryInstants(query: Query, history: History): number[] {
  const { event, window } = query;
  const { ask, person } = history;
  const edges = movingEdges(window, ask.zone, false);
  const crossings = history.everOf(event).flatMap(({ at }) => [at, ...edgeInstants(edges, at, history)]);
  const orders = person.orders.flatMap(({ processedAt, voidAt }) => [processedAt?.getTime() ?? 0, voidAt?.getTime() ?? 0]);
  const refunds = person.refunds.map(({ processedAt }) => processedAt.getTime());
  // A visit that has begun grows with each of its events.
  const growing = event === "visit" ? person.events.filter(isOfVisit).map(({ at }) => at.getTime()) : [];
  // A window that begins before our data does becomes whole when its beginning passes theirs.
  const before = missingBefore(query, ask);
  const coverage = before === null || before === Infinity ? [] : edgeInstants(edges, before - 1, history);
  return [...crossings, ...growing, ...orders, ...refunds, ...coverage, ...stayInstants(window, history), ...filterInstants(event, query.where, history)];
}

/** Where what is asked of each event moves with now. */
const filterInstants = (event: Query["event"], filters: Filter[] = [], history: History): number[] => filters.flatMap(({ field: key, test }) => {
  const field = requireField(event, key);
  return test.op === "in" ? history.everOf(event).flatMap((occurrence) => testInstants(field, field.read(occurrence), test, history)) : [];
});

function stayInstants(window: Window | undefined, { person }: History): number[] {
  if (window?.kind !== "since-entered") return [];
  return person.stays.flatMap(({ enteredAt, leftAt }) => [enteredAt.getTime(), leftAt?.getTime() ?? 0]);
}

const edgeInstants = (edges: Edge[], at: number, { ask }: History) => edges.flatMap((edge) => passes(edge, at, ask) ?? []);
const elapsedEdges = (test: NumberTest, unit: "day" | "year") => wholeEdges(test).map((k) => elapsedEdge(Math.max(-100_000, Math.min(unit === "year" ? 1000 : 100_000, k)), unit));

function attrInstants(leaf: Attr, history: History): number[] {
  const field = customerField(leaf.field);
  invariant(field, `check.ts lets no field "${leaf.field}" through`);
  if (field.type === "derived") return leavesIn(expansion(field, leaf)).flatMap((each) => instantsOf(each, history));
  return field.type === "score" ? scoreInstants(scoringOf(field, leaf), history) : testInstants(field, field.read(history.person.customer), leaf.test, history);
}

function scoreInstants(scoring: Scoring, history: History): number[] {
  const { got, clicked, replied, optedOut } = scoring.field.told;
  const window = windowOf(scoring);
  const [messages, orders] = [{ event: got, window }, { event: "order" as const, window }];
  const others = [clicked, optedOut, ...(replied === null ? [] : [replied])].flatMap((event) => history.everOf(event).map(({ at }) => at));
  return [...queryInstants(messages, history), ...queryInstants(orders, history), ...fadeInstants(scoring.numbers, messages, history), ...others];
}

/** Where a value that does not change meets a test that moves with now. */
function testInstants(field: Field, value: Value, test: Test, history: History): number[] {
  const { ask } = history;
  if (value === null) return [];
  if (field.type === "clock") return test.op === "hour" && typeof value === "string" ? hourChanges(value, test, ask.now.getTime()) : [];
  const today = dayOf(ask.now.getTime(), ask.zone);
  const dayInstants = (edges: ((today: number) => number)[], day: number) => edges.flatMap((edge) => (edge(today) > day ? [] : [startOfDay(passingDay(edge, day, today), ask.zone)]));
  if (field.type === "elapsed" && isNumberTest(test)) {
    const edges = elapsedEdges(test, field.unit ?? "day");
    if (value instanceof Date) return edgeInstants(edges, value.getTime(), history);
    return typeof value === "string" ? dayInstants(edges.flatMap((edge) => (edge.kind === "calendar" ? [edge.day] : [])), dayFromText(value)) : [];
  }
  const day = value instanceof Date ? localDay(value.getTime(), ask.zone) : field.type === "day" && typeof value === "string" ? dayFromText(value) : null;
  if (day === null) return [];
  if (test.op === "anniversary") return anniversaryDays(day, test, ask).map((each) => startOfDay(each, ask.zone));
  if (test.op !== "in") return [];
  return value instanceof Date ? [...edgeInstants(movingEdges(test.window, ask.zone), value.getTime(), history), ...stayInstants(test.window, history)] : dayInstants(movingDays(test.window), day);
}

export function leavesIn(node: Node): Leaf[] {
  if (node.kind === "all" || node.kind === "any") return node.nodes.flatMap(leavesIn);
  return node.kind === "not" ? leavesIn(node.node) : [node];
}

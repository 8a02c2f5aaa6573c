// How one condition could turn for one customer: by how much more of what, and until when that is enough; by
// time alone; by becoming something else; or not at all, because what happened stays as it happened.
import { minorDigits } from "#app/lib/money.ts";
import { opposite } from "./describe/amount.ts";
import type { Agg, EventKey, Filter, In, InFlow, Leaf, NumberTest, Window } from "./definition.ts";
import { numberPasses, ratioOf, toNumber } from "./exact.ts";
import type { CustomerField, EventField, Value } from "./field.ts";
import { customerField, eventField } from "./fields.ts";
import { isElapsed } from "./measure.ts";
import { breaksOf } from "./match/breaks.ts";
import { chosen, type History, makeHistory } from "./match/history.ts";
import { measure } from "./match/measure.ts";
import { scatter } from "./scatter.ts";
import { elapsedPasses, passesTest } from "./value.ts";
import { bounds, isInside } from "./windows.ts";

type Events = { event: EventKey; where: Filter[]; whereAny: boolean };
export type Change =
  /** So many more of these events, no later than `by`. */
  | ({ kind: "more"; count: number; by: Date | null } & Events)
  /** So much more of a field of these events, in the field's own unit (money in minor units). */
  | ({ kind: "amount"; field: string; amount: number; by: Date | null } & Events)
  | { kind: "wait"; at: Date }
  | { kind: "become" }
  | { kind: "never"; why: "random" | "past" | "over" | "missing" };

const MORE_MAX = 1_000;
/** Instants at which a deadline may lie that are looked at. */
const LOOKS_MAX = 200;

/** `to`: what the bare leaf would have to be. `flipsAt`: when time alone turns it. */
export function changeOf(leaf: Leaf, to: boolean, history: History, flipsAt: Date | null): Change {
  const orTime = (change: Change): Change => (change.kind === "never" && flipsAt ? { kind: "wait", at: flipsAt } : change);
  switch (leaf.kind) {
    case "bucket": return { kind: "never", why: "random" };
    case "attr": {
      const field = customerField(leaf.field);
      if (field === null || field.type === "derived" || field.type === "score") return { kind: "become" };
      return orTime(field.missing === undefined ? attrChange(field, leaf.test, to, history) : { kind: "never", why: "missing" });
    }
    case "agg": return orTime(aggChange(leaf, to, history));
    case "nth": return orTime(leaf.k > 0 && chosen(leaf, history).length >= leaf.k ? { kind: "never", why: "past" } : { kind: "become" });
    case "seq": return orTime(!to || leaf.absent ? { kind: "never", why: "past" } : { kind: "become" });
    case "in": return orTime(inChange(leaf, to, history));
    case "flow": return orTime(flowChange(leaf, to));
    case "share": case "top": case "some": case "cmp": case "rate": case "trend": case "rank": case "list": return { kind: "become" };
    default: return leaf satisfies never;
  }
}

function inChange({ how }: In, to: boolean, { ask }: History): Change {
  switch (how.kind) {
    case "is": case "times": return { kind: "become" };
    case "was": case "joined": case "left": return to ? { kind: "become" } : { kind: "never", why: "past" };
    case "for": return to ? { kind: "never", why: "past" } : { kind: "become" };
    case "on": return new Date(how.date) < ask.now ? { kind: "never", why: "past" } : { kind: "become" };
    default: return how satisfies never;
  }
}

function flowChange({ how }: InFlow, to: boolean): Change {
  return how.kind === "is" || how.kind === "times" || to ? { kind: "become" } : { kind: "never", why: "past" };
}

const ORDER: Events = { event: "order", where: [], whereAny: false };

/** Dates of facts are as they are, but for the last order: the next one is the last. */
function attrChange(field: CustomerField, test: Parameters<typeof passesTest>[2], to: boolean, history: History): Change {
  if (field.type !== "date" && field.type !== "elapsed" && field.type !== "day" && field.type !== "clock") return { kind: "become" };
  const value: Value = field.read(history.person.customer);
  const isOrder = field.extreme === "last" || (field.extreme === "first" && value === null);
  if (isOrder && passesTest(field, history.ask.now, test, history.ask) === to) return { kind: "more", count: 1, by: null, ...ORDER };
  const mayChange = field.type === "clock" || field.key.endsWith(".updated") || field.key.startsWith("metafield.") || field.list !== undefined || value === null;
  return mayChange && field.extreme === undefined ? { kind: "become" } : { kind: "never", why: "past" };
}

function aggChange(leaf: Agg, to: boolean, history: History): Change {
  const { ask } = history;
  const events = { event: leaf.event, where: leaf.where ?? [], whereAny: leaf.whereAny ?? false };
  const field = leaf.field === undefined ? null : eventField(leaf.event, leaf.field);
  if (leaf.window && (leaf.window.kind === "since" || leaf.window.kind === "since-entered")) return { kind: "become" };
  const isOpen = isInside(ask.now.getTime(), leaf.window, ask);
  const closed: Change = { kind: "never", why: isOpen ? "past" : "over" };
  const isCounted = leaf.measure === "count";
  if (isCounted || leaf.measure === "sum") {
    const needed = isOpen ? moreNeeded(leaf, field, to, history) : null;
    if (needed === null) return closed;
    // What comes when the window is shut adds nothing; what lies ahead already may be enough by then.
    const by = deadline(leaf, leaf.window, (at) => passes(leaf, field, valueOf(leaf, at) + (isInside(at.ask.now.getTime(), leaf.window, at.ask) ? needed : 0), to, at), history);
    return isCounted ? { kind: "more", count: needed, by, ...events } : { kind: "amount", field: leaf.field ?? "", amount: needed, by, ...events };
  }
  if (!isElapsed(leaf.measure)) return isOpen ? { kind: "become" } : closed;
  const begins = leaf.measure === "daysSinceLast" || chosen(leaf, history).length === 0;
  return isOpen && begins && elapsedPasses(ask.now, "day", leaf.test, ask) === to ? { kind: "more", count: 1, by: null, ...events } : closed;
}

const valueOf = (leaf: Agg, history: History): number => toNumber(measure(leaf, chosen(leaf, history), history.ask).number ?? ratioOf(0));

function passes(leaf: Agg, field: EventField | null, value: number, to: boolean, { ask }: History): boolean {
  return numberPasses(ratioOf(value), leaf.test, field?.type === "money" ? minorDigits(ask.currency) : 0) === to;
}

/** The least that must be added; null where no addition does. */
function moreNeeded(leaf: Agg, field: EventField | null, to: boolean, history: History): number | null {
  const now = valueOf(leaf, history);
  if (leaf.measure === "count") {
    for (let more = 1; more <= MORE_MAX; more += 1) if (passes(leaf, field, now + more, to, history)) return more;
    return null;
  }
  const unit = field?.type === "money" ? 10 ** minorDigits(history.ask.currency) : 1;
  const limit = limitAbove(to ? leaf.test : opposite(leaf.test));
  if (limit === null) return null;
  return [Math.round(limit * unit) - now, Math.round(limit * unit) - now + 1].find((more) => more > 0 && passes(leaf, field, now + more, to, history)) ?? null;
}

/** From where on upwards a rising number passes. */
function limitAbove(test: NumberTest): number | null {
  switch (test.op) {
    case "ge": case "gt": case "eq": return test.value;
    case "within": return test.from;
    case "notWithin": return test.to;
    case "ne": case "lt": case "le": case "known": case "unknown": return null;
    default: return test satisfies never;
  }
}

/** The first instant at which what is enough now is not enough any more; null = none that is near. */
function deadline(leaf: Leaf, window: Window | undefined, isEnough: (history: History) => boolean, history: History): Date | null {
  const { ask } = history;
  const ends = [bounds(window, ask).to ?? 0, ...(window === undefined ? [] : (scatter(window, ask.zone)?.borders ?? []))];
  const instants = [...new Set([...breaksOf(leaf, history).instants, ...ends])].filter((at) => at > history.ask.now.getTime()).sort((a, b) => a - b);
  for (const at of instants.slice(0, LOOKS_MAX)) {
    const now = new Date(at);
    if (!isEnough(makeHistory(history.person, { ...history.ask, now }))) return now;
  }
  return null;
}

// Waits: how long from here, what ends them early, and where to when their time is over.
import { dateAt, nextHour, nextWindow } from "./due.ts";
import { type Fact, fits, happened, type Happened, sinceOf } from "./listen.ts";
import { goOn, lastAt, type Pen, wait } from "./pen.ts";
import { after } from "./span.ts";
import { days } from "../lib/time.ts";
import type { Span } from "../segments/shape.ts";
import type { StepOf } from "./step.ts";

type Wait = StepOf<"wait">;

export function enterWait(pen: Pen, step: Wait, pass: number): void {
  const name = `${step.id}/${pass}`;
  const { base } = pen.run();
  switch (step.how) {
    case "event": return enterEvent(pen, step, name);
    case "condition": {
      if (pen.ask.holds(name, step.when) === true) return goOn(pen, step.id, "holds", step.next, base);
      return untilOrOn(pen, step, spanned(pen, base, step.within), "condition");
    }
    case "delivery": return enterDelivery(pen, step, name);
    case "span": return untilOrOn(pen, step, step.from === "here" ? spanned(pen, base, step.span) : spanned(pen, pen.run().since, step.span) + pen.run().lag, "span");
    case "hour": return untilOrOn(pen, step, nextHour(base, step, zoneOf(pen, step.zone)), "hour");
    case "window": return untilOrOn(pen, step, nextWindow(base, step, zoneOf(pen, step.zone)), "window");
    case "date": {
      const date = pen.ask.date(name, step.field);
      if (date === null) return goOn(pen, step.id, "missing", step.otherwise, base);
      return untilOrOn(pen, step, dateAt(date, step.days, step.at, zoneOf(pen, step.zone)), "date");
    }
    case "bestHour": {
      const known = pen.ask.bestHour(name);
      const at = nextHour(base, { at: known ?? step.fallback, weekdays: [], today: true }, known === null ? pen.ask.shopZone("") : pen.ask.zone(""));
      return untilOrOn(pen, step, Math.min(at, base + days(step.days)), known === null ? "shopHour" : "bestHour");
    }
    default: return step satisfies never;
  }
}

const zoneOf = (pen: Pen, zone: "shop" | "person"): string => (zone === "shop" ? pen.ask.shopZone("") : pen.ask.zone(""));
const spanned = (pen: Pen, from: number, span: Span): number => after(from, span, span.unit === "month" || span.unit === "year" ? pen.ask.shopZone("") : "UTC");

/** What is over already holds nobody: the next step counts from when it was over. */
function untilOrOn(pen: Pen, step: Wait, until: number, reason: string): void {
  if (until > pen.now) wait(pen, step.id, until, reason);
  else timeIsOver(pen, step, Math.max(pen.run().base, until), "past");
}

type EventWait = Extract<Wait, { how: "event" }>;

function hadHappened(pen: Pen, step: EventWait, name: string): boolean {
  const known = firstOf(step.on.map((told, index) => happened(pen, told, sinceOf(pen, step), `${name} ${index}`)));
  if (known) goOn(pen, step.id, "happened", step.next, Math.max(pen.run().base, known.at), known.id);
  return known !== null;
}

function enterEvent(pen: Pen, step: EventWait, name: string): void {
  if (!hadHappened(pen, step, name)) untilOrOn(pen, step, spanned(pen, pen.run().base, step.within), "event");
}

type DeliveryWait = Extract<Wait, { how: "delivery" }>;

const deliveryOf = (pen: Pen, step: DeliveryWait, name: string) => pen.ask.delivery(name, pen.run().about, step.parcels);
const dueAfter = (pen: Pen, { plus }: DeliveryWait, deliveredAt: number): number => (plus ? spanned(pen, deliveredAt, plus) : deliveredAt) + pen.run().lag;

function enterDelivery(pen: Pen, step: DeliveryWait, name: string): void {
  const { base } = pen.run();
  const delivery = deliveryOf(pen, step, name);
  if (delivery === null) return untilOrOn(pen, step, spanned(pen, base, step.within), "delivery");
  const until = dueAfter(pen, step, delivery.at);
  if (until > pen.now) wait(pen, step.id, until, delivery.foretold ? "foretold" : "delivered");
  else goOn(pen, step.id, "past", step.next, Math.max(base, until));
}

/** Nothing to tell of it, or nothing new: the wait goes on as it is. */
function deliveryLooks(pen: Pen, step: DeliveryWait, name: string): void {
  const delivery = deliveryOf(pen, step, name);
  const { blocked } = pen.run();
  if (delivery === null || (blocked?.kind === "wait" && blocked.until === Math.min(dueAfter(pen, step, delivery.at), lastAt(pen)))) return;
  enterDelivery(pen, step, name);
}

export const firstOf = (all: readonly (Happened | null)[]): Happened | null =>
  all.reduce<Happened | null>((first, each) => (each && (!first || each.at < first.at || (each.at === first.at && each.id < first.id)) ? each : first), null);

export function waitHears(pen: Pen, step: Wait, pass: number, fact: Fact): void {
  const name = `${step.id}/${pass}`;
  if (step.how === "event") {
    if (!step.on.some((told, index) => fits(pen, told, fact, sinceOf(pen, step), `${name} ${index}`))) return;
    return goOn(pen, step.id, "happened", step.next, Math.max(pen.run().base, fact.at), fact.id);
  }
  if (step.how === "delivery" && fact.event === "delivered") deliveryLooks(pen, step, name);
}

/** What is known by now, whether or not it was told. */
export function waitLooks(pen: Pen, step: Wait, pass: number): void {
  const name = `${step.id}/${pass}`;
  if (step.how === "event") return void hadHappened(pen, step, name);
  if (step.how === "condition" && pen.ask.holds(name, step.when) === true) goOn(pen, step.id, "holds", step.next, Math.max(pen.run().base, pen.now));
  if (step.how === "delivery") deliveryLooks(pen, step, name);
}

/** At its end: a fact that is known but was not told yet still counts. */
export function waitDue(pen: Pen, step: Wait, pass: number, until: number): void {
  const name = `${step.id}/${pass}`;
  if (step.how === "event" && hadHappened(pen, step, name)) return;
  if (step.how === "condition" && pen.ask.holds(name, step.when) === true) return goOn(pen, step.id, "holds", step.next, until);
  if (step.how === "delivery") {
    const delivery = deliveryOf(pen, step, name);
    if (delivery === null) return timeIsOver(pen, step, until, "due");
    const due = dueAfter(pen, step, delivery.at);
    return due > pen.now ? enterDelivery(pen, step, name) : goOn(pen, step.id, "due", step.next, Math.max(pen.run().base, due));
  }
  timeIsOver(pen, step, until, "due");
}

/** `reason`: of a wait for time alone; of all others the time ran out. */
function timeIsOver(pen: Pen, step: Wait, base: number, reason: string): void {
  const isLost = step.how === "event" || step.how === "condition" || step.how === "delivery";
  goOn(pen, step.id, isLost ? "timeout" : reason, isLost ? step.otherwise : step.next, base);
}

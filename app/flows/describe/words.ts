// Words that many sentences about a flow share.
import type { EventKey, Filter, Node } from "../../segments/definition.ts";
import { describe, type Told as Names } from "../../segments/describe.ts";
import { whereWords } from "../../segments/describe/events.ts";
import { askedField, nounOf } from "../../segments/describe/names.ts";
import { listWords, spanWords, WEEKDAYS } from "../../segments/describe/words.ts";
import { EVENTS } from "../../segments/events.ts";
import { customerField } from "../../segments/fields.ts";
import type { Span } from "../../segments/shape.ts";
import { eventOf, type Happening, isOnTheWay, type ON_THE_WAY, type Told } from "../happening.ts";

export type { Names };

const WAY: Record<(typeof ON_THE_WAY)[number], string> = {
  paid: "an order was paid", edited: "an order was edited", partlyFulfilled: "a part of an order was fulfilled", fulfilled: "an order was fulfilled", returnRequested: "a return was requested", returnClosed: "a return was closed",
  outForDelivery: "an order is out for delivery", delayed: "a delivery is late", deliveryFailed: "a delivery failed", readyForPickup: "an order is ready for pickup",
};

/** "they placed an order", "a text failed". */
function happeningWords(event: Happening): string {
  if (isOnTheWay(event)) return WAY[event];
  const { label } = EVENTS[event];
  const words = label.charAt(0).toLowerCase() + label.slice(1);
  return /^an? /.test(words) ? words : `they ${words.replace(/^was /, "were ")}`;
}

export function toldWords({ event, where, whereAny, own }: Pick<Told, "event" | "where" | "whereAny"> & { own?: boolean }, names: Names): string {
  return `${happeningWords(event)}${own ? " (of this run’s own)" : ""}${filterWords(eventOf(event), where, whereAny, names)}`;
}

/** With a space before it, where there is anything to say. */
export function filterWords(event: EventKey, where: Filter[], whereAny: boolean, names: Names): string {
  const words = whereWords(event, where, whereAny, names);
  return words && ` ${words}`;
}

/** "customers who placed at least 2 orders". */
export const peopleWords = (node: Node, names: Names): string => `c${describe({ version: 1, node }, names).slice(1).replace(/\.(?: Days are [^.]*\.)?$/, "")}`;

/** A score that no catalogue has yet goes by its key. */
export const fieldNoun = (key: string, names: Names): string => (customerField(key) === null ? key : nounOf(askedField(key, names)));

export const span = ({ n, unit }: Span): string => spanWords(n, unit);
export const weekdayWords = (weekdays: readonly number[]): string => (weekdays.length === 0 ? "" : ` on a ${listWords(weekdays.map((day) => WEEKDAYS[day - 1] ?? ""), "or")}`);
export const zoneWords = (zone: "shop" | "person"): string => (zone === "shop" ? "shop time" : "their own time");
export const quoted = (text: string): string => `“${text}”`;
export const to = (step: string | null): string => (step === null ? "out of the flow" : `to ${step}`);
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

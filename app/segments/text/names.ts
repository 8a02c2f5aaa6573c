// The short names of the text form.
import type { Comparison, EventKey, Unit } from "../definition.ts";

export const SIGNS: Record<Comparison, string> = { eq: "=", ne: "!=", lt: "<", le: "<=", gt: ">", ge: ">=" };
export const UNITS: Record<Unit, string> = { minute: "min", hour: "h", day: "d", week: "w", month: "mo", year: "y" };

const EVENTS: Record<string, EventKey> = { order: "order", item: "item", refund: "refund", tag: "tagged", visit: "visit" };
/** Which event a field is about where none is named: order.net is the order's. */
export const naturalEvent = (field: string): EventKey | null => EVENTS[field.split(".")[0] ?? ""] ?? null;

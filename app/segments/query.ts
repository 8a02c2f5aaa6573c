// The part of a leaf that says which events it is about.
import type { EventKey, Filter, Measure, Window } from "./definition.ts";
import type { EventField } from "./field.ts";
import { eventField } from "./fields.ts";

export type Query = { event: EventKey; where?: Filter[] | undefined; whereAny?: boolean | undefined; window?: Window | undefined };
/** With a half-life a count is a sum of fading weights. */
export type Measured = Query & { measure: Measure; field?: string | undefined; halfLife?: number | undefined };

export function requireField(event: EventKey, key: string): EventField {
  const field = eventField(event, key);
  if (field === null) throw new Error(`check.ts lets no field "${key}" through to the event "${event}".`);
  return field;
}

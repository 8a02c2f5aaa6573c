// What is offered of an event: the catalogue's fields, and what this shop's events carried along.
import { type EventKind, VIEW_KINDS } from "#app/customers/event-kind.ts";
import type { EventKey } from "./definition.ts";
import { isTold } from "./events.ts";
import type { EventField, Picker } from "./field.ts";
import { eventField, eventFields } from "./fields.ts";

/** Of each kind that is told to the shop, the keys of the properties that came along lately. */
export type Properties = Partial<Record<EventKind, string[]>>;

/** Properties under their own heading, after all others. */
export const offeredFields = (event: EventKey, properties: Properties): EventField[] =>
  [...eventFields(event), ...(Object.entries(properties).find(([kind]) => kind === event)?.[1] ?? []).flatMap((key) => eventField(event, key) ?? [])];

/** Whether a shop that is told of these kinds can be asked about it. */
export const isOffered = (event: EventKey, told: readonly string[]): boolean => !isTold(event) || (event === "visit" ? VIEW_KINDS.some((kind) => told.includes(kind)) : told.includes(event));

/** Whether it is a text that events say themselves, and no text of the product they are about. */
export const isSaid = ({ scope, type, picker, sql }: EventField): boolean => scope === "event" && type === "text" && picker === undefined && !sql.startsWith("p.");

/** A text that events say is picked from what they said lately, or typed. */
export const pickerOf = (field: EventField): Picker | undefined => (isSaid(field) ? `event.${field.key.replace(/^event\./, "")}` : field.picker);

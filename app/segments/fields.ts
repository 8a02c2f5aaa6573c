// The catalogue of everything a segment can ask about. A new field is one entry in fields/.
import { EVENT_KINDS, isEventKind, type EventKind } from "#app/customers/event-kind.ts";
import type { ListColumn } from "#app/lists/column.ts";
import type { EventKey } from "./definition.ts";
import type { CustomerField, EventField, Field } from "./field.ts";
import { AROUND_ITEM_FIELDS, AROUND_ORDER_FIELDS } from "./fields/around.ts";
import { columnFields, fieldOfColumn } from "./fields/column.ts";
import { DECLARED_FIELDS } from "./fields/declared.ts";
import { DERIVED_FIELDS, type DerivedField } from "./fields/derived.ts";
import { EVENT_FIELDS, propertyField } from "./fields/event.ts";
import { ITEM_FIELDS } from "./fields/item.ts";
import { ORDER_FIELDS, REFUND_FIELDS, TAG_FIELDS } from "./fields/order.ts";
import { OWNED_FIELDS } from "./fields/owned.ts";
import { PERSON_FIELDS } from "./fields/person.ts";
import { SCORE_FIELDS, type ScoreField } from "./fields/score.ts";
import { VISIT_FIELDS } from "./fields/visit.ts";

export type AnyField = Field | DerivedField | ScoreField;

/** Which metafields the shop has mapped, and how their text is read: "facts.skin_type" → "text". */
export type MappedFields = Readonly<Record<string, MetafieldType>>;
export type MetafieldType = "text" | "number" | "bool" | "day" | "date" | "set";
const METAFIELD = "metafield.";
/** The shop's lists, with the columns that each keeps. */
export type KnownLists = readonly { listId: number; name: string; columns: readonly ListColumn[] }[];

export const FIELDS: readonly AnyField[] = [...PERSON_FIELDS, ...DECLARED_FIELDS, ...DERIVED_FIELDS, ...SCORE_FIELDS, ...ORDER_FIELDS, ...AROUND_ORDER_FIELDS, ...ITEM_FIELDS, ...AROUND_ITEM_FIELDS, ...OWNED_FIELDS, ...REFUND_FIELDS, ...TAG_FIELDS, ...VISIT_FIELDS, ...EVENT_FIELDS];
const BY_KEY = new Map(FIELDS.map((field) => [`${field.scope === "customer" ? "customer" : "event"}/${field.key}`, field]));

/** A field about the customer, or null. */
export function customerField(key: string): CustomerField | DerivedField | ScoreField | null {
  const field = BY_KEY.get(`customer/${key}`);
  if (field?.scope === "customer") return field;
  return metafield(key) ?? fieldOfColumn(key);
}

/** Which scopes the filters and measures of an event may ask about. */
export const EVENT_SCOPES: Record<EventKey, readonly Field["scope"][]> = {
  order: ["order"], shipped: ["order"], delivered: ["order"], cancelled: ["order"],
  item: ["item", "order"], refund: ["refund", "order"], tagged: ["tag"], untagged: ["tag"], visit: ["visit"],
  ...(Object.fromEntries(EVENT_KINDS.map((kind) => [kind, ["event"]])) as unknown as Record<EventKind, readonly ["event"]>),
};

/** A field about an event of that kind, or null. */
export function eventField(event: EventKey, key: string): EventField | null {
  const field = BY_KEY.get(`event/${key}`) ?? (isEventKind(event) ? propertyField(key) : undefined);
  if (!field || field.scope === "customer" || !isOf(field, event)) return null;
  // A line carries its order's instant: no need to look the order up.
  return event === "item" && key === "order.processed" ? { ...field, sql: "l.processed_at" } : field;
}

/** What the builder lists for a leaf about the customer. */
export const customerFields = (mapped: MappedFields = {}, lists: KnownLists = []): (CustomerField | DerivedField | ScoreField)[] => [
  ...FIELDS.filter((field) => field.scope === "customer"),
  ...Object.entries(mapped).flatMap(([name, type]) => metafield(metafieldKey(type, name)) ?? []),
  ...columnFields(lists),
];

/** What the builder lists for filters and measures of an event. */
export const eventFields = (event: EventKey): EventField[] => FIELDS.filter((field): field is EventField => field.scope !== "customer" && isOf(field, event));

const isOf = ({ scope, kinds }: EventField, event: EventKey) => EVENT_SCOPES[event].includes(scope) && (kinds === undefined || kinds.some((kind) => kind === event));

/** The key says how the text is read, so that a definition means the same whatever is mapped later. */
export const metafieldKey = (type: MetafieldType, name: string) => `${METAFIELD}${type}.${name}`;
const METAFIELD_KEY = /^metafield\.(text|number|bool|day|date|set)\.([A-Za-z0-9_$-]{1,255}\.[A-Za-z0-9_-]{1,64})$/;

export function metafieldName(key: string): { type: MetafieldType; name: string } | null {
  const [, type, name] = METAFIELD_KEY.exec(key) ?? [];
  return type === undefined || name === undefined ? null : { type: type as MetafieldType, name };
}

/** Shopify's metafield values are texts; a value that cannot be read as its type is unknown. */
function metafield(key: string): CustomerField | null {
  const found = metafieldName(key);
  if (found === null) return null;
  const { type, name } = found;
  const text = `(c.metafields -> '${name}' ->> 'value')`;
  const read = (parse: (value: string) => ReturnType<CustomerField["read"]>): CustomerField["read"] => (customer) => {
    const value = Object.hasOwn(customer.metafields, name) ? customer.metafields[name]?.value : undefined;
    return value === undefined ? null : parse(value);
  };
  const field = (sql: string, parse: (value: string) => ReturnType<CustomerField["read"]>): CustomerField => ({
    key, label: name, group: "Metafields", type, scope: "customer", history: "today", sql, read: read(parse),
  });
  const when = (pattern: string, cast: string) => `(CASE WHEN ${text} ~ '${pattern}' THEN ${text}::${cast} END)`;
  switch (type) {
    case "text": return field(text, (value) => value);
    case "number": return field(when(NUMBER, "numeric"), (value) => (new RegExp(NUMBER).test(value) ? Number(value) : null));
    case "bool": return field(`(CASE ${text} WHEN 'true' THEN true WHEN 'false' THEN false END)`, (value) => (value === "true" ? true : value === "false" ? false : null));
    case "day": return field(when(DAY, "date"), (value) => (new RegExp(DAY).test(value) ? value : null));
    case "date": return field(when(INSTANT, "timestamptz"), (value) => (new RegExp(INSTANT).test(value) ? new Date(value) : null));
    case "set": return field(
      `(CASE WHEN ${text} ~ '^ *[[]' AND ${text} !~ '${ESCAPES}' AND pg_input_is_valid(${text}, 'jsonb') THEN ARRAY(SELECT item #>> '{}' FROM jsonb_array_elements(${text}::jsonb) item WHERE jsonb_typeof(item) = 'string') END)`,
      readList,
    );
    default: return type satisfies never;
  }
}

// Narrow on purpose: what both readers surely understand alike, and a cast never fails on.
const NUMBER = "^-?[0-9]{1,9}([.][0-9]{1,6})?$";
const DAY_TEXT = "(19|20)[0-9]{2}-((0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)";
const DAY = `^${DAY_TEXT}$`;
const INSTANT = `^${DAY_TEXT}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,3})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])$`;
/** What jsonb refuses and JSON.parse takes; Shopify writes characters plainly. */
const ESCAPES = "[\\\\]u(0000|[dD][89a-fA-F])";

function readList(value: string): string[] | null {
  if (!/^ *\[/.test(value) || new RegExp(ESCAPES).test(value)) return null;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.filter((item) => typeof item === "string") : null;
  } catch {
    return null;
  }
}

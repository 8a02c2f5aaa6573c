// Fields of one visit (visit.ts). Where somebody came from, and on what device, is what its first event says.
import { DEVICES } from "#app/customers/event-kind.ts";
import type { EventField, FieldType, Value } from "../field.ts";
import type { VisitFacts } from "../person.ts";

const field = (name: string, label: string, type: FieldType, column: string, read: (visit: VisitFacts) => Value, more: Partial<EventField> = {}): EventField => ({
  key: `visit.${name}`, label, group: "Visit", type, scope: "visit", history: "dated", sql: `v.${column}`, read: ({ visit }) => (visit === null ? null : read(visit)), ...more,
});

export const VISIT_FIELDS: EventField[] = [
  field("minutes", "Time on site (min)", "number", "minutes", (v) => v.minutes, { nonNegative: true, help: "Whole minutes from the first event of the visit to its last; 0 where there is but one." }),
  field("pages", "Pages viewed", "number", "pages", (v) => v.pages, { nonNegative: true, help: "Pages, products and collections." }),
  field("landing", "Landing page", "text", "landing", (v) => v.landing, { picker: "event.path", help: "Its path, where the visit began with a view." }),
  field("device", "Device", "enum", "device", (v) => v.first.device, { picker: "options", options: DEVICES.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })) }),
  field("referrer", "Referrer", "text", "referrer", (v) => v.first.referrer, { picker: "event.referrer" }),
  field("utmSource", "UTM source", "text", "utm_source", (v) => v.first.utmSource, { picker: "event.utmSource" }),
  field("utmMedium", "UTM medium", "text", "utm_medium", (v) => v.first.utmMedium, { picker: "event.utmMedium" }),
  field("utmCampaign", "UTM campaign", "text", "utm_campaign", (v) => v.first.utmCampaign, { picker: "event.utmCampaign" }),
  field("at", "Beginning of the visit", "date", "at", (v) => v.at),
];

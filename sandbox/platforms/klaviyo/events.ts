// Klaviyo's events: recorded once for a unique id of the same profile and metric; `backfill` starts nothing.
import { z } from "zod";
import { type Account, EVENTS_MAX, type Happened, remember } from "../account.ts";
import { letters, ulid, uuidOf } from "../ids.ts";
import type { Person } from "../people.ts";
import { type Call, nothing, type Operation } from "../platform.ts";
import { filterOf, HOST, invalid, ok, pageOf, read } from "./answers.ts";
import { metricId, metricNames } from "./metrics.ts";
import { Attributes, faultOf, Item, resource as profile, time, upsert } from "./profiles.ts";

const Profile = z.strictObject({ data: z.strictObject({ type: z.literal("profile"), id: z.string().nullish(), attributes: Attributes.extend({ meta: Item.shape.meta }), meta: Item.shape.meta }) });
const Metric = z.strictObject({ data: z.strictObject({ type: z.literal("metric"), attributes: z.strictObject({ name: z.string().min(1), service: z.string().nullish() }) }) });
const about = { properties: z.record(z.string(), z.unknown()), time: z.iso.datetime({ offset: true }).nullish(), value: z.number().nullish(), value_currency: z.string().nullish(), unique_id: z.string().nullish(), metric: Metric };
const One = z.strictObject({ data: z.strictObject({ type: z.literal("event"), attributes: z.strictObject({ ...about, backfill: z.boolean().nullish(), profile: Profile }) }) });
const Many = z.strictObject({
  data: z.strictObject({
    type: z.literal("event-bulk-create-job"),
    attributes: z.strictObject({
      "events-bulk-create": z.strictObject({
        data: z.array(z.strictObject({
          type: z.literal("event-bulk-create"),
          attributes: z.strictObject({ profile: Profile, backfill: z.boolean().nullish(), events: z.strictObject({ data: z.array(z.strictObject({ type: z.literal("event"), attributes: z.strictObject(about) })) }) }),
        })).min(1),
      }),
    }),
  }),
});
const PROPERTIES_MAX = 400;
const EVENTS_A_CALL = 1000;

type About = { properties: Record<string, unknown>; time?: string | null | undefined; value?: number | null | undefined; unique_id?: string | null | undefined; metric: z.infer<typeof Metric> };

function who(account: Account, { data }: z.infer<typeof Profile>, pointer: string, now: number): Person {
  const { meta, ...attributes } = data.attributes;
  const item = { type: data.type, id: data.id, attributes, meta: data.meta ?? meta };
  const fault = faultOf(item);
  if (fault) throw invalid(fault.detail, `${pointer}/profile/data${fault.pointer}`);
  return upsert(account, item, now).person;
}

function checked(attributes: About, pointer: string): About {
  if (Object.keys(attributes.properties).length > PROPERTIES_MAX) throw invalid(`An event may have ${PROPERTIES_MAX} properties.`, `${pointer}/properties`);
  return attributes;
}

/** Without a unique id it is the second that tells two apart. */
export function record(account: Account, person: Person, attributes: About, silent: boolean, now: number): Happened | null {
  const { name } = attributes.metric.data.attributes;
  const atMs = attributes.time ? Date.parse(attributes.time) : now;
  const uniqueId = attributes.unique_id ?? String(Math.floor(atMs / 1000));
  const key = JSON.stringify([name, person.id, uniqueId]);
  if (account.uniques.has(key)) return null;
  account.uniques.add(key);
  const event = { id: letters(account, "event", 11), personId: person.id, name, uniqueId, atMs, receivedMs: now, value: attributes.value ?? null, properties: attributes.properties, silent };
  remember(account.events, event, EVENTS_MAX);
  return event;
}

function create({ account, ask, now }: Call) {
  const { attributes } = read(ask, One).data;
  checked(attributes, "/data/attributes");
  record(account, who(account, attributes.profile, "/data/attributes", now), attributes, attributes.backfill ?? false, now);
  return nothing(202);
}

function createMany({ account, ask, now }: Call) {
  const { data } = read(ask, Many).data.attributes["events-bulk-create"];
  if (data.reduce((count, { attributes }) => count + attributes.events.data.length, 0) > EVENTS_A_CALL) throw invalid(`A call takes ${EVENTS_A_CALL} events.`, "/data/attributes/events-bulk-create");
  for (const [at, { attributes }] of data.entries()) {
    const person = who(account, attributes.profile, `/data/attributes/events-bulk-create/data/${at}/attributes`, now);
    for (const event of attributes.events.data) record(account, person, checked(event.attributes, "/data"), attributes.backfill ?? false, now);
  }
  return ok(202, { data: { type: "event-bulk-create-job", id: ulid(account, "events") } });
}

export function resource(event: Happened) {
  const related = (what: string) => ({ self: `${HOST}/api/events/${event.id}/relationships/${what}/`, related: `${HOST}/api/events/${event.id}/${what}/` });
  return {
    type: "event", id: event.id,
    attributes: { timestamp: Math.floor(event.atMs / 1000), event_properties: { ...event.properties, $event_id: event.uniqueId }, datetime: time(event.atMs), uuid: uuidOf(event.id) },
    relationships: { profile: { data: { type: "profile", id: event.personId }, links: related("profile") }, metric: { data: { type: "metric", id: metricId(event.name) }, links: related("metric") } },
    links: { self: `${HOST}/api/events/${event.id}/` },
  };
}

const BEFORE_OR_AFTER = ["greater-than", "greater-or-equal", "less-than", "less-or-equal"];

function list(call: Call) {
  const { account, ask } = call;
  const filters = filterOf(ask, { metric_id: ["equals"], profile_id: ["equals"], datetime: BEFORE_OR_AFTER, timestamp: BEFORE_OR_AFTER });
  const holds = (event: Happened) => filters.every(({ field, operator, values: [value = ""] }) => {
    if (field === "metric_id") return metricId(event.name) === value;
    if (field === "profile_id") return event.personId === value;
    const limit = field === "datetime" ? Date.parse(value) : Number(value) * 1000;
    if (operator.startsWith("greater")) return event.atMs > limit || (operator === "greater-or-equal" && event.atMs === limit);
    return event.atMs < limit || (operator === "less-or-equal" && event.atMs === limit);
  });
  const forward = ["datetime", "timestamp"].includes(ask.query.get("sort") ?? "");
  const sorted = account.events.filter(holds).sort((a, b) => (forward ? a.atMs - b.atMs : b.atMs - a.atMs));
  const { items, links } = pageOf(call, sorted.map((event, number) => ({ event, number })), ({ number }) => number, { usual: 200, most: 1000 });
  const asked = (ask.query.get("include") ?? "").split(",");
  const included = [
    ...(asked.includes("profile") ? [...new Set(items.map(({ event }) => event.personId))].flatMap((id) => account.people.byId.get(id) ?? []).map((person) => profile(person, false)) : []),
    ...(asked.includes("metric") ? [...new Set(items.map(({ event }) => event.name))].map(metric) : []),
  ];
  return ok(200, { data: items.map(({ event }) => resource(event)), links, ...(included.length > 0 ? { included } : {}) });
}

function metric(name: string) {
  const id = metricId(name);
  const links = { self: `${HOST}/api/metrics/${id}/relationships/flow-triggers/`, related: `${HOST}/api/metrics/${id}/flow-triggers/` };
  return { type: "metric", id, attributes: { name, created: "2026-01-01T00:00:00+00:00", updated: "2026-01-01T00:00:00+00:00", integration: { object: "integration", id: "0rG4eQ", name: "API", category: "API" } }, relationships: { "flow-triggers": { links } }, links: { self: `${HOST}/api/metrics/${id}/` } };
}

function metrics(call: Call) {
  const { items, links } = pageOf(call, metricNames(call.account).map((name, number) => ({ name, number })), ({ number }) => number, { usual: 200, most: 200 });
  return ok(200, { data: items.map(({ name }) => metric(name)), links });
}

export const eventOperations: Operation[] = [
  { name: "create_event", method: "POST", path: "/api/events", limit: "XL", scope: "events:write", run: create },
  { name: "bulk_create_events", method: "POST", path: "/api/event-bulk-create-jobs", limit: "M", scope: "events:write", run: createMany },
  { name: "get_events", method: "GET", path: "/api/events", limit: "XL", scope: "events:read", run: list },
  { name: "get_metrics", method: "GET", path: "/api/metrics", limit: "M", scope: "metrics:read", run: metrics },
];

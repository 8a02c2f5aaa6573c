// What the events door takes: a batch of things people did, as the merchant's own systems tell them
// (docs/events.md). Each event is read by itself, so that one that is wrong stops no other.
import { z } from "zod";
import { DEVICES, EVENT_KINDS, EVENT_NAME, EVENT_NAME_WORDS, isEventKind } from "../customers/event-kind.ts";
import type { CoverFact, EventFact, Facts } from "../customers/fact.ts";
import { toMinor } from "../lib/money.ts";
import { type Problem, problemsOf } from "../lib/problem.ts";
import { days, minutes } from "../lib/time.ts";
import { WHOLE_TEXT } from "../lib/whole-text.ts";

export const EVENTS_MAX = 500;
/** 500 events of the largest size are some 800 kB. */
export const EVENT_BODY_BYTES_MAX = 1_000_000;
/** Different names of custom events in one shop. */
export const NAMES_MAX = 200;
const PROPERTIES_MAX = 50;
const AHEAD_MS_MAX = minutes(10);
const AGE_MS_MAX = days(3_653);

const Line = (most: number) => z.string().trim().min(1).max(most).regex(WHOLE_TEXT, "must be whole Unicode characters and no NUL");
const Id = z.union([z.string().regex(/^[1-9][0-9]{0,17}$/, "must be an id of Shopify's"), z.number().int().positive().max(Number.MAX_SAFE_INTEGER)]).transform(String);
const Instant = z.iso.datetime({ offset: true });
const Kind = z.enum(EVENT_KINDS);
const Name = z.string().regex(EVENT_NAME, `must be ${EVENT_NAME_WORDS}`);

export const ToldEvent = z.strictObject({
  /** Your own: the same id again is the same event. */
  id: Line(200),
  kind: Kind,
  at: Instant,
  customer: z.union([z.strictObject({ id: Id }), z.strictObject({ email: z.string().trim().toLowerCase().pipe(z.email().max(320)) }), z.strictObject({ phone: z.string().regex(/^\+[1-9][0-9]{6,14}$/, "must be in E.164, such as +12125550123") })]),
  name: Name.optional(),
  productId: Id.optional(),
  variantId: Id.optional(),
  collectionId: Id.optional(),
  /** In whole units of the shop's currency: 49.99. */
  value: z.number().min(0).max(1e9).optional(),
  currency: z.string().regex(/^[A-Z]{3}$/).optional(),
  quantity: z.number().int().min(0).max(1_000_000_000).optional(),
  text: Line(500).optional(),
  campaign: Line(200).optional(),
  device: z.enum(DEVICES).optional(),
  referrer: Line(500).optional(),
  utm: z.strictObject({ source: Line(200).optional(), medium: Line(200).optional(), campaign: Line(200).optional() }).optional(),
  properties: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/), z.union([Line(500), z.number().min(-1e12).max(1e12), z.boolean()]))
    .refine((properties) => Object.keys(properties).length <= PROPERTIES_MAX, `must have at most ${PROPERTIES_MAX} names`).optional(),
});
type ToldEvent = z.output<typeof ToldEvent>;

const Covered = z.strictObject({ kind: Kind, name: Name.optional(), since: Instant });

/** Published as docs/events.schema.json. */
export const EventBatch = z.strictObject({ events: z.array(ToldEvent).max(EVENTS_MAX), coveredSince: z.array(Covered).max(NAMES_MAX).optional() });
const Envelope = z.strictObject({ events: z.array(z.unknown()).min(1).max(EVENTS_MAX), coveredSince: z.array(Covered).max(NAMES_MAX).optional() });

/** `index`: which event; null = the batch itself. */
export type EventProblem = { index: number | null; path: Problem["path"]; message: string };
export type ReadBatch = { events: EventFact[]; covers: CoverFact[]; problems: EventProblem[] };
type When = { now: Date; currency: string; names: readonly string[] };

export function readBatch(json: unknown, when: When): ReadBatch {
  const read = Envelope.safeParse(json);
  if (!read.success) return { events: [], covers: [], problems: problemsOf(read.error).map((problem) => ({ index: null, ...problem })) };
  const { coveredSince = [] } = read.data;
  const [ids, names] = [new Set<string>(), new Set(when.names)];
  const batch: ReadBatch = { events: [], covers: [], problems: [] };
  for (const [index, each] of read.data.events.entries()) {
    const event = ToldEvent.safeParse(each);
    const problems = event.success ? problemsIn(event.data, when, ids, names) : kindFirst(each, problemsOf(event.error));
    if (!event.success || problems.length > 0) batch.problems.push(...problems.map((problem) => ({ index, ...problem })));
    else batch.events.push(factOf(event.data, when.currency));
    if (event.success && problems.length === 0) {
      ids.add(event.data.id);
      if (event.data.name !== undefined) names.add(event.data.name);
    }
  }
  for (const [index, { kind, name, since }] of coveredSince.entries()) {
    const message = Date.parse(since) > when.now.getTime() ? "lies in the future" : (kind === "custom") !== (name !== undefined) ? "must name a custom event, and only that" : name !== undefined && !names.has(name) ? "names an event that was never told" : null;
    if (message === null) batch.covers.push({ kind, name: name ?? null, since: new Date(since).toISOString() });
    else batch.problems.push({ index: null, path: ["coveredSince", index], message });
  }
  return batch;
}

/** Of an event of an unknown kind nothing else is worth saying. */
function kindFirst(event: unknown, problems: Problem[]): Problem[] {
  const kind = typeof event === "object" && event !== null && "kind" in event ? event.kind : undefined;
  return typeof kind !== "string" || isEventKind(kind) ? problems : [{ path: ["kind"], message: "is no kind of event that Segue knows; use “custom” with a name of your own" }];
}

function problemsIn(event: ToldEvent, { now, currency }: When, ids: ReadonlySet<string>, names: ReadonlySet<string>): Problem[] {
  const { id, kind, at, name } = event;
  const age = now.getTime() - Date.parse(at);
  return [
    ...(ids.has(id) ? [{ path: ["id"], message: "stands twice in this batch" }] : []),
    ...(age < -AHEAD_MS_MAX ? [{ path: ["at"], message: "lies more than 10 minutes in the future" }] : []),
    ...(age > AGE_MS_MAX ? [{ path: ["at"], message: "is more than 10 years ago" }] : []),
    ...(kind === "custom" && name === undefined ? [{ path: ["name"], message: "must be given for a custom event" }] : []),
    ...(kind !== "custom" && name !== undefined ? [{ path: ["name"], message: "is only for custom events" }] : []),
    ...(name !== undefined && !names.has(name) && names.size >= NAMES_MAX ? [{ path: ["name"], message: `is one too many: a shop has at most ${NAMES_MAX} names of custom events` }] : []),
    ...(event.currency !== undefined && event.currency !== currency ? [{ path: ["currency"], message: `must be the shop's own, ${currency}` }] : []),
    ...(event.value !== undefined && toMinor(String(event.value), currency) === null ? [{ path: ["value"], message: `is not an amount of ${currency}` }] : []),
  ];
}

function factOf(event: ToldEvent, currency: string): EventFact {
  const { customer, utm = {} } = event;
  return {
    source: "api", sourceId: event.id, kind: event.kind, at: new Date(event.at).toISOString(),
    ...("id" in customer ? { customerId: customer.id } : { who: "email" in customer ? customer.email : customer.phone }),
    name: event.name ?? null, productId: event.productId ?? null, variantId: event.variantId ?? null, collectionId: event.collectionId ?? null,
    valueMinor: event.value === undefined ? null : toMinor(String(event.value), currency), quantity: event.quantity ?? null, text: event.text ?? null,
    campaign: event.campaign ?? null, device: event.device ?? null, referrer: event.referrer ?? null,
    utmSource: utm.source ?? null, utmMedium: utm.medium ?? null, utmCampaign: utm.campaign ?? null, props: event.properties ?? null,
  };
}

/** A batch as it waits in the inbox: read once already, and read again, because a row outlives a deploy. */
export const EVENTS_TOPIC = "events/batch";
const text = z.string().nullish();
const Stored = z.object({
  events: z.array(z.object({
    source: z.string(), sourceId: z.string(), kind: Kind, at: z.string(), customerId: text, who: text, name: text, productId: text, variantId: text, collectionId: text, valueMinor: z.number().int().nullish(),
    quantity: z.number().int().nullish(), text, campaign: text, device: z.enum(DEVICES).nullish(), referrer: text, utmSource: text, utmMedium: text, utmCampaign: text,
    props: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  })),
  covers: z.array(z.object({ kind: Kind, name: text, since: z.string() })),
});

/** From the instant it was told on, every event of its kinds is; earlier where the teller says so. */
export function understandBatch(payload: unknown, toldAt: Date): Partial<Facts> | Problem[] {
  const read = Stored.safeParse(payload);
  if (!read.success) return problemsOf(read.error);
  const { events, covers } = read.data;
  const at = toldAt.toISOString();
  const told = new Map(events.map(({ kind, name }) => [`${kind}/${name ?? ""}`, { kind, name: name ?? null, since: at, toldAt: at }]));
  return { events: events as EventFact[], covers: [...covers.map((cover) => ({ ...cover, name: cover.name ?? null, toldAt: at })), ...told.values()] };
}

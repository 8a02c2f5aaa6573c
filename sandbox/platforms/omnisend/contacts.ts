// Omnisend's contacts and their tags. Tags come and go a little after the 202; a phone or email that nobody
// has is passed over in silence; two contacts never share an identifier. A body with `channels` writes consent.
import { z } from "zod";
import { type Account, EVENTS_MAX, remember } from "../account.ts";
import { isRefused } from "../faults.ts";
import { hex, uuid } from "../ids.ts";
import { type Consent, find, isEmail, isPhone, meet, type Person, setConsent } from "../people.ts";
import { type Call, nothing, type Operation, Refused, reply } from "../platform.ts";
import { invalid, problem, read } from "./answers.ts";

const Status = z.enum(["subscribed", "unsubscribed", "nonSubscribed"]);
const Channel = z.strictObject({ status: Status, statusDate: z.string().optional() });
const Identifier = z.strictObject({
  type: z.enum(["email", "phone"]), id: z.string().min(1), channels: z.record(z.enum(["email", "sms"]), Channel.optional()).optional(), sendWelcomeMessage: z.boolean().optional(), source: z.string().optional(), consent: z.unknown().optional(),
}).refine(({ type, id }) => (type === "email" ? isEmail(id) : isPhone(id)), { message: "is not a valid identifier", path: ["id"] });
const Contact = z.looseObject({ identifiers: z.array(Identifier).optional(), tags: z.array(z.string()).max(100).optional(), customProperties: z.record(z.string(), z.unknown()).optional() });
const ids = z.array(z.string()).max(250).optional();
const Tags = z.strictObject({ tags: z.array(z.string().min(1)).min(1).max(100), contactIDs: ids, emails: ids, phones: ids, segmentID: z.string().optional() })
  .refine((body) => [body.contactIDs, body.emails, body.phones].some((list) => list && list.length > 0) || body.segmentID !== undefined, "One of contactIDs, emails, phones, segmentID is required");

export const newId = (account: Account) => () => hex(account, "contact", 24);
const word = { subscribed: "subscribed", unsubscribed: "unsubscribed", never: "nonSubscribed" } as const;

export function resource(person: Person) {
  const status = (channel: string, consent: Consent) => ({ channel, status: word[consent.state], ...(consent.atMs === null ? {} : { statusChangedAt: new Date(consent.atMs).toISOString() }) });
  const identifier = (type: string, id: string, channel: string, consent: Consent) => ({ type, id, channels: { [channel]: { status: word[consent.state], ...(consent.atMs === null ? {} : { statusChangedAt: new Date(consent.atMs).toISOString() }) } } });
  return {
    id: person.id, ...(person.email === null ? {} : { email: person.email }), phone: person.phone === null ? [] : [person.phone], tags: person.tags, customProperties: person.properties, segments: [], status: word[person.email_.state],
    identifiers: [...(person.email === null ? [] : [identifier("email", person.email, "email", person.email_)]), ...(person.phone === null ? [] : [identifier("phone", person.phone, "sms", person.sms)])],
    statuses: [...(person.email === null ? [] : [status("email", person.email_)]), ...(person.phone === null ? [] : [status("sms", person.sms)])], consents: [], optIns: [],
    createdAt: new Date(person.createdMs).toISOString(), updatedAt: new Date(person.updatedMs).toISOString(),
  };
}

function fill(person: Person, body: z.infer<typeof Contact>, now: number, tags: "add" | "set") {
  for (const { channels, source } of body.identifiers ?? []) {
    for (const [channel, given] of Object.entries(channels ?? {})) {
      if (given) setConsent(person, channel === "sms" ? "sms" : "email", given.status === "nonSubscribed" ? "never" : given.status, given.statusDate ? Date.parse(given.statusDate) : now, source ?? "api");
    }
  }
  Object.assign(person.properties, body.customProperties);
  if (body.tags) person.tags = [...new Set(tags === "add" ? [...person.tags, ...body.tags] : body.tags)];
  person.updatedMs = now;
}

const keysOf = (body: z.infer<typeof Contact>) => ({ email: body.identifiers?.find(({ type }) => type === "email")?.id, phone: body.identifiers?.find(({ type }) => type === "phone")?.id });

function upsert({ account, ask, now }: Call) {
  const body = read(ask, Contact);
  const keys = keysOf(body);
  if (!keys.email && !keys.phone) throw invalid("identifiers", "One identifier is required.");
  if (isRefused(keys)) throw invalid("identifiers.0.id", "The identifier is not valid.");
  const { person, made } = meet(account.people, keys, now, newId(account));
  fill(person, body, now, "add");
  return reply(made ? 201 : 200, resource(person));
}

function update(call: Call, person: Person | undefined) {
  if (!person) throw new Refused(problem(404, "Contact not found"));
  const body = read(call.ask, Contact);
  const keys = keysOf(body);
  const others = [find(call.account.people, { email: keys.email }), find(call.account.people, { phone: keys.phone })];
  if (others.some((other) => other && other !== person)) throw new Refused(problem(409, "Contact identifier already exists"));
  meet(call.account.people, { ...keys, id: person.id }, call.now, newId(call.account));
  fill(person, body, call.now, "set");
  return reply(200, resource(person));
}

function one({ account, params }: Call) {
  const person = account.people.byId.get(params["id"] ?? "");
  if (!person) throw new Refused(problem(404, "Contact not found"));
  return reply(200, resource(person));
}

const Limit = z.coerce.number().int().min(1).max(250).default(100);

/** The cursor is the id of the last one. Newest first, unless asked otherwise. */
function list({ account, ask }: Call) {
  const { query } = ask;
  const limit = Limit.safeParse(query.get("limit") ?? undefined);
  if (!limit.success) throw invalid("limit", "must be between 1 and 250");
  if (query.has("tag") && query.has("status")) throw invalid("tag", "cannot be used together with status");
  if (query.has("updatedAtFrom") && ["email", "phone", "status", "segmentID", "tag"].some((name) => query.has(name))) throw invalid("updatedAtFrom", "cannot be combined");
  const [tag, email, phone, from] = [query.get("tag"), query.get("email"), query.get("phone"), query.get("updatedAtFrom")];
  const all = email ?? phone ? [find(account.people, { email, phone })].filter((person) => person !== undefined) : [...account.people.byId.values()];
  const found = all.filter((person) => (!tag || person.tags.includes(tag)) && (!from || person.updatedMs >= Date.parse(from)));
  if (query.get("direction") !== "asc") found.reverse();
  const after = query.get("after");
  const start = after === null ? 0 : found.findIndex(({ id }) => id === Buffer.from(after, "base64url").toString()) + 1;
  const page = found.slice(start, start + limit.data);
  const last = page.at(-1);
  const next = last && found.length > start + limit.data ? Buffer.from(last.id).toString("base64url") : null;
  return reply(200, { contacts: page.map(resource), paging: { cursors: { after: next, before: null }, hasMore: next !== null, limit: limit.data } });
}

function tagging(call: Call, kind: "tag" | "untag") {
  const { account, ground, ask, now } = call;
  const body = read(ask, Tags);
  const named = [...(body.contactIDs ?? []).map((id) => ({ id })), ...(body.emails ?? []).map((email) => ({ email })), ...(body.phones ?? []).map((phone) => ({ phone }))];
  const people = [...new Set(named.flatMap((keys) => find(account.people, keys) ?? []))].filter((person) => !isRefused(person)).map(({ id }) => id);
  const [least, most] = account.faults.jobMs;
  ground.plan(account, { atMs: now + ground.chance(`tags/${account.counter}`).whole(least, most), kind, people, tags: body.tags });
  return nothing(202);
}

const Event = z.strictObject({
  eventName: z.string().min(1), eventID: z.string().optional(), eventTime: z.string().optional(), eventVersion: z.string().optional(), origin: z.string().optional(), properties: z.record(z.string(), z.unknown()).optional(),
  contact: z.looseObject({ id: z.string().optional(), email: z.string().refine(isEmail).optional(), phone: z.string().refine(isPhone).optional() }),
});

/** The event's id makes twice once only for what is past. */
function event({ account, ask, now }: Call) {
  const body = read(ask, Event);
  const { id, email, phone } = body.contact;
  if (!id && !email && !phone) throw invalid("contact", "One of id, email, phone is required.");
  const { person } = meet(account.people, { id: id && account.people.byId.has(id) ? id : undefined, email, phone }, now, newId(account));
  const atMs = body.eventTime ? Date.parse(body.eventTime) : now;
  const key = `${body.eventID}/${body.eventTime}`;
  if (body.eventTime && body.eventID && account.uniques.has(key)) return nothing(202);
  account.uniques.add(key);
  remember(account.events, { id: uuid(account, "event"), personId: person.id, name: body.eventName, uniqueId: body.eventID ?? null, atMs, receivedMs: now, value: null, properties: body.properties ?? {}, silent: false }, EVENTS_MAX);
  return nothing(202);
}

const read_ = { limit: "usual", scope: "contacts.read" };
const write = { limit: "usual", scope: "contacts.write" };
export const contactOperations: Operation[] = [
  { ...write, limit: "tags", name: "postContactsTags", method: "POST", path: "/api/contacts/tags", run: (call) => tagging(call, "tag") },
  { ...write, limit: "tags", name: "deleteContactsTags", method: "DELETE", path: "/api/contacts/tags", run: (call) => tagging(call, "untag") },
  { ...read_, name: "getContacts", method: "GET", path: "/api/contacts", run: list },
  { ...write, name: "postContacts", method: "POST", path: "/api/contacts", run: upsert },
  { ...write, name: "patchContacts", method: "PATCH", path: "/api/contacts", run: (call) => update(call, find(call.account.people, { email: call.ask.query.get("email") })) },
  { ...read_, name: "getContactsById", method: "GET", path: "/api/contacts/{id}", run: one },
  { ...write, name: "patchContactsById", method: "PATCH", path: "/api/contacts/{id}", run: (call) => update(call, call.account.people.byId.get(call.params["id"] ?? "")) },
  { name: "postEvents", method: "POST", path: "/api/events", limit: "usual", scope: "events.write", run: event },
];

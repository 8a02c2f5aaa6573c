// Klaviyo's profiles: made and changed one at a time, found by filters, with their consent where it is asked
// for. `null` clears, absence leaves; consent never changes here.
import { z } from "zod";
import type { Account } from "../account.ts";
import { isRefused } from "../faults.ts";
import { ulid } from "../ids.ts";
import { type Consent, find, isEmail, isPhone, meet, type Person } from "../people.ts";
import { type Call, Refused, type Operation } from "../platform.ts";
import { filterOf, HOST, invalid, ok, pageOf, problem, read } from "./answers.ts";

const text = z.string().nullish();
const Properties = z.record(z.string(), z.unknown());
export const Attributes = z.strictObject({
  email: text, phone_number: text, external_id: text, anonymous_id: text, _kx: text, first_name: text, last_name: text, organization: text, locale: text, title: text, image: text,
  location: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullish(),
  properties: Properties.nullish(),
});
const Meta = z.strictObject({
  patch_properties: z.strictObject({ append: Properties.nullish(), unappend: Properties.nullish(), unset: z.union([z.string(), z.array(z.string())]).nullish() }).nullish(),
  patch_identifiers: z.unknown().optional(),
});
export const Item = z.strictObject({ type: z.literal("profile"), id: text, attributes: Attributes, meta: Meta.nullish() });
export type Item = z.infer<typeof Item>;
const Body = z.strictObject({ data: Item });

const ITEM_BYTES_MAX = 100_000;

/** What keeps a profile out, or null. The pointer begins at the item. */
export function faultOf(item: Item): { detail: string; pointer: string } | null {
  const { email, phone_number: phone, external_id: external, anonymous_id: anonymous, _kx } = item.attributes;
  if (!item.id && !email && !phone && !external && !anonymous && !_kx) return { detail: "One of id, email, phone_number, external_id, anonymous_id, _kx is required.", pointer: "/attributes" };
  if (email !== undefined && email !== null && !isEmail(email)) return { detail: "Invalid email address", pointer: "/attributes/email" };
  if ((phone !== undefined && phone !== null && !isPhone(phone)) || isRefused({ phone })) return { detail: `Invalid phone number format (Example of a valid format: +12345678901)`, pointer: "/attributes/phone_number" };
  if (isRefused({ email })) return { detail: "Invalid email address", pointer: "/attributes/email" };
  if (Buffer.byteLength(JSON.stringify(item)) > ITEM_BYTES_MAX) return { detail: "A profile may have 100 kB.", pointer: "" };
  return null;
}

export function upsert(account: Account, item: Item, now: number): { person: Person; made: boolean } {
  const { email, phone_number: phone, external_id: externalId, properties, location, anonymous_id: _anonymous, _kx, ...fields } = item.attributes;
  const known = item.id ? account.people.byId.get(item.id) : undefined;
  const met = meet(account.people, { id: known?.id, email, phone, externalId }, now, () => ulid(account, "profile"));
  const { person } = met;
  for (const [name, value] of Object.entries({ ...fields, ...(location === undefined ? {} : { location }) })) if (value !== undefined) person.fields[name] = value;
  for (const [name, value] of Object.entries(properties ?? {})) person.properties[name] = value;
  patch(person, item.meta?.patch_properties ?? {});
  return met;
}

function patch(person: Person, { append, unappend, unset }: NonNullable<NonNullable<Item["meta"]>["patch_properties"]>) {
  for (const [name, value] of Object.entries(append ?? {})) person.properties[name] = [...new Set([...listIn(person.properties[name]), ...[value].flat()])];
  for (const [name, value] of Object.entries(unappend ?? {})) person.properties[name] = listIn(person.properties[name]).filter((each) => ![value].flat().includes(each));
  for (const name of [unset ?? []].flat()) delete person.properties[name];
}

const listIn = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);

export function resource(person: Person, withConsent: boolean) {
  const { fields } = person;
  const lists = (what: string) => ({ links: { self: `${HOST}/api/profiles/${person.id}/relationships/${what}/`, related: `${HOST}/api/profiles/${person.id}/${what}/` } });
  return {
    type: "profile", id: person.id,
    attributes: {
      email: person.email, phone_number: person.phone, external_id: person.externalId, first_name: null, last_name: null, organization: null, locale: null, title: null, image: null, ...fields,
      location: { address1: null, address2: null, city: null, country: null, latitude: null, longitude: null, region: null, zip: null, timezone: null, ip: null, ...Object(fields["location"]) },
      created: time(person.createdMs), updated: time(person.updatedMs), last_event_date: null, properties: person.properties,
      ...(withConsent ? { subscriptions: subscriptions(person) } : {}),
    },
    relationships: { lists: lists("lists"), segments: lists("segments") },
    links: { self: `${HOST}/api/profiles/${person.id}/` },
  };
}

export const time = (ms: number): string => new Date(ms).toISOString().replace(".000Z", "+00:00").replace("Z", "+00:00");

const word = { subscribed: "SUBSCRIBED", unsubscribed: "UNSUBSCRIBED", never: "NEVER_SUBSCRIBED" } as const;

function subscriptions(person: Person) {
  const said = (consent: Consent) => ({ consent: word[consent.state], consent_timestamp: consent.atMs === null ? null : time(consent.atMs), method: consent.method, method_detail: null, last_updated: consent.atMs === null ? null : time(consent.atMs) });
  const suppression = person.email_.state === "unsubscribed" ? [{ reason: "UNSUBSCRIBE", timestamp: time(person.email_.atMs ?? 0) }] : [];
  return {
    email: { marketing: { can_receive_email_marketing: person.email !== null && person.email_.state !== "unsubscribed", ...said(person.email_), custom_method_detail: null, double_optin: null, suppression, list_suppressions: [] } },
    sms: {
      marketing: { can_receive_sms_marketing: person.sms.state === "subscribed", ...said(person.sms) },
      transactional: { can_receive_sms_transactional: person.sms.state === "subscribed", ...said(person.sms) },
    },
    mobile_push: { marketing: { can_receive_push_marketing: false, consent: "NEVER_SUBSCRIBED", consent_timestamp: null } },
  };
}

export const asksConsent = ({ ask }: Call) => (ask.query.get("additional-fields[profile]") ?? "").split(",").includes("subscriptions");

export function profileNamed(account: Account, id: string): Person {
  const person = account.people.byId.get(id);
  if (person) return person;
  throw new Refused(problem(404, "not_found", "Not found.", "A profile with the id does not exist.", "/data/id"));
}

const FILTERS = { id: ["any", "equals"], email: ["any", "equals"], phone_number: ["any", "equals"], external_id: ["any", "equals"], created: ["greater-than", "less-than"], updated: ["greater-than", "less-than"] };

function found(call: Call): Person[] {
  const { people } = call.account;
  const [filter, ...more] = filterOf(call.ask, FILTERS);
  if (more.length > 0) throw invalid("The stand-in takes one filter on profiles.", "/query/filter");
  if (!filter) return [...people.byId.values()];
  const { field, operator, values } = filter;
  if (field === "created" || field === "updated") {
    const limit = Date.parse(values[0] ?? "");
    return [...people.byId.values()].filter((person) => (field === "created" ? person.createdMs : person.updatedMs) > limit === (operator === "greater-than"));
  }
  if (values.length > 100) throw invalid("A filter takes 100 values.", "/query/filter");
  const key = field === "phone_number" ? "phone" : field === "external_id" ? "externalId" : field;
  return [...new Set(values.flatMap((value) => find(people, { [key]: value }) ?? []))];
}

function list(call: Call) {
  const people = found(call).map((person, number) => ({ person, number }));
  const { items, links } = pageOf(call, people, ({ number }) => number, { usual: 20, most: 100 });
  return ok(200, { data: items.map(({ person }) => resource(person, asksConsent(call))), links });
}

function importOne(call: Call) {
  const { data } = read(call.ask, Body);
  const fault = faultOf(data);
  if (fault) throw invalid(fault.detail, `/data${fault.pointer}`);
  const { person, made } = upsert(call.account, data, call.now);
  return ok(made ? 201 : 200, { data: resource(person, true), links: { self: `${HOST}/api/profiles/${person.id}/` } });
}

function create(call: Call) {
  const { data } = read(call.ask, Body);
  const { email, phone_number: phone, external_id: externalId } = data.attributes;
  const known = find(call.account.people, { email, phone, externalId });
  if (known) throw new Refused(problem(409, "duplicate_profile", "Conflict.", "A profile already exists with one of these identifiers.", "/data/attributes", { duplicate_profile_id: known.id }));
  return importOne(call);
}

function update(call: Call) {
  const { data } = read(call.ask, Body);
  profileNamed(call.account, call.params["id"] ?? "");
  return ok(200, { data: resource(upsert(call.account, { ...data, id: call.params["id"] }, call.now).person, false) });
}

const one = (call: Call) => ok(200, { data: resource(profileNamed(call.account, call.params["id"] ?? ""), asksConsent(call)), links: { self: `${HOST}${call.ask.path}` } });

export const profileOperations: Operation[] = [
  { name: "create_or_update_profile", method: "POST", path: "/api/profile-import", limit: "L", scope: "profiles:write", run: importOne },
  { name: "create_profile", method: "POST", path: "/api/profiles", limit: "L", scope: "profiles:write", run: create },
  { name: "update_profile", method: "PATCH", path: "/api/profiles/{id}", limit: "L", scope: "profiles:write", run: update },
  { name: "get_profiles", method: "GET", path: "/api/profiles", limit: "L", scope: "profiles:read", run: list },
  { name: "get_profile", method: "GET", path: "/api/profiles/{id}", limit: "L", scope: "profiles:read", run: one },
];

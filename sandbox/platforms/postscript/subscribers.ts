// Postscript's subscribers: found, read and changed one at a time. Tags are only ever added, properties are
// few and simple, an email is set where there was none, and nobody becomes a subscriber by being named.
import { z } from "zod";
import type { Account } from "../account.ts";
import { isRefused } from "../faults.ts";
import { find, forget, isEmail, isPhone, meet, type Person, setConsent } from "../people.ts";
import { type Call, type Operation, reply } from "../platform.ts";
import { invalid, missing, plus, read, stamp } from "./answers.ts";
import { happened } from "./hooks.ts";
import { text } from "./messages.ts";

const PROPERTIES_MAX = 50;
const PAGE = 100;
const Value = z.union([z.string(), z.number().int(), z.array(z.string()), z.null()]);
const Properties = z.preprocess((given) => (typeof given === "string" ? jsonIn(given) : given), z.record(z.string(), Value));
const Patch = z.strictObject({ email: z.string().nullish(), tags: z.array(z.string()).nullish(), properties: Properties.nullish() });
const Create = z.strictObject({
  phone_number: z.string(), keyword: z.string().optional(), keyword_id: z.string().optional(), email: z.string().nullish(), shopify_customer_id: z.union([z.string(), z.number()]).nullish(),
  origin: z.enum(["website", "social", "other"]).optional(), tags: z.array(z.string()).nullish(), properties: Properties.nullish(),
}).refine(({ keyword, keyword_id: id }) => keyword !== undefined || id !== undefined, "keyword or keyword_id is required");

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const newId = (account: Account) => () => `s_${(0xabc0000 + (account.counter += 1)).toString(16)}0`;

export function resource(person: Person) {
  const mayBeSent = person.sms.state === "subscribed";
  return {
    id: person.id, ps_id: Number.parseInt(person.id.slice(2), 16), created_at: stamp(person.createdMs), updated_at: stamp(person.updatedMs), data: {}, email: person.email, phone_number: person.phone,
    properties: person.properties, shopify_customer_id: person.externalId === null ? null : Number(person.externalId), subscriptions: { promotional: { can_send: mayBeSent }, transactional: { can_send: mayBeSent } }, tags: person.tags,
  };
}

function subscriber({ account, params }: Call): Person {
  const person = account.people.byId.get(params["id"] ?? "");
  if (!person) throw missing("subscriber");
  return person;
}

const FIELDS = { phone_number: (person: Person) => person.phone, email: (person: Person) => person.email, shopify_customer_id: (person: Person) => person.externalId, ps_id: (person: Person) => String(Number.parseInt(person.id.slice(2), 16)) } as const;
const TIMES = { created_at: (person: Person) => person.createdMs, updated_at: (person: Person) => person.updatedMs } as const;
const isField = (name: string): name is keyof typeof FIELDS => name in FIELDS;
const isTime = (name: string): name is keyof typeof TIMES => name in TIMES;

/** phone_number__in=…, email__eq=…, updated_at__gte=…: all of them hold. */
function testOf(name: string, values: string[]): (person: Person) => boolean {
  const [field = "", operator = ""] = name.split("__");
  if (isTime(field)) {
    const limit = Date.parse(/Z|[+-]\d\d:?\d\d$/.test(values[0] ?? "") ? (values[0] ?? "") : `${values[0]}Z`);
    if (Number.isNaN(limit)) throw invalid(`${name} is not a time.`);
    return (person) => compare(TIMES[field](person), operator, limit);
  }
  if (!isField(field) || !["eq", "in", "contains"].includes(operator)) throw invalid(`${name} is not a filter.`);
  const wanted = values.flatMap((value) => value.split(",")).map((value) => (field === "phone_number" ? (operator === "contains" ? value : plus(value)) : value.toLowerCase()));
  return (person) => {
    const value = FIELDS[field](person)?.toLowerCase();
    return value !== undefined && wanted.some((each) => each !== undefined && (operator === "contains" ? value.includes(each) : value === each));
  };
}

function compare(value: number, operator: string, limit: number): boolean {
  switch (operator) {
    case "gte": return value >= limit;
    case "gt": return value > limit;
    case "lte": return value <= limit;
    case "lt": return value < limit;
    default: return value === limit;
  }
}

function list({ account, ask }: Call) {
  const page = z.coerce.number().int().min(1).safeParse(ask.query.get("page") ?? 1);
  if (!page.success) throw invalid("page must be 1 or more.");
  const names = [...new Set(ask.query.keys())].filter((name) => name.includes("__"));
  const tests = names.map((name) => testOf(name, ask.query.getAll(name)));
  const found = candidates(account, ask.query).filter((person) => tests.every((test) => test(person)));
  const sort = ask.query.get("sort") ?? "created_at__asc";
  const [by = "", direction] = sort.split("__");
  if (!isTime(by) || !["asc", "desc"].includes(direction ?? "")) throw invalid("sort is not known.");
  const sign = direction === "desc" ? -1 : 1;
  found.sort((a, b) => sign * (TIMES[by](a) - TIMES[by](b)) || (a.id < b.id ? -1 : 1));
  const at = (page.data - 1) * PAGE;
  return reply(200, { page_info: { page: page.data, total_pages: Math.max(1, Math.ceil(found.length / PAGE)) }, subscribers: found.slice(at, at + PAGE).map(resource) });
}

/** Straight to the people that phones or emails name, where the question is such. */
function candidates({ people }: Account, query: URLSearchParams): Person[] {
  const values = (field: string) => [...query.getAll(`${field}__in`), ...query.getAll(`${field}__eq`)].flatMap((each) => each.split(","));
  const [phones, emails] = [values("phone_number"), values("email")];
  if (phones.length > 0) return [...new Set(phones.flatMap((phone) => find(people, { phone: plus(phone) }) ?? []))];
  if (emails.length > 0) return [...new Set(emails.flatMap((email) => find(people, { email }) ?? []))];
  return [...people.byId.values()];
}

function update(call: Call) {
  const person = subscriber(call);
  const body = read(call.ask, Patch);
  if (isRefused(person) || isRefused({ email: body.email })) throw invalid("The subscriber cannot be changed.");
  if (body.email && !isEmail(body.email)) throw invalid("email is not valid.");
  const properties = { ...person.properties, ...body.properties };
  if (Object.values(properties).filter((value) => value !== null).length > PROPERTIES_MAX) throw invalid(`A subscriber may have ${PROPERTIES_MAX} properties.`);
  person.properties = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
  person.tags = [...new Set([...person.tags, ...(body.tags ?? [])])];
  person.updatedMs = call.now;
  if (body.email && person.email === null) meet(call.account.people, { id: person.id, email: body.email }, call.now, newId(call.account));
  return reply(200, resource(person));
}

/** Begins the double opt-in; consent comes with the person's answer. */
function create(call: Call) {
  const body = read(call.ask, Create);
  const phone = plus(body.phone_number);
  if (!phone || !isPhone(phone) || isRefused({ phone })) throw invalid("phone_number is not valid.");
  const { person } = meet(call.account.people, { phone, email: body.email, externalId: body.shopify_customer_id === undefined || body.shopify_customer_id === null ? null : String(body.shopify_customer_id) }, call.now, newId(call.account));
  Object.assign(person.properties, body.properties);
  person.tags = [...new Set([...person.tags, ...(body.tags ?? [])])];
  if (person.sms.state !== "subscribed") text(call, person, "Reply Y to confirm.");
  return reply(201, resource(person));
}

const Named = z.strictObject({ postscript_subscriber_id: z.string().optional(), phone_number: z.string().optional(), email: z.string().optional(), shopify_customer_id: z.string().optional() });

function named(call: Call): Person {
  const body = read(call.ask, Named);
  const person = find(call.account.people, { id: body.postscript_subscriber_id, phone: plus(body.phone_number), email: body.email, externalId: body.shopify_customer_id });
  if (!person) throw missing("subscriber");
  return person;
}

function unsubscribe(call: Call) {
  const person = named(call);
  if (setConsent(person, "sms", "unsubscribed", call.now, "API")) happened(call.ground, call.account, { kind: "optedOut", channel: "sms", person, atMs: call.now });
  person.updatedMs = call.now;
  return reply(202, { message: "OK" });
}

const limit = "all";
export const subscriberOperations: Operation[] = [
  { name: "get-subscribers", method: "GET", path: "/api/v2/subscribers", limit, run: list },
  { name: "create-subscriber", method: "POST", path: "/api/v2/subscribers", limit, run: create },
  { name: "get-subscriber", method: "GET", path: "/api/v2/subscribers/{id}", limit, run: (call) => reply(200, resource(subscriber(call))) },
  { name: "update-subscriber-by-id", method: "PATCH", path: "/api/v2/subscribers/{id}", limit, run: update },
  { name: "unsubscribe", method: "PATCH", path: "/api/v2/compliance/unsubscribe", limit, run: unsubscribe },
  { name: "redact", method: "PATCH", path: "/api/v2/compliance/redact", limit, run: (call) => (forget(call.account.people, named(call)), reply(202, { message: "OK" })) },
];

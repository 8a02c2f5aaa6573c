// Attentive's users and their attributes. The first value of an attribute fixes its type for the whole
// account; arrays and maps are refused; v1 answers for what it did, v2 takes it and does it later.
import { z } from "zod";
import type { Account, Job } from "../account.ts";
import { isRefused } from "../faults.ts";
import { uuid } from "../ids.ts";
import { isLeftOut, startJob } from "../jobs.ts";
import { find, forget, type Person } from "../people.ts";
import { type Call, type Ground, nothing, type Operation, Refused, reply } from "../platform.ts";
import { Email, invalid, Phone, read, refusal, User, userOf } from "./answers.ts";

const NAME_MAX = 200;
const CUSTOM_MAX = 100;
const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Custom = z.record(z.string().min(1).max(NAME_MAX), Value);
const Attributes = z.strictObject({ properties: Custom, user: User });
const Identifiers = z.strictObject({ email: Email.optional(), phone: Phone.optional(), shopifyId: z.string().min(1).optional(), klaviyoId: z.string().min(1).optional(), clientUserId: z.string().min(1).optional(), customIdentifiers: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional() });
const Upsert = z.strictObject({
  identifiers: Identifiers,
  attributes: z.looseObject({ custom: Custom.optional() }).optional(),
  subscriptions: z.array(z.strictObject({ signUpSourceId: z.string(), channel: z.enum(["TEXT", "EMAIL"]), singleOptIn: z.boolean().optional() })).optional(),
}).refine(({ identifiers }) => Object.keys(identifiers).length > 0, "identifiers needs one");
const Bulk = z.strictObject({ users: z.array(Upsert).min(1).max(256) });
export const UPSERT = "user attributes";

const typeOf = (value: unknown): string => typeof value;

/** The first attribute whose value is of another type than its first one was. */
function clash(account: Account, properties: z.infer<typeof Custom>): string | null {
  return Object.entries(properties).find(([name, value]) => value !== null && account.types.has(name) && account.types.get(name) !== typeOf(value))?.[0] ?? null;
}

function setAll(account: Account, person: Person, properties: z.infer<typeof Custom>) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null) delete person.properties[name];
    else person.properties[name] = value;
    if (value !== null && !account.types.has(name)) account.types.set(name, typeOf(value));
  }
}

const keysOf = (user: z.infer<typeof User>) => ({ phone: user.phone, email: user.email, externalId: user.externalIdentifiers?.clientUserId });

function setNow({ account, ask, now }: Call) {
  const { properties, user } = read(ask, Attributes);
  if (isRefused(user)) throw invalid("The phone number or email is not valid.");
  const wrong = clash(account, properties);
  if (wrong !== null) throw invalid(`The attribute ${wrong} is of type ${account.types.get(wrong)}.`);
  setAll(account, userOf(account, keysOf(user), now), properties);
  return reply(200, {});
}

/** By phone or by email, not by both. */
export function named({ account, ask }: Call): Person | undefined {
  const [phone, email] = [ask.query.get("phone"), ask.query.get("email")];
  if ((phone === null) === (email === null)) throw invalid("Exactly one of phone and email is required.");
  return find(account.people, { phone, email });
}

function attributes(call: Call) {
  const person = named(call);
  if (!person) throw new Refused(refusal(404, "User not found"));
  return reply(200, Object.entries(person.properties).map(([name, value]) => ({ name, value: String(value) })));
}

function checkCount(account: Account, users: z.infer<typeof Upsert>[]) {
  const names = new Set([...account.types.keys(), ...users.flatMap(({ attributes: given }) => Object.keys(given?.custom ?? {}))]);
  if (names.size > CUSTOM_MAX) throw invalid(`An account may have ${CUSTOM_MAX} custom attributes.`);
}

function upsert(call: Call) {
  const user = read(call.ask, Upsert);
  checkCount(call.account, [user]);
  startJob(call, { id: uuid(call.account, "job"), kind: UPSERT, place: null, items: [user] });
  return reply(202, { success: true, message: "Request accepted" });
}

function upsertMany(call: Call) {
  const { users } = read(call.ask, Bulk);
  checkCount(call.account, users);
  const job = startJob(call, { id: uuid(call.account, "job"), kind: UPSERT, place: null, items: users });
  return reply(202, { message: "Bulk user attributes job successfully submitted", batchJobId: job.id });
}

export function finishUsers(ground: Ground, account: Account, job: Job) {
  for (const [index, raw] of job.items.entries()) {
    const { identifiers, attributes: given } = Upsert.parse(raw);
    const custom = given?.custom ?? {};
    const reason = isRefused(identifiers) ? "Invalid phone number or email." : clash(account, custom) !== null ? "An attribute is of another type." : isLeftOut(ground, account, job, index) ? "The user could not be processed." : null;
    const person = reason === null ? userOf(account, { ...identifiers, externalId: identifiers.clientUserId }, ground.now()) : null;
    if (person) setAll(account, person, custom);
    job.results.push({ index, ok: reason === null, reason, personId: person?.id ?? null, payload: raw });
  }
}

const Identify = z.strictObject({ phone: Phone.optional(), email: Email.optional(), shopifyId: z.string().min(1).optional(), klaviyoId: z.string().min(1).optional(), clientUserId: z.string().min(1).optional(), customIdentifiers: z.array(z.strictObject({ name: z.string(), value: z.string() })).optional() });

function identify({ account, ask, now }: Call) {
  const body = read(ask, Identify);
  userOf(account, { ...body, externalId: body.clientUserId }, now);
  return nothing(202);
}

const Erase = z.strictObject({ subjectEmail: Email.optional(), subjectPhone: Phone.optional(), requestMsg: z.string().optional(), clientUserId: z.string().optional() }).refine((body) => body.subjectEmail ?? body.subjectPhone ?? body.clientUserId, "needs an email, a phone or a clientUserId");

/** Within 30 days there; at once here. */
function erase({ account, ask, now }: Call) {
  const body = read(ask, Erase);
  const person = find(account.people, { email: body.subjectEmail, phone: body.subjectPhone, externalId: body.clientUserId });
  if (person) {
    for (const place of account.places.values()) place.members.delete(person.id);
    forget(account.people, person);
  }
  return reply(200, { id: uuid(account, "erase"), processed: false, type: "DELETE", requestDateTime: new Date(now).toISOString() });
}

const limit = "usual";
export const userOperations: Operation[] = [
  { name: "postCustomAttributes", method: "POST", path: "/v1/attributes/custom", limit, scope: "attributes:write", run: setNow },
  { name: "getCustomAttributes", method: "GET", path: "/v1/attributes/custom", limit, run: attributes },
  { name: "postUserAttributes", method: "POST", path: "/v2/user/attributes", limit, scope: "attributes:write", run: upsert },
  { name: "postBulkUserAttributes", method: "POST", path: "/v2/bulk/user/attributes", limit: "bulk", scope: "attributes:write", run: upsertMany },
  { name: "identify", method: "POST", path: "/v1/identity-resolution/user-identifiers", limit: "identity", scope: "identity:write", run: identify },
  { name: "addDeleteRequest", method: "POST", path: "/v1/privacy/delete-request", limit, scope: "privacy_requests:write", run: erase },
];

// Attentive's subscriptions and custom events. Subscribing somebody texts them, even where they are
// subscribed already; unsubscribing texts a confirmation unless that is switched off.
import { z } from "zod";
import { hours } from "#app/lib/time.ts";
import { type Account, EVENTS_MAX, LOG_MAX, remember } from "../account.ts";
import { isRefused } from "../faults.ts";
import { letters, uuid } from "../ids.ts";
import { find, type Person, setConsent } from "../people.ts";
import { type Call, nothing, type Operation, Refused, reply } from "../platform.ts";
import { Email, invalid, Phone, read, refusal, User, userOf } from "./answers.ts";
import { happened } from "./hooks.ts";
import { named } from "./users.ts";

const Reach = z.strictObject({ phone: Phone.optional(), email: Email.optional() }).refine(({ phone, email }) => phone !== undefined || email !== undefined, "needs a phone or an email");
const Subscribe = z.strictObject({
  user: Reach, signUpSourceId: z.string().optional(), externalIdentifiers: z.unknown().optional(),
  locale: z.strictObject({ language: z.string(), country: z.string() }).optional(), subscriptionType: z.enum(["MARKETING", "TRANSACTIONAL"]).optional(), singleOptIn: z.boolean().default(false),
}).refine((body) => body.signUpSourceId !== undefined || (body.locale !== undefined && body.subscriptionType !== undefined), "needs a signUpSourceId, or locale and subscriptionType");
const Type = z.enum(["MARKETING", "TRANSACTIONAL", "CHECKOUT_ABANDONED"]);
const Unsubscribe = z.strictObject({ user: Reach, subscriptions: z.array(z.strictObject({ type: Type, channel: z.enum(["TEXT", "EMAIL"]) })).optional(), notification: z.strictObject({ language: z.string().optional(), disabled: z.boolean().optional() }).optional() });

const CHANNELS = [["phone", "sms", "TEXT"], ["email", "email", "EMAIL"]] as const;
const consentOf = (person: Person, channel: "sms" | "email") => (channel === "sms" ? person.sms : person.email_);

function text(account: Account, person: Person, body: string, now: number) {
  if (!person.phone) return;
  const id = uuid(account, "message");
  account.messages.set(id, { id, to: person.phone, from: "174881", body, direction: "out", status: "sent", code: null, createdMs: now, updatedMs: now, callback: null, category: "service", personId: person.id });
  if (account.messages.size > LOG_MAX) account.messages.delete(account.messages.keys().next().value ?? "");
}

function subscribe({ ground, account, ask, now }: Call) {
  const { user, singleOptIn } = read(ask, Subscribe);
  if (isRefused(user)) throw invalid("The phone number or email is not valid.");
  const person = userOf(account, user, now);
  const responses = CHANNELS.filter(([key]) => user[key] !== undefined).map(([, channel, name]) => {
    const already = consentOf(person, channel).state === "subscribed";
    if (already && channel === "sms") text(account, person, "You are already subscribed.", now);
    // Without single opt-in the person answers first.
    if (!already && !singleOptIn && channel === "sms") text(account, person, "Reply Y to subscribe.", now);
    else if (setConsent(person, channel, "subscribed", now, "API")) happened(ground, account, { kind: "optedIn", channel, person, atMs: now });
    return { subscription: { type: "MARKETING", channel: name }, subscriptionCreationStatus: already ? "PREVIOUSLY_CREATED" : "NEWLY_CREATED" };
  });
  return reply(202, { user, subscriptionResponses: responses });
}

function unsubscribe({ ground, account, ask, now }: Call) {
  const { user, subscriptions, notification } = read(ask, Unsubscribe);
  const person = find(account.people, user);
  if (!person) throw new Refused(refusal(404, "User not found"));
  const wanted = CHANNELS.filter(([key, , name]) => user[key] !== undefined && (!subscriptions || subscriptions.some(({ channel, type }) => channel === name && type === "MARKETING")));
  const responses = wanted.map(([, channel, name]) => {
    const changed = setConsent(person, channel, "unsubscribed", now, "API");
    if (changed) happened(ground, account, { kind: "optedOut", channel, person, atMs: now });
    if (channel === "sms" && !notification?.disabled) text(account, person, "You are unsubscribed.", now);
    return { subscription: { type: "MARKETING", channel: name }, subscriptionUnsubscribeStatus: changed ? "NEWLY_UNSUBSCRIBED" : "PREVIOUSLY_UNSUBSCRIBED" };
  });
  return reply(202, { user, subscriptionResponses: responses });
}

function eligibility(call: Call) {
  const person = named(call);
  if (!person) throw new Refused(refusal(404, "User not found"));
  const [, channel, name] = call.ask.query.has("phone") ? CHANNELS[0] : CHANNELS[1];
  const isEligible = consentOf(person, channel).state === "subscribed";
  return reply(200, { subscriptionEligibilities: Type.options.map((type) => ({ subscription: { type, channel: name }, eligibility: { isEligible } })) });
}

const Event = z.strictObject({
  type: z.string().min(1).refine((type) => !/["'(){}[\]\\|,]/.test(type), "has a sign that is not allowed"),
  properties: z.record(z.string().refine((key) => !/["{}[\]\\|]/.test(key), "has a sign that is not allowed"), z.unknown()).optional(),
  externalEventId: z.string().optional(), occurredAt: z.iso.datetime({ offset: true }).optional(), user: User,
});
const KEYS_MAX = 200;
const STARTS_WITHIN_MS = hours(12);

/** What is older than twelve hours is taken and starts nothing; the caller's id is kept, not obeyed. */
function event({ account, ask, now }: Call) {
  const body = read(ask, Event);
  if (isRefused(body.user)) throw invalid("The phone number or email is not valid.");
  if (Object.keys(body.properties ?? {}).length > KEYS_MAX) throw invalid(`An event type may have ${KEYS_MAX} property keys.`);
  const person = userOf(account, { ...body.user, externalId: body.user.externalIdentifiers?.clientUserId }, now);
  const atMs = body.occurredAt ? Date.parse(body.occurredAt) : now;
  remember(account.events, { id: letters(account, "event", 11), personId: person.id, name: body.type, uniqueId: body.externalEventId ?? null, atMs, receivedMs: now, value: null, properties: body.properties ?? {}, silent: now - atMs > STARTS_WITHIN_MS }, EVENTS_MAX);
  return nothing(200);
}

export const subscriptionOperations: Operation[] = [
  { name: "addSubscriptions", method: "POST", path: "/v1/subscriptions", limit: "subscribe", scope: "subscriptions:write", run: subscribe },
  { name: "unsubscribeSubscriptions", method: "POST", path: "/v1/subscriptions/unsubscribe", limit: "unsubscribe", scope: "subscriptions:write", run: unsubscribe },
  { name: "getSubscriptions", method: "GET", path: "/v1/subscriptions", limit: "usual", scope: "subscriptions:read", run: eligibility },
  { name: "postCustomEvents", method: "POST", path: "/v1/events/custom", limit: "usual", scope: "events:write", run: event },
];

// Postscript's events, message requests and keywords. An event's type is a contract with the merchant's
// flow; nothing is recorded once only because its external id was seen.
import { z } from "zod";
import { seconds } from "#app/lib/time.ts";
import { EVENTS_MAX, LOG_MAX, type Message, remember } from "../account.ts";
import { isRefused } from "../faults.ts";
import { hex, uuid } from "../ids.ts";
import { find, type Person } from "../people.ts";
import { type Call, type Operation, reply } from "../platform.ts";
import { invalid, missing, plus, read, stamp } from "./answers.ts";

const who = { subscriber_id: z.string().optional(), phone: z.string().optional(), email: z.string().optional() };
const Event = z.strictObject({ type: z.string().regex(/^[A-Za-z0-9_]+$/, "may have letters, digits and underscores"), ...who, occurred_at: z.string().optional(), properties: z.record(z.string(), z.unknown()).optional(), external_id: z.string().optional() });
const Request = z.strictObject({
  subscriber_id: who.subscriber_id, phone: who.phone, country: z.string().optional(), body: z.string().min(1).max(1600), category: z.enum(["promotional", "transactional", "conversational"]).default("promotional"),
  scheduled_at: z.iso.datetime({ offset: true }).nullish(), media_url: z.string().nullish(),
});
const SENT_AFTER_MS = seconds(2);
const KEYWORD = { created_at: "2026-01-01T00:00:00.000000", id: "kw_sandbox1", keyword: "WELCOME", triggered_count: 1, updated_at: "2026-01-01T00:00:00.000000" };

function subscriber({ account }: Call, body: { subscriber_id?: string | undefined; phone?: string | undefined; email?: string | undefined }): Person {
  if (!body.subscriber_id && !body.phone && !body.email) throw invalid("One of subscriber_id, phone, email is required.");
  const person = find(account.people, { id: body.subscriber_id, phone: plus(body.phone), email: body.email });
  if (!person) throw missing("subscriber");
  if (isRefused(person)) throw invalid("The subscriber cannot be reached.");
  return person;
}

function event(call: Call) {
  const { account, ask, now } = call;
  const body = read(ask, Event);
  const person = subscriber(call, body);
  const atMs = body.occurred_at === undefined ? now : Date.parse(`${body.occurred_at.replace(" ", "T").replace(/Z$/, "").slice(0, 23)}Z`);
  if (Number.isNaN(atMs)) throw invalid("occurred_at is not a time.");
  const id = uuid(account, "event");
  remember(account.events, { id, personId: person.id, name: body.type, uniqueId: body.external_id ?? null, atMs, receivedMs: now, value: null, properties: body.properties ?? {}, silent: false }, EVENTS_MAX);
  return reply(202, { event_ids: [id] });
}

export function text({ ground, account, now }: Call, person: Person, body: string, category = "transactional", atMs = now): Message {
  const id = `mr_${hex(account, "request", 16)}`;
  const message: Message = { id, to: person.phone ?? "", from: "+18005550100", body, direction: "out", status: atMs > now ? "scheduled" : "processing", code: null, createdMs: now, updatedMs: now, callback: null, category, personId: person.id };
  account.messages.set(id, message);
  if (account.messages.size > LOG_MAX) account.messages.delete(account.messages.keys().next().value ?? "");
  const may = category !== "promotional" || person.sms.state === "subscribed";
  ground.plan(account, { atMs: atMs + SENT_AFTER_MS, kind: "message", id, status: may ? "sent" : "failed", code: may ? null : 400 });
  return message;
}

function send(call: Call) {
  const body = read(call.ask, Request);
  const person = subscriber(call, body);
  return reply(202, resource(text(call, person, body.body, body.category, body.scheduled_at ? Date.parse(body.scheduled_at) : call.now), call.account.id));
}

const sentId = (message: Message) => message.id.replace("mr_", "sm_");
const sentOne = (message: Message, shop: string) => ({ body: message.body, created_at: stamp(message.updatedMs), credits_used: Math.ceil(message.body.length / 160), id: sentId(message), media_url: null, phone: message.to, shop_id: shop, subscriber_id: message.personId });

function resource(message: Message, shop: string) {
  return {
    id: message.id, body: message.body, category: message.category, created_at: stamp(message.createdMs), updated_at: stamp(message.updatedMs), phone: message.to, scheduled_at: stamp(message.createdMs),
    status: message.status, status_code: message.code ?? 202, subscriber_id: message.personId, ...(message.status === "sent" ? { sent_message: sentOne(message, shop) } : {}),
  };
}

function one({ account, params }: Call) {
  const message = account.messages.get(params["id"] ?? "");
  if (!message) throw missing("message request");
  return reply(200, resource(message, account.id));
}

function sent({ account, params }: Call) {
  const message = account.messages.get((params["id"] ?? "").replace("sm_", "mr_"));
  if (message?.status !== "sent") throw missing("sent message");
  return reply(200, sentOne(message, account.id));
}

function keyword({ params }: Call) {
  if (params["id"] !== KEYWORD.id) throw missing("keyword");
  return reply(200, KEYWORD);
}

const limit = "all";
export const messageOperations: Operation[] = [
  { name: "create-custom-event", method: "POST", path: "/api/v2/events", limit, run: event },
  { name: "create-message", method: "POST", path: "/api/v2/message_requests", limit, run: send },
  { name: "get-message-request", method: "GET", path: "/api/v2/message_requests/{id}", limit, run: one },
  { name: "get-sent-message", method: "GET", path: "/api/v2/sent_messages/{id}", limit, run: sent },
  { name: "get-keywords", method: "GET", path: "/api/v2/keywords", limit, run: () => reply(200, { keywords: [KEYWORD] }) },
  { name: "get-keyword", method: "GET", path: "/api/v2/keywords/{id}", limit, run: keyword },
];

// Attentive's webhooks: the universal one, set by hand, hears everything; those made by API hear the event
// types they name, and their signing key is on the settings page alone. No id and no time in the headers.
import { createHmac } from "node:crypto";
import { z } from "zod";
import { hours, minutes } from "#app/lib/time.ts";
import type { Account, Delivery, Hook } from "../account.ts";
import { hex, uuid } from "../ids.ts";
import { type Call, type Ground, type Happening, nothing, type Operation, Refused, reply, type Sent } from "../platform.ts";
import { invalid, read, refusal } from "./answers.ts";

const EVENTS = ["sms.subscribed", "sms.sent", "sms.message_link_click", "email.subscribed", "email.unsubscribed", "email.message_link_click", "email.opened", "custom_attribute.set"];
const Create = z.strictObject({ url: z.url(), events: z.array(z.string()).min(1) });
const Update = z.strictObject({ url: z.url().optional(), events: z.array(z.string()).optional(), disabled: z.boolean().optional() });

function checkEvents(events: readonly string[]) {
  const unknown = events.find((event) => !EVENTS.includes(event));
  if (unknown !== undefined) throw invalid(`${unknown} is not an event type.`);
}

const resource = (account: Account, hook: Hook) => ({ id: hook.id, url: hook.url, events: hook.topics, type: hook.kind === "universal" ? "UNIVERSAL" : "SUBSCRIPTION", companyId: account.id, ...(hook.disabledMs === null ? {} : { disabledAt: new Date(hook.disabledMs).toISOString() }) });

function create({ account, ask, now }: Call) {
  const { url, events } = read(ask, Create);
  checkEvents(events);
  const hook: Hook = { id: uuid(account, "webhook"), name: "", url, topics: events, secret: hex(account, "signing", 40), headers: {}, kind: "subscription", disabledMs: null, createdMs: now, failingSinceMs: null };
  account.hooks.set(hook.id, hook);
  return reply(201, resource(account, hook));
}

function hookNamed({ account, params }: Call): Hook {
  const hook = account.hooks.get(params["id"] ?? "");
  if (hook?.kind === "subscription") return hook;
  throw new Refused(refusal(404, "Webhook not found"));
}

function update(call: Call) {
  const hook = hookNamed(call);
  const body = read(call.ask, Update);
  checkEvents(body.events ?? []);
  Object.assign(hook, { url: body.url ?? hook.url, topics: body.events ?? hook.topics });
  if (body.disabled !== undefined) hook.disabledMs = body.disabled ? call.now : null;
  return reply(200, resource(call.account, hook));
}

const KINDS: Partial<Record<Happening["kind"], string>> = { sent: "sent", clicked: "message_link_click", replied: "inbound_message", optedIn: "subscribed", optedOut: "unsubscribed", opened: "opened" };

export function happened(ground: Ground, account: Account, what: Happening) {
  const kind = KINDS[what.kind];
  const type = what.kind === "attributeSet" ? "custom_attribute.set" : kind && `${what.channel}.${kind}`;
  // It tells of nothing delivered, failed or bounced.
  if (!type || type === "sms.opened" || type === "email.inbound_message") return;
  const item = payload(account, type, what);
  for (const hook of account.hooks.values()) if (hook.topics.includes("*") || hook.topics.includes(type)) ground.send(account, hook, type, item);
}

function payload(account: Account, type: string, what: Happening) {
  const { person } = what;
  const subscriber = {
    external_id: Number(person.id), ...(person.phone === null ? {} : { phone: person.phone }), ...(person.email === null ? {} : { email: person.email }),
    ...(person.externalId === null ? {} : { external_identifiers: { client_user_id: [person.externalId] } }),
  };
  const message = { id: what.messageId ?? `MDc6TWVzc2FnZT${account.counter}`, type: "ONE_TIME", ...(what.campaign === undefined ? {} : { name: what.campaign }), ...(what.text === undefined ? {} : { text: what.text }), channel: what.channel === "sms" ? "TEXT" : "EMAIL" };
  const more: Partial<Record<Happening["kind"], object>> = {
    sent: { message }, opened: { message }, clicked: { message, link: { url: what.url ?? "" } },
    replied: { message: { type: "TYPE_CONVERSATION", text: what.text ?? "", to_phone: "+174881" } },
    optedIn: { creative: { name: "Text to Join", type: "TEXT_TO_JOIN", subtype: "CODE" }, subscription: { type: "MARKETING" } },
    optedOut: { subscription: { type: "MARKETING" } },
    attributeSet: { user_property: { id: "1", name: what.text ?? "", value: what.url ?? "" } },
  };
  return { type, timestamp: what.atMs, company: { display_name: account.name, company_id: account.id }, subscriber, ...more[what.kind] };
}

export const signature = (key: string, body: string): string => createHmac("sha256", key).update(body).digest("hex");

export function wrap(_account: Account, hook: Hook, delivery: Delivery, _now: number, forged: boolean): Sent {
  const body = JSON.stringify(delivery.items[0]);
  return { url: hook.url, headers: { "content-type": "application/json", "x-attentive-hmac-sha256": signature(forged ? "not the key" : hook.secret, body) }, body };
}

/** For three days, ever more slowly. */
export const retryMs = (attempt: number): number | null => (attempt > 14 ? null : Math.min(minutes(2 ** (attempt - 1)), hours(12)));

const limit = "usual";
export const hookOperations: Operation[] = [
  { name: "createWebhook", method: "POST", path: "/v1/webhooks", limit, scope: "webhooks:write", run: create },
  { name: "getWebhooks", method: "GET", path: "/v1/webhooks", limit, scope: "webhooks:write", run: ({ account }) => reply(200, { webhooks: [...account.hooks.values()].map((hook) => resource(account, hook)) }) },
  { name: "updateWebhook", method: "PUT", path: "/v1/webhooks/{id}", limit, scope: "webhooks:write", run: update },
  { name: "deleteWebhook", method: "DELETE", path: "/v1/webhooks/{id}", limit, scope: "webhooks:write", run: (call) => (call.account.hooks.delete(hookNamed(call).id), nothing(204)) },
];

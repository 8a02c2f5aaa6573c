// Postscript's webhooks: one event each, our own headers echoed, and for a signature a token that never
// changes. It tells of texts from people and of their coming and going; of nothing sent, delivered, clicked.
import { z } from "zod";
import { minutes } from "#app/lib/time.ts";
import type { Account, Delivery, Hook } from "../account.ts";
import { hex, uuid } from "../ids.ts";
import { type Call, type Ground, type Happening, type Operation, reply, type Sent } from "../platform.ts";
import { missing, read, stamp } from "./answers.ts";

const EVENTS = ["shop.test", "shop.incoming_message", "shop.subscriber.opt_in", "shop.subscriber.opt_out", "shop.shop.email_collected", "shop.email_collected"] as const;
const Create = z.strictObject({ callback_url: z.url(), event: z.enum(EVENTS), headers: z.record(z.string(), z.string()).optional() });
const Update = z.strictObject({ callback_url: z.url().optional(), headers: z.record(z.string(), z.string()).optional() });

const resource = (hook: Hook) => ({ id: hook.id, callback_url: hook.url, event: hook.topics[0], headers: hook.headers, created_at: stamp(hook.createdMs), updated_at: stamp(hook.createdMs) });

function create({ account, ask, now }: Call) {
  const { callback_url: url, event, headers = {} } = read(ask, Create);
  const hook: Hook = { id: uuid(account, "webhook"), name: "", url, topics: [event], secret: account.credentials.token ?? "", headers, kind: "subscription", disabledMs: null, createdMs: now, failingSinceMs: null };
  account.hooks.set(hook.id, hook);
  return reply(200, resource(hook));
}

function hookNamed({ account, params }: Call): Hook {
  const hook = account.hooks.get(params["id"] ?? "");
  if (!hook) throw missing("webhook subscription");
  return hook;
}

function update(call: Call) {
  const hook = hookNamed(call);
  const { callback_url: url, headers } = read(call.ask, Update);
  Object.assign(hook, { url: url ?? hook.url, headers: headers ?? hook.headers });
  return reply(200, resource(hook));
}

function tell(ground: Ground, account: Account, event: string, data: Record<string, unknown>) {
  for (const hook of account.hooks.values()) if (hook.topics.includes(event)) ground.send(account, hook, event, envelope(account, hook.id, event, data, ground.now()));
}

const envelope = (account: Account, id: string, event: string, data: Record<string, unknown>, now: number) => ({ webhook_id: id, resource_type: "shop", resource_id: account.id, event_time: stamp(now), event, event_data: data });

const STOP = /^\s*(stop|stopall|unsubscribe|cancel|end|quit)\s*$/i;

export function happened(ground: Ground, account: Account, { kind, channel, person, text, atMs }: Happening) {
  if (channel !== "sms") return;
  const about = { subscriber_id: person.id, shop_id: account.id, shopify_customer_id: person.externalId === null ? null : Number(person.externalId) };
  if (kind === "replied") {
    const id = `im_${hex(account, "incoming", 16)}`;
    account.messages.set(id, { id, to: "+18005550100", from: person.phone ?? "", body: text ?? "", direction: "in", status: "received", code: null, createdMs: atMs, updatedMs: atMs, callback: null, category: "", personId: person.id });
    tell(ground, account, "shop.incoming_message", { id, ...about, is_opt_out: STOP.test(text ?? ""), from_number: person.phone, created_at: stamp(atMs), body: text ?? "" });
  }
  else if (kind === "optedIn" || kind === "optedOut") tell(ground, account, kind === "optedIn" ? "shop.subscriber.opt_in" : "shop.subscriber.opt_out", { ...about, phone_number: person.phone, created_at: stamp(atMs) });
}

export function wrap(_account: Account, hook: Hook, delivery: Delivery, _now: number, forged: boolean): Sent {
  return { url: hook.url, headers: { ...hook.headers, "content-type": "application/json", "postscript-signature": forged ? "not the token" : hook.secret }, body: JSON.stringify(delivery.items[0]) };
}

/** Every five minutes for an hour, and then it is lost. */
export const retryMs = (attempt: number): number | null => (attempt > 12 ? null : minutes(5));

function test({ ground, account, ask }: Call) {
  const { event } = read(ask, z.strictObject({ event: z.enum(EVENTS) }));
  tell(ground, account, event, { test: true });
  return reply(202, { message: "OK" });
}

function example({ account, ask, now }: Call) {
  const data = { id: "im_1b2a005a386281c9", subscriber_id: "s_1234567abcd", shop_id: account.id, is_opt_out: false, shopify_customer_id: null, from_number: "+15555555555", created_at: stamp(now), body: "Hello, world" };
  return reply(200, envelope(account, "89066f0a-eb36-4ed8-b98c-606e6dcac715", ask.query.get("event") ?? "shop.incoming_message", data, now));
}

const limit = "all";
export const hookOperations: Operation[] = [
  { name: "get-webhook-signing-token", method: "GET", path: "/api/v2/webhooks/token", limit, run: ({ account }) => reply(200, { token: account.credentials.token }) },
  { name: "example-event", method: "GET", path: "/api/v2/webhooks/example", limit, run: example },
  { name: "test-shop-webhook", method: "POST", path: "/api/v2/webhooks/test", limit, run: test },
  { name: "create-webhook-subscription", method: "POST", path: "/api/v2/webhooks", limit, run: create },
  { name: "list-webhook-subscriptions", method: "GET", path: "/api/v2/webhooks", limit, run: ({ account }) => reply(200, { webhook_subscriptions: [...account.hooks.values()].map(resource) }) },
  { name: "get-webhook-subscription", method: "GET", path: "/api/v2/webhooks/{id}", limit, run: (call) => reply(200, resource(hookNamed(call))) },
  { name: "update-webhook-subscription", method: "PATCH", path: "/api/v2/webhooks/{id}", limit, run: update },
  { name: "delete-webhook-subscription", method: "DELETE", path: "/api/v2/webhooks/{id}", limit, run: (call) => (call.account.hooks.delete(hookNamed(call).id), reply(200, {})) },
];

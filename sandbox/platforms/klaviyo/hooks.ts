// Klaviyo's system webhooks: for OAuth apps and for accounts with Advanced KDP; up to 1,000 events in one
// body, signed over body and timestamp, whose clock is five hours wrong.
import { createHmac } from "node:crypto";
import { z } from "zod";
import { hours, minutes, seconds } from "#app/lib/time.ts";
import type { Account, Delivery, Hook } from "../account.ts";
import { ulid } from "../ids.ts";
import { type Call, type Ground, type Happening, nothing, type Operation, Refused, type Sent } from "../platform.ts";
import { HOST, invalid, ok, problem, read } from "./answers.ts";
import { record, resource as event } from "./events.ts";
import { metricNames, metricOf, topicOf } from "./metrics.ts";
import { time } from "./profiles.ts";

const Topics = z.strictObject({ "webhook-topics": z.strictObject({ data: z.array(z.strictObject({ type: z.literal("webhook-topic"), id: z.string() })).min(1) }) });
const about = { name: z.string().min(1), description: z.string().nullish(), endpoint_url: z.string(), secret_key: z.string().min(16) };
const Create = z.strictObject({ data: z.strictObject({ type: z.literal("webhook"), attributes: z.strictObject(about), relationships: Topics }) });
const Update = z.strictObject({ data: z.strictObject({ type: z.literal("webhook"), id: z.string(), attributes: z.strictObject({ ...about, enabled: z.boolean() }).partial(), relationships: Topics.optional() }) });

function mayHook({ account, byKey }: Call) {
  if (byKey && !account.advancedKdp) throw new Refused(problem(403, "permission_denied", "You do not have permission to perform this action.", "You must have Advanced KDP enabled to use this endpoint."));
}

/** An address on this machine may do without https here. */
function checkAddress(url: string) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === "https:" || parsed?.hostname === "127.0.0.1" || parsed?.hostname === "localhost") return;
  throw invalid("endpoint_url must be an https address.", "/data/attributes/endpoint_url");
}

/** The address comes back masked, the secret not at all. */
function resource(hook: Hook) {
  const related = { self: `${HOST}/api/webhooks/${hook.id}/relationships/webhook-topics/`, related: `${HOST}/api/webhooks/${hook.id}/webhook-topics/` };
  return {
    type: "webhook", id: hook.id,
    attributes: { name: hook.name, description: null, endpoint_url: `${new URL(hook.url).origin}/********`, enabled: hook.disabledMs === null, created_at: time(hook.createdMs), updated_at: time(hook.createdMs) },
    relationships: { "webhook-topics": { data: hook.topics.map((id) => ({ type: "webhook-topic", id })), links: related } },
    links: { self: `${HOST}/api/webhooks/${hook.id}/` },
  };
}

function create(call: Call) {
  mayHook(call);
  const { attributes, relationships } = read(call.ask, Create).data;
  checkAddress(attributes.endpoint_url);
  const id = ulid(call.account, "webhook");
  const hook: Hook = { id, name: attributes.name, url: attributes.endpoint_url, topics: relationships["webhook-topics"].data.map((topic) => topic.id), secret: attributes.secret_key, headers: {}, kind: "system", disabledMs: null, createdMs: call.now, failingSinceMs: null };
  call.account.hooks.set(id, hook);
  return ok(201, { data: resource(hook), links: { self: `${HOST}/api/webhooks/${id}/` } });
}

function hookNamed({ account, params }: Call): Hook {
  const hook = account.hooks.get(params["id"] ?? "");
  if (hook) return hook;
  throw new Refused(problem(404, "not_found", "Not found.", "A webhook with the id does not exist.", "/data/id"));
}

function update(call: Call) {
  mayHook(call);
  const hook = hookNamed(call);
  const { attributes, relationships } = read(call.ask, Update).data;
  if (attributes.endpoint_url) checkAddress(attributes.endpoint_url);
  hook.name = attributes.name ?? hook.name;
  hook.url = attributes.endpoint_url ?? hook.url;
  hook.secret = attributes.secret_key ?? hook.secret;
  hook.topics = relationships?.["webhook-topics"].data.map(({ id }) => id) ?? hook.topics;
  if (attributes.enabled !== undefined) hook.disabledMs = attributes.enabled ? null : call.now;
  return ok(200, { data: resource(hook), links: { self: `${HOST}/api/webhooks/${hook.id}/` } });
}

function remove(call: Call) {
  mayHook(call);
  call.account.hooks.delete(hookNamed(call).id);
  return nothing(204);
}

function all(call: Call) {
  mayHook(call);
  return ok(200, { data: [...call.account.hooks.values()].map(resource), links: { self: `${HOST}/api/webhooks/`, prev: null, next: null } });
}

function topics(call: Call) {
  mayHook(call);
  const data = metricNames(call.account).map((name) => ({ type: "webhook-topic", id: topicOf(name), links: { self: `${HOST}/api/webhook-topics/${topicOf(name)}/` } }));
  return ok(200, { data, links: { self: `${HOST}/api/webhook-topics/`, prev: null, next: null } });
}

/** Recorded as an event, which can be read, and told to the hooks of its topic. */
export function happened(ground: Ground, account: Account, what: Happening) {
  const name = metricOf(what);
  if (!name) return;
  const properties = {
    ...(what.text === undefined ? {} : { "Message Body": what.text }), ...(what.url === undefined ? {} : { URL: what.url }), ...(what.campaign === undefined ? {} : { "Campaign Name": what.campaign }),
    ...(what.messageId === undefined ? {} : { $message: what.messageId }), ...(what.code === undefined ? {} : { "Failure Reason": String(what.code) }), ...(what.bot === undefined ? {} : { "Bot Click": what.bot }),
  };
  const attributes = { properties, time: new Date(what.atMs).toISOString(), unique_id: `own-${(account.counter += 1)}`, metric: { data: { type: "metric" as const, attributes: { name } } } };
  const made = record(account, what.person, attributes, false, ground.now());
  if (!made) return;
  const topic = topicOf(name);
  const item = { topic, external_id: made.id, payload: { data: event(made) } };
  for (const hook of account.hooks.values()) if (hook.topics.includes(topic)) ground.send(account, hook, topic, item);
}

export const signature = (secret: string, body: string, timestamp: string): string => createHmac("sha256", secret).update(body + timestamp).digest("hex");

const WRONG_BY_MS = hours(5);

export function wrap(account: Account, hook: Hook, delivery: Delivery, now: number, forged: boolean): Sent {
  const body = JSON.stringify({ meta: { timestamp: time(now), klaviyo_webhook_id: hook.id, klaviyo_account_id: account.id, version: "2024-06-28" }, data: delivery.items });
  const timestamp = new Date(now + WRONG_BY_MS).toUTCString();
  const headers = { "content-type": "application/json", "klaviyo-webhook-id": hook.id, "klaviyo-timestamp": timestamp, "klaviyo-signature": signature(forged ? "not the secret at all" : hook.secret, body, timestamp) };
  return { url: hook.url, headers, body };
}

/** Not published for system webhooks; this is what flow webhooks do: 17 times over a day. */
export const retryMs = (attempt: number): number | null => (attempt > 17 ? null : Math.min(seconds(10 * 2 ** (attempt - 1)), minutes(120)));

const at = { limit: "XS", path: "/api/webhooks/{id}" };
export const hookOperations: Operation[] = [
  { ...at, name: "create_webhook", method: "POST", path: "/api/webhooks", scope: "webhooks:write", run: create },
  { ...at, name: "get_webhooks", method: "GET", path: "/api/webhooks", scope: "webhooks:read", run: all },
  { ...at, name: "get_webhook", method: "GET", scope: "webhooks:read", run: (call) => (mayHook(call), ok(200, { data: resource(hookNamed(call)) })) },
  { ...at, name: "update_webhook", method: "PATCH", scope: "webhooks:write", run: update },
  { ...at, name: "delete_webhook", method: "DELETE", scope: "webhooks:write", run: remove },
  { ...at, name: "get_webhook_topics", method: "GET", path: "/api/webhook-topics", scope: "webhooks:read", run: topics },
];

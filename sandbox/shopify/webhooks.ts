// Webhooks on their way out: signed over the raw body, tried again with growing delay until the app
// answers 2xx, and delayed, doubled, held back or lost as the shop's faults say. What is still on its
// way is in the journal, so a restart loses nothing that was not meant to be lost.
import { createHmac, randomUUID } from "node:crypto";
import { minutes, seconds } from "#app/lib/time.ts";
import { API_VERSION } from "#sandbox/schema/admin.ts";
import type { Subscription } from "./app-toml.ts";
import type { Delivery } from "./records.ts";
import type { Shop } from "./shop.ts";

/** Shopify: 8 retries over 4 hours, 5 s for an answer (shopify.dev webhooks, 2026-10). */
export const RETRIES_MAX = 8;
const ANSWER_MS = seconds(5);
const CONCURRENCY = 6;

/** These reach an app that is no longer installed. */
const LAST_WORDS = new Set(["app/uninstalled", "customers/redact", "shop/redact", "customers/data_request"]);

export type Webhooks = {
  emit(shop: Shop, topic: string, payload: unknown, options?: { inMs?: number }): void;
  resume(shop: Shop): void;
  /** What was tried lately, newest last. */
  log: Attempt[];
  /** Resolves when nothing is on its way but what was put off for longer than `withinMs`. */
  quiet(withinMs?: number): Promise<void>;
  stop(): void;
};

export type Attempt = { shop: string; topic: string; eventId: string; webhookId: string; at: number; attempt: number; taken: boolean };
const LOG_MAX = 1000;

export type WebhookOptions = { appUrl: string; secret: string; subscriptions: Subscription[] | null; retryMs?: (attempt: number) => number };

/** 1 s, 4 s, 16 s … up to an hour. */
const growing = (attempt: number) => Math.min(seconds(4 ** (attempt - 1)), minutes(60));

export function startWebhooks(options: WebhookOptions): Webhooks {
  const { subscriptions, retryMs = growing } = options;
  let running = 0;
  let stopped = false;
  const ready: { shop: Shop; delivery: Delivery }[] = [];
  const scheduled = new Map<Delivery, () => void>();
  const listeners: (() => void)[] = [];

  const log: Attempt[] = [];
  const schedule = (shop: Shop, delivery: Delivery) => {
    const cancel = shop.clock.at(delivery.dueAt, () => {
      scheduled.delete(delivery);
      ready.push({ shop, delivery });
      next();
    });
    scheduled.set(delivery, cancel);
  };

  const next = () => {
    while (!stopped && running < CONCURRENCY) {
      const item = ready.shift();
      if (!item) break;
      running += 1;
      void deliver(item.shop, item.delivery).finally(() => {
        running -= 1;
        next();
      });
    }
    for (const listen of listeners.splice(0)) listen();
  };

  const deliver = async (shop: Shop, delivery: Delivery) => {
    // An app that came back within the 48 hours keeps its data; one that has left hears nothing else.
    const dropped = delivery.topic === "shop/redact" ? shop.installed : !shop.installed && !LAST_WORDS.has(delivery.topic);
    if (delivery.planned && delivery.attempts === 0) delivery.triggeredAt = shop.clock.ms();
    const taken = dropped || (await post(shop, delivery, options));
    if (!dropped) remember(log, shop, delivery, taken);
    if (stopped) return;
    if (taken || delivery.attempts >= RETRIES_MAX) return shop.drop("Delivery", delivery.id);
    delivery.attempts += 1;
    delivery.dueAt = shop.clock.ms() + retryMs(delivery.attempts);
    shop.save(delivery);
    schedule(shop, delivery);
  };

  return {
    log,
    emit(shop, topic, payload, { inMs = 0 } = {}) {
      if (!shop.installed && !LAST_WORDS.has(topic)) return;
      for (const uri of doors(subscriptions, topic)) {
        for (const delivery of fated(shop, topic, uri, JSON.stringify(payload), inMs)) {
          shop.save(delivery);
          schedule(shop, delivery);
        }
      }
    },
    resume(shop) {
      for (const delivery of shop.tables.Delivery.values()) schedule(shop, delivery);
    },
    async quiet(withinMs = seconds(10)) {
      const soon = () => [...scheduled.keys()].some((delivery) => delivery.dueAt - delivery.triggeredAt <= withinMs);
      while (!stopped && (running > 0 || ready.length > 0 || soon())) await new Promise<void>((resolve) => listeners.push(resolve));
    },
    stop() {
      stopped = true;
      for (const cancel of scheduled.values()) cancel();
      for (const listen of listeners.splice(0)) listen();
    },
  };
}

const doors = (subscriptions: Subscription[] | null, topic: string) =>
  topic.startsWith("flow/") ? [`/${topic}`] : subscriptions === null ? ["/webhooks"] : subscriptions.filter((subscription) => subscription.topic === topic).map(({ uri }) => uri);

function remember(log: Attempt[], shop: Shop, delivery: Delivery, taken: boolean) {
  const { topic, eventId, webhookId, attempts } = delivery;
  log.push({ shop: shop.settings.domain, topic, eventId, webhookId, at: shop.clock.ms(), attempt: attempts + 1, taken });
  if (log.length > LOG_MAX) log.shift();
}

/** None where it is lost, two where it is doubled. Drawn per topic and running number, so a seed repeats. */
function fated(shop: Shop, topic: string, uri: string, body: string, inMs: number): Delivery[] {
  const { webhooks } = shop.faults;
  const id = shop.nextId("Delivery");
  const chance = shop.chance(`webhook/${id % 1e9}`);
  const lost = chance.happens(webhooks.lose);
  const copies = chance.happens(webhooks.duplicate) ? 2 : 1;
  if (lost) return [];
  const triggeredAt = shop.clock.ms();
  const eventId = randomUUID();
  return Array.from({ length: copies }, (_, copy): Delivery => {
    const delay = chance.whole(...webhooks.delayMs) + (chance.happens(webhooks.reorder) ? chance.whole(1, webhooks.reorderMs) : 0);
    const webhookId = randomUUID();
    return { kind: "Delivery", id: copy === 0 ? id : shop.nextId("Delivery"), topic, uri, body, eventId, webhookId, triggeredAt, planned: inMs > 0, dueAt: triggeredAt + inMs + delay, attempts: 0 };
  });
}

const sign = (body: string, secret: string) => createHmac("sha256", secret).update(body, "utf8").digest("base64");

async function post(shop: Shop, delivery: Delivery, options: WebhookOptions): Promise<boolean> {
  const forged = shop.chance(`forge/${delivery.id % 1e9}/${delivery.attempts}`).happens(shop.faults.webhooks.forge);
  try {
    const answer = await fetch(new URL(delivery.uri, options.appUrl), {
      method: "POST",
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_MS),
      headers: {
        "content-type": "application/json",
        "user-agent": "Shopify-Captain-Hook",
        "x-shopify-topic": delivery.topic,
        "x-shopify-hmac-sha256": sign(delivery.body, forged ? "not the secret" : options.secret),
        "x-shopify-shop-domain": shop.settings.domain,
        "x-shopify-api-version": API_VERSION,
        "x-shopify-webhook-id": delivery.webhookId,
        "x-shopify-event-id": delivery.eventId,
        "x-shopify-triggered-at": new Date(delivery.triggeredAt).toISOString(),
      },
      body: delivery.body,
    });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    // Refused, cut off or too slow: all the same to Shopify, which tries again.
    return false;
  }
}

// Shopify Flow as far as an app sees it: triggers that it fires, an action of its own that is run, and the word
// whether workflows use its triggers. What a trigger must hold stands in the app's extensions.
import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";
import { z } from "zod";
import { Refusal } from "./refusal.ts";
import type { Shop } from "./shop.ts";

const BYTES_MAX = 50_000;
const RECEIVED_MAX = 200;
const Extension = z.object({ extensions: z.array(z.object({ type: z.string() })).length(1), settings: z.object({ fields: z.array(z.object({ type: z.string(), key: z.string().optional() })) }) });

const Payload = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type Received = { at: number; handle: string; payload: z.infer<typeof Payload> };

/** The newest last. Not kept over a restart. */
const received = new WeakMap<Shop, Received[]>();
export const receivedBy = (shop: Shop): readonly Received[] => received.get(shop) ?? [];

export function receiveTrigger(shop: Shop, handle: unknown, given: unknown): void {
  const fields = fieldsOf(String(handle));
  if (!fields) throw new Refusal(`Errors validating schema:\n  Invalid handle: ${String(handle)}`, ["handle"]);
  const text = typeof given === "string" ? given : JSON.stringify(given ?? null);
  if (text.length > BYTES_MAX) throw new Refusal("Errors validating schema:\n  Payload exceeds size limit", ["payload"]);
  const payload = Payload.safeParse(JSON.parse(text));
  const missing = payload.success ? fields.filter((field) => !(field in payload.data)) : fields;
  if (!payload.success || missing.length > 0) throw new Refusal(`Errors validating schema:\n  Missing properties: ${missing.join(", ")}`, ["payload"]);
  received.set(shop, [...receivedBy(shop), { at: shop.clock.ms(), handle: String(handle), payload: payload.data }].slice(-RECEIVED_MAX));
}

/** Null: no trigger is called so. */
function fieldsOf(handle: string): string[] | null {
  const file = fileURLToPath(new URL(`../../extensions/${handle}/shopify.extension.toml`, import.meta.url));
  if (!/^[a-z-]+$/.test(handle) || !existsSync(file)) return null;
  const { extensions, settings } = Extension.parse(parse(readFileSync(file, "utf8")));
  return extensions[0]?.type === "flow_trigger" ? settings.fields.map(({ type, key }) => key ?? type.replace("_reference", "_id")) : null;
}

type ActionRun = { customerId: number; run?: string | undefined };

/** A workflow reaches an action of the app's. The same run may be tried again, under its id. */
function runOf(shop: Shop, topic: string, handle: string, { customerId, run = randomUUID() }: ActionRun, properties: object): { run: string } {
  shop.emit(topic, { shop_id: shop.id, shopify_domain: shop.settings.domain, action_run_id: run, action_definition_id: handle, handle, properties: { customer_id: customerId, ...properties }, step_reference: randomUUID() });
  return { run };
}

export const runAction = (shop: Shop, { list, ...run }: ActionRun & { list: string }): { run: string } => runOf(shop, "flow/add-to-list", "add-to-list", run, { list });
export const runStart = (shop: Shop, { flow, ...run }: ActionRun & { flow: string }): { run: string } => runOf(shop, "flow/start", "start-flow", run, { flow });

/** The merchant switches workflows on or off that start with a trigger. */
export function useTrigger(shop: Shop, handle: string, enabled: boolean): void {
  shop.emit("flow/use", { flow_trigger_definition_id: handle, has_enabled_flow: enabled, shop_id: shop.id, shopify_domain: shop.settings.domain, timestamp: shop.clock.now().toISOString() });
}

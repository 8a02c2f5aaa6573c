// The one door of all platforms. A 200 means a committed row, also of what is not understood: a platform that is
// told no tries again for days and then stops telling. Only a bad signature is refused.
import { createHash } from "node:crypto";
import type { World } from "../lib/world.ts";
import type { Delivered, PlatformId } from "../platforms/adapter.ts";
import { PlatformId as Platform } from "../platforms/adapter.ts";
import { ADAPTERS, type Adapters } from "../platforms/adapters.ts";
import { type Hook, hookAt, hookOf } from "../platforms/connection.server.ts";
import { type Stored, topicOf } from "./platform-delivery.ts";
import { connectionsOfAccount, storeDelivery } from "./platform-rows.server.ts";

/** A thousand of Klaviyo's events are some 2 MB. */
export const DELIVERY_BYTES_MAX = 5_000_000;

type Addressed = { platform: string; /** Null: the address that serves all shops. */ key: string | null };

export async function takeDelivery(world: World, { platform: named, key }: Addressed, delivered: Delivered, adapters: Adapters = ADAPTERS): Promise<200 | 401 | 404> {
  const platform = Platform.safeParse(named).data;
  const webhooks = platform && adapters[platform]?.webhooks;
  if (!platform || !webhooks) return 404;
  const text = Buffer.from(delivered.body).toString("utf8");
  const hooks = key === null ? await hooksOfAccount(world, platform, webhooks.accountOf(text)) : [await hookOf(world, key)].filter((hook) => hook?.connection.platform === platform);
  if (key !== null && hooks.length === 0) return 404;
  // Where all shops have one address, all have one secret, which is ours and not the merchant's.
  const shared = key === null ? [world.secrets.platformHookSecrets?.[platform] ?? []].flat() : [];
  const genuine = hooks.filter((hook) => hook !== null).filter(({ secrets }) => [...secrets, ...shared].length > 0 && webhooks.verify(delivered, [...secrets, ...shared]));
  if (genuine.length === 0) {
    world.log.warn("platform webhook refused", { platform });
    return 401;
  }
  for (const hook of genuine) await store(world, hook, delivered, text);
  return 200;
}

/** One account may be connected to several shops: each hears of it. */
async function hooksOfAccount(world: World, platform: PlatformId, account: string | null): Promise<Hook[]> {
  const places = account === null ? [] : await connectionsOfAccount(world, platform, account);
  const hooks = await Promise.all(places.map(({ shop_id, connection_id }) => hookAt(world, shop_id, connection_id)));
  return hooks.filter((hook) => hook !== null);
}

async function store(world: World, { shop, connection }: Hook, { body, headers }: Delivered, text: string): Promise<void> {
  const { connection_id: id, platform } = connection;
  // PostgreSQL's text cannot hold NUL, which none of these formats holds either.
  const stored: Stored = { platform, connection: id, type: headers["content-type"] ?? "", body: text.replaceAll("\0", "\ufffd") };
  const key = `${id}/${createHash("sha256").update(body).digest("hex")}`;
  await storeDelivery(world, shop, { platform, topic: topicOf(platform), key, body: JSON.stringify(stored), now: world.now() });
}

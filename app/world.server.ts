// The real world. Only routes and the worker come here; everything else is handed its world.
import { randomUUID } from "node:crypto";
import { openDb, type OpenDb } from "./db.server.ts";
import { env, platformClients } from "./env.server.ts";
import { openHttp, OUTGOING_HOSTS } from "./http.server.ts";
import type { World } from "./lib/world.ts";
import { openLog } from "./log.server.ts";
import { assertTimeZones } from "./time-zones.server.ts";

type Here = World & { db: OpenDb };

let world: Here | undefined;

export function here(): Here {
  if (world) return world;
  assertTimeZones();
  const { NODE_ENV, DATABASE_URL, DATABASE_POOL, LOG_LEVEL, SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL, ENCRYPTION_KEYS } = env();
  world = {
    db: openDb(DATABASE_URL, DATABASE_POOL),
    now: () => new Date(),
    ids: { uuid: randomUUID },
    http: openHttp(NODE_ENV === "production" ? OUTGOING_HOSTS : null),
    log: openLog(LOG_LEVEL),
    appUrl: SHOPIFY_APP_URL,
    secrets: { shopifyApiKey: SHOPIFY_API_KEY, shopifyApiSecret: SHOPIFY_API_SECRET, encryptionKeys: ENCRYPTION_KEYS, platformClients: platformClients(env()), platformHookSecrets: env().PLATFORM_HOOK_SECRETS },
    point: async () => {},
  };
  return world;
}

// The Shopify library's own set-up: token exchange, and offline tokens that expire. It serves pages
// only; webhooks and pumps have their own doors (routes/webhooks.tsx, shopify/).
import "@shopify/shopify-app-remix/adapters/node";
import { LogSeverity } from "@shopify/shopify-api";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "@prisma/client";
import { env } from "./env.server.ts";
import { sealedSessions } from "./sessions.server.ts";
import { freshenSession } from "./shopify/token.server.ts";
import { here } from "./world.server.ts";

const { SHOPIFY_API_KEY, SHOPIFY_API_SECRET, SHOPIFY_APP_URL, DATABASE_URL } = env();

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL }) });

const shopify = shopifyApp({
  apiKey: SHOPIFY_API_KEY,
  apiSecretKey: SHOPIFY_API_SECRET,
  appUrl: SHOPIFY_APP_URL,
  apiVersion: ApiVersion.October26,
  authPathPrefix: "/auth",
  distribution: AppDistribution.AppStore,
  sessionStorage: sealedSessions(here().secrets, new PrismaSessionStorage(prisma), (id) => freshenSession(here(), id)),
  future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
  // Below warning it writes whole requests, session tokens included.
  logger: { level: LogSeverity.Warning, log: (severity, message) => log(severity, message) },
});

function log(severity: LogSeverity, message: string): void {
  const write = severity === LogSeverity.Error ? here().log.error : here().log.warn;
  write("shopify.library", { message });
}

export const { authenticate } = shopify;

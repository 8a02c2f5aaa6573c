// What the app asks of Shopify in shopify.app.toml: webhook subscriptions and scopes.
import { existsSync, readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";

export type Subscription = { topic: string; uri: string };
export type AppConfig = { subscriptions: Subscription[] | null; scopes: string[] };

const Toml = z.object({
  access_scopes: z.object({ scopes: z.string() }).partial().optional(),
  webhooks: z
    .object({
      subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]), compliance_topics: z.array(z.string()).default([]), uri: z.string() })).default([]),
    })
    .optional(),
});

/** Without the file, everything goes to /webhooks and every scope the sandbox knows is granted. */
const NO_TOML: AppConfig = { subscriptions: null, scopes: ["read_all_orders", "read_customer_merge", "read_customers", "read_discounts", "read_locations", "read_orders", "read_products", "read_store_credit_accounts", "write_app_proxy", "write_customers", "write_discounts"] };

export function readAppConfig(file: string | undefined): AppConfig {
  if (!file || !existsSync(file)) return NO_TOML;
  const toml = Toml.parse(parse(readFileSync(file, "utf8")));
  const subscriptions = (toml.webhooks?.subscriptions ?? []).flatMap(({ topics, compliance_topics, uri }) => [...topics, ...compliance_topics].map((topic) => ({ topic, uri })));
  const scopes = (toml.access_scopes?.scopes ?? "").split(",").map((scope) => scope.trim()).filter((scope) => scope !== "");
  return { subscriptions, scopes };
}

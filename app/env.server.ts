// Every environment variable: one zod object, parsed at start, frozen. The only reader of process.env.
import { z } from "zod";

const Key = z.string().transform((text, context) => {
  const [id, base64] = text.split(":", 2);
  const key = Buffer.from(base64 ?? "", "base64");
  if (id && key.length === 32) return { id, key: new Uint8Array(key) };
  context.addIssue({ code: "custom", message: "must be <key id>:<32 bytes in base64>" });
  return z.NEVER;
});

/** `name=value,…`, so that a stand-in's address may take the place of a platform's own. */
const Pairs = z.string().default("").transform((text) => Object.fromEntries(text.split(",").filter(Boolean).map((pair) => {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)] as const;
})));

const Env = z.object({
  NODE_ENV: z.enum(["development", "test", "production"]).default("production"),
  DATABASE_URL: z.string().startsWith("postgres"),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(1),
  SHOPIFY_APP_URL: z.url(),
  /** Comma-separated; the first encrypts, all decrypt (docs/running.md says how to rotate). */
  ENCRYPTION_KEYS: z.string().transform((text) => text.split(",")).pipe(z.array(Key).min(1)),
  APP_BRIDGE_URL: z.url().default("https://cdn.shopify.com/shopifycloud/app-bridge.js"),
  /** Whose pages may show ours in a frame. */
  ADMIN_URL: z.url().default("https://admin.shopify.com"),
  PORT: z.coerce.number().int().default(3000),
  /** The worker's own health and metrics. */
  WORKER_PORT: z.coerce.number().int().default(3001),
  /** How often the clock road looks for people whom time alone moves. */
  AGEING_SECONDS: z.coerce.number().int().min(1).default(60),
  DATABASE_POOL: z.coerce.number().int().min(2).default(10),
  LOG_LEVEL: z.enum(["silent", "error", "warn", "info", "debug"]).default("info"),
  /** Our own client at the platforms that let us in by OAuth; without them a key is asked for. */
  KLAVIYO_CLIENT_ID: z.string().min(1).optional(),
  KLAVIYO_CLIENT_SECRET: z.string().min(1).optional(),
  ATTENTIVE_CLIENT_ID: z.string().min(1).optional(),
  ATTENTIVE_CLIENT_SECRET: z.string().min(1).optional(),
  /** What a platform signs with at the one address that it has for all shops (hooks/attentive): platform=secret,… */
  PLATFORM_HOOK_SECRETS: Pairs,
  /** Where a merchant's browser finds the pages of a platform, where that is not the platform's own host: host=https://…,… */
  PLATFORM_HOSTS: Pairs,
  /** Whoever reads /metrics must send this as a bearer token; without it /metrics answers 404. */
  METRICS_TOKEN: z.string().min(16).optional(),
});

export type Env = z.infer<typeof Env>;

/** By platform; one that is half there is not there. */
export function platformClients({ KLAVIYO_CLIENT_ID, KLAVIYO_CLIENT_SECRET, ATTENTIVE_CLIENT_ID, ATTENTIVE_CLIENT_SECRET }: Env): Record<string, { id: string; secret: string }> {
  return {
    ...(KLAVIYO_CLIENT_ID && KLAVIYO_CLIENT_SECRET ? { klaviyo: { id: KLAVIYO_CLIENT_ID, secret: KLAVIYO_CLIENT_SECRET } } : {}),
    ...(ATTENTIVE_CLIENT_ID && ATTENTIVE_CLIENT_SECRET ? { attentive: { id: ATTENTIVE_CLIENT_ID, secret: ATTENTIVE_CLIENT_SECRET } } : {}),
  };
}

let parsed: Readonly<Env> | undefined;

/** Throws with the name of each wrong variable, never its value. */
export function env(): Readonly<Env> {
  if (parsed) return parsed;
  const result = Env.safeParse(process.env);
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`Wrong environment (see .env.example):\n${lines.join("\n")}`);
  }
  parsed = Object.freeze(result.data);
  return parsed;
}

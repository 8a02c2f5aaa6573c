// The sandbox: the stand-ins for Shopify and for the platforms behind one port. Routes go by path; which
// shop or platform a request is for is in x-forwarded-host, where sandbox/preload.ts puts it.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { startClock } from "./clock.ts";
import type { Clock } from "./clock.ts";
import { type PlatformDoors, servePlatforms } from "./platforms/serve.ts";
import { route } from "./routes.ts";
import { readAppConfig } from "./shopify/app-toml.ts";
import { resumeBulk } from "./shopify/bulk.ts";
import { bucket } from "./shopify/cost.ts";
import type { Bucket } from "./shopify/cost.ts";
import { openJournal } from "./shopify/journal.ts";
import { Shop } from "./shopify/shop.ts";
import type { ShopSettings } from "./shopify/shop.ts";
import type { App } from "./shopify/tokens.ts";
import { startWebhooks } from "./shopify/webhooks.ts";
import type { Webhooks } from "./shopify/webhooks.ts";

/** A shop as it is before anything has happened in the sandbox. Must fill in the same records for the same instant. */
export type SeedShop = { settings: ShopSettings; fill(shop: Shop, bornAt: Date): void };

/** True where it has answered (or will). */
export type Pages = (request: IncomingMessage, response: ServerResponse, sandbox: Sandbox) => boolean | Promise<boolean>;

export type SandboxOptions = {
  /** Default: any free one. */
  port?: number;
  /** Where the app listens; webhooks go there. */
  appUrl: string;
  apiKey: string;
  apiSecret: string;
  shops: SeedShop[];
  /** Without it nothing survives a restart. */
  dataDir?: string;
  /** shopify.app.toml: its subscriptions and scopes. Without it all topics go to /webhooks. */
  appToml?: string;
  pages?: Pages;
  /** Sandbox milliseconds before the n-th retry of a webhook. */
  retryMs?: (attempt: number) => number;
};

export type Sandbox = {
  url: string;
  appUrl: string;
  app: App;
  shops: Map<string, Shop>;
  buckets: Map<string, Bucket>;
  clock: Clock;
  webhooks: Webhooks;
  /** Klaviyo, Attentive, Postscript, Twilio and Omnisend. */
  platformDoors: PlatformDoors;
  filesDir: string;
  pages: Pages;
  stop(): Promise<void>;
};

export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { dataDir } = options;
  const filesDir = dataDir ? join(dataDir, "sandbox-files") : mkdtempSync(join(tmpdir(), "sandbox-"));
  mkdirSync(filesDir, { recursive: true });
  const clock = startClock(dataDir ? { file: join(dataDir, "sandbox-clock.json") } : {});
  const bornAt = birthday(dataDir, clock);
  const journal = openJournal(dataDir && join(dataDir, "sandbox-journal.jsonl"));
  const config = readAppConfig(options.appToml);
  const webhooks = startWebhooks({ appUrl: options.appUrl, secret: options.apiSecret, subscriptions: config.subscriptions, ...(options.retryMs ? { retryMs: options.retryMs } : {}) });

  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(options.port ?? 0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : options.port}`;

  const shops = new Map<string, Shop>();
  for (const seed of options.shops) {
    const { domain } = seed.settings;
    const shop = new Shop({ ...seed.settings }, {
      clock,
      filesDir,
      record: journal.record,
      emit: webhooks.emit,
      fileUrl: (_, file) => `${url}/sandbox/files/${file}`,
      uploadUrl: () => `${url}/sandbox/uploads/${domain}`,
    });
    seed.fill(shop, bornAt);
    for (const entry of journal.entries(domain)) {
      if ("put" in entry) shop.place(entry.put);
      else if ("drop" in entry) shop.displace(entry.drop.kind, entry.drop.id);
      else shop.restore(entry.state);
    }
    shops.set(domain, shop);
    webhooks.resume(shop);
    resumeBulk(shop);
  }

  const sandbox: Sandbox = {
    url,
    appUrl: options.appUrl,
    app: { apiKey: options.apiKey, apiSecret: options.apiSecret, scopes: config.scopes },
    shops,
    buckets: new Map([...shops].map(([domain, shop]) => [domain, bucket(() => shop.faults.api.restorePerSecond)])),
    clock,
    webhooks,
    platformDoors: servePlatforms({ clock, ...(dataDir ? { file: join(dataDir, "sandbox-platforms.json") } : {}) }),
    filesDir,
    pages: options.pages ?? (() => false),
    async stop() {
      webhooks.stop();
      sandbox.platformDoors.stop();
      clock.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      journal.flush();
      if (!dataDir) rmSync(filesDir, { recursive: true, force: true });
    },
  };
  server.on("request", (request, response) => void route(sandbox, request, response));
  return sandbox;
}

const Birthday = z.object({ bornAt: z.coerce.date() });

/** The day a demo shop's history ends on is the day the sandbox was first started. */
function birthday(dataDir: string | undefined, clock: Clock): Date {
  if (!dataDir) return clock.now();
  const file = join(dataDir, "sandbox-birthday.json");
  try {
    return Birthday.parse(JSON.parse(readFileSync(file, "utf8"))).bornAt;
  } catch {
    const bornAt = clock.now();
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, JSON.stringify({ bornAt }));
    return bornAt;
  }
}

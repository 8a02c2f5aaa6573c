// One demo for one test file: the built app and its worker as two processes on the run's PostgreSQL, the
// sandbox in this process, and a browser. Everything is closed after the file.
import { createHmac, randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, afterEach, expect } from "vitest";
import type { OpenDb } from "#app/db.server.ts";
import { minutes } from "#app/lib/time.ts";
import { openBrowser } from "#sandbox/browser.ts";
import { type Demo, startDemo } from "#sandbox/demo.ts";
import { generatedShop, type ShopSize } from "#sandbox/shop/generate.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { aDatabase } from "#tests/support/database.ts";
import { telling } from "./told.ts";

export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };
const HELD_MS = minutes(10);

export type Scene = { demo: Demo; db: OpenDb; shop: Shop; browser: BrowserContext; shopUrl: string; adminUrl: string };

export async function aScene(size: ShopSize): Promise<Scene> {
  const dataDir = mkdtempSync(join(tmpdir(), "segue-e2e-"));
  const database = await aDatabase();
  const demo = await startDemo({ dataDir, shops: [generatedShop(size)], databaseUrl: database.url, env: { AGEING_SECONDS: "1" } });
  const program = await openBrowser();
  const browser = await program.newContext({ reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/London" });
  const told = telling(browser, demo.children.map(({ name }) => join(dataDir, `${name}.log`)));
  afterEach(async ({ task }) => void (task.result?.state === "fail" && console.info(await told())));
  afterAll(async () => {
    await program.close();
    await demo.stop();
    await database.drop();
    rmSync(dataDir, { recursive: true, force: true });
  });
  const [shop] = [...demo.sandbox.shops.values()];
  if (!shop) throw new Error("The sandbox has no shop.");
  const handle = shop.settings.domain.replace(".myshopify.com", "");
  return { demo, db: database.db, shop, browser, shopUrl: `${demo.url}/shop/${handle}`, adminUrl: `${demo.url}/store/${handle}/apps/segue` };
}

/** The first export is ready at once; the others stand still until `goOn`, so that reading can be watched at any speed. */
export function holdExports({ shop, demo }: Scene): { goOn(): Promise<void> } {
  let [exports, holding] = [0, true];
  Object.defineProperty(shop.faults.bulk, "runningMs", { get: () => (exports++ > 0 && holding ? HELD_MS : 0) });
  const running = () => [...shop.tables.BulkOperation.values()].filter(({ status }) => status === "RUNNING").length;
  return {
    async goOn() {
      await expect.poll(running, { timeout: 60_000 }).toBe(2);
      holding = false;
      demo.sandbox.clock.forward(HELD_MS);
    },
  };
}

const TUESDAY = 2;

/** How long it is until a Tuesday at noon in New York and nine in Los Angeles, when texts may go nearly everywhere. */
export function untilTuesday(now: Date): number {
  const at = new Date(now);
  at.setUTCHours(17, 0, 0, 0);
  while (at <= now || at.getUTCDay() !== TUESDAY) at.setUTCDate(at.getUTCDate() + 1);
  return at.getTime() - now.getTime();
}

export type Admin = { page: Page; app: FrameLocator; /** What the browser complained of. */ complaints: string[] };

/** The admin with the app in it, as a merchant opens it; `path` such as "/app/segments". */
export async function openAdmin(scene: Scene, path = "", viewport = WIDE, before: (page: Page) => Promise<void> = async () => {}): Promise<Admin> {
  const page = await scene.browser.newPage();
  await page.setViewportSize(viewport);
  await before(page);
  const complaints: string[] = [];
  page.on("pageerror", (problem) => complaints.push(`${problem.name}: ${problem.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  // Routes that are discovered late can end on a blank page (docs/decisions.md).
  page.on("request", (request) => void (new URL(request.url()).pathname === "/__manifest" && complaints.push(`asked for routes: ${request.url()}`)));
  await page.goto(scene.adminUrl + path);
  await page.frame({ name: "app-iframe" })?.waitForFunction(isAlive);
  return { page, app: page.frameLocator("#app"), complaints };
}

/** React has taken the page over: what is typed from here on is heard. */
const isAlive = () => {
  const main = document.querySelector("main");
  return main !== null && Object.keys(main).some((key) => key.startsWith("__reactProps"));
};

/** A webhook as Shopify would send it, whatever is in it. */
export async function deliver({ demo, shop }: Scene, topic: string, body: string): Promise<void> {
  const answer = await fetch(`${demo.appUrl}/webhooks`, {
    method: "POST", body,
    headers: {
      "x-shopify-topic": topic, "x-shopify-shop-domain": shop.settings.domain, "x-shopify-event-id": randomUUID(), "x-shopify-triggered-at": demo.sandbox.clock.now().toISOString(),
      "x-shopify-hmac-sha256": createHmac("sha256", demo.sandbox.app.apiSecret).update(body).digest("base64"),
    },
  });
  expect(answer.status).toBe(200);
}

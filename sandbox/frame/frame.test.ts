import { createServer } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { type Frame, type Page } from "playwright-core";
import { decodeJwt, jwtVerify } from "jose";
import { afterAll, expect, test } from "vitest";
import { openBrowser } from "#sandbox/browser.ts";
import { startSandbox } from "#sandbox/server.ts";
import { generatedShop } from "#sandbox/shop/generate.ts";
import { adminAndShop } from "./door.ts";

// An app that is nothing but App Bridge's elements, and tells what it was asked.
const PAGE = (bridge: string) => `<!doctype html><html><head><meta name="shopify-api-key" content="key"><script src="${bridge}"></script></head><body>
  <ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/people">People</a></ui-nav-menu>
  <ui-title-bar title="Everybody"><button variant="primary" onclick="log('title')">Add</button></ui-title-bar>
  <ui-save-bar id="bar" discardConfirmation><button variant="primary" onclick="log('saved')">Save</button><button onclick="log('discarded')">Discard</button></ui-save-bar>
  <ui-modal id="modal" variant="small"><ui-title-bar title="Sure?"><button variant="primary" onclick="log('sure')">Yes</button></ui-title-bar></ui-modal>
  <a id="out" href="shopify://admin/customers" target="_top">Customers</a>
  <script>window.done=[];window.log=(word)=>done.push(word);addEventListener("shopify:navigate",(event)=>history.pushState(null,"",event.target.getAttribute("href")));</script></body></html>`;

const asked: { url: string; headers: IncomingHttpHeaders }[] = [];
let refusals = 0;
const app = createServer((request, response) => {
  const url = request.url ?? "/";
  asked.push({ url, headers: request.headers });
  if (url.startsWith("/app/data") && refusals-- > 0) return void response.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" }).end();
  if (url.startsWith("/app/data")) return void response.end("data");
  response.writeHead(200, { "content-type": "text/html" }).end(PAGE(`${sandbox.url}/sandbox/app-bridge.js`));
});
await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
const appUrl = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
const sandbox = await startSandbox({ appUrl, apiKey: "key", apiSecret: "secret", shops: [generatedShop()], pages: adminAndShop });
const browser = await openBrowser();
const ROOT = `${sandbox.url}/store/small-shop/apps/segue`;

afterAll(async () => {
  await browser.close();
  await sandbox.stop();
  app.close();
});

type Bridge = typeof globalThis & { shopify: { idToken(): Promise<string> } & Record<string, Record<string, (...input: unknown[]) => unknown>>; done: string[] };

async function open(path = ""): Promise<{ page: Page; frame: Frame; done(): Promise<string[]> }> {
  const page = await browser.newPage();
  page.on("pageerror", (problem) => {
    throw problem;
  });
  await page.goto(ROOT + path);
  await page.locator("#app-menu a").first().waitFor();
  const frame = page.frame({ name: "app-iframe" });
  if (!frame) throw new Error("the page has no frame");
  return { page, frame, done: () => frame.evaluate(() => (globalThis as Bridge).done) };
}

test("The app opens with what Shopify sends: shop, host, and a token signed for it that lives a minute.", async () => {
  const { page } = await open("/app/people?page=2");
  const { searchParams, pathname } = new URL(asked.findLast((each) => each.url.startsWith("/app/people"))?.url ?? "", appUrl);
  expect([pathname, searchParams.get("page"), searchParams.get("shop"), searchParams.get("embedded")]).toEqual(["/app/people", "2", "small-shop.myshopify.com", "1"]);
  expect(Buffer.from(searchParams.get("host") ?? "", "base64").toString()).toBe("admin.shopify.com/store/small-shop");
  const { payload } = await jwtVerify(searchParams.get("id_token") ?? "", new TextEncoder().encode("secret"), { audience: "key", currentDate: sandbox.clock.now() });
  expect(payload).toMatchObject({ iss: "https://small-shop.myshopify.com/admin", dest: "https://small-shop.myshopify.com" });
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(60);
  await page.close();
});

test("Requests to the app's own server carry a fresh token, and go once more when it was refused; others carry none.", async () => {
  const { page, frame } = await open();
  refusals = 1;
  expect(await frame.evaluate(async () => (await fetch("/app/data")).text())).toBe("data");
  const sent = asked.filter((each) => each.url === "/app/data").slice(-2).map((each) => decodeJwt(each.headers.authorization?.replace("Bearer ", "") ?? ""));
  expect(sent.map((token) => token.dest)).toEqual(["https://small-shop.myshopify.com", "https://small-shop.myshopify.com"]);
  expect(sent[0]?.jti).not.toBe(sent[1]?.jti);
  await frame.evaluate((url) => fetch(url, { mode: "no-cors" }), `${sandbox.url}/elsewhere`);
  await page.close();
});

test("The menu shows the app's entries, marks where it is, and follows it in the address.", async () => {
  const { page } = await open();
  await expect.poll(() => page.locator("#app-menu a").allTextContents()).toEqual(["People"]);
  await page.locator("#app-menu a").click();
  await page.waitForURL(`${ROOT}/app/people`);
  await expect.poll(() => page.locator("#app-menu a").getAttribute("aria-current")).toBe("page");
  await page.reload();
  await page.waitForURL(`${ROOT}/app/people`);
  await page.close();
});

test("The title bar's button works, toasts are shown and go, and a link into the admin leads to this one.", async () => {
  const { page, frame, done } = await open();
  await expect.poll(() => page.locator("#app-title").textContent()).toBe("Everybody");
  await page.locator("#app-buttons button").click();
  await expect.poll(done).toEqual(["title"]);
  await frame.evaluate(() => (globalThis as Bridge).shopify.toast?.show?.("Saved", { duration: 1500 }));
  await page.locator(".toast", { hasText: "Saved" }).waitFor();
  await page.locator(".toast").waitFor({ state: "detached" });
  await frame.locator("#out").click();
  await page.waitForURL(`${sandbox.url}/store/small-shop/customers`);
  await page.close();
});

test("While changes are unsaved the bar is there, and nothing is left or discarded without a question.", async () => {
  const { page, frame, done } = await open();
  await frame.evaluate(() => (globalThis as Bridge).shopify.saveBar?.show?.("bar"));
  await page.locator("#save").click();
  await page.locator("#discard").click();
  await page.getByRole("button", { name: "Continue editing" }).click();
  await page.locator("#discard").click();
  await page.getByRole("button", { name: "Discard changes" }).click();
  await expect.poll(done).toEqual(["saved", "discarded"]);
  await page.locator("#app-menu a").click();
  await page.getByRole("button", { name: "Stay" }).click();
  expect(page.url()).not.toContain("/people");
  await page.locator("#app-menu a").click();
  await page.getByRole("button", { name: "Leave page" }).click();
  await page.waitForURL(`${ROOT}/app/people`);
  await page.close();
});

test("A modal shows what the app put into it, with its buttons, and Escape closes it.", async () => {
  const { page, frame, done } = await open();
  await frame.evaluate(() => {
    const modal = document.getElementById("modal") as HTMLElement & { content: HTMLElement; show(): void };
    modal.content.textContent = "Really?";
    modal.show();
  });
  const dialog = frame.getByRole("dialog", { name: "Sure?" });
  expect(await dialog.locator("section").textContent()).toBe("Really?");
  await dialog.getByRole("button", { name: "Yes" }).click();
  await expect.poll(done).toEqual(["sure"]);
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await page.close();
});

test("The resource picker hands on the products that were chosen, or nothing.", async () => {
  const { page, frame } = await open();
  const pick = () => frame.evaluate(() => (globalThis as unknown as { shopify: { resourcePicker(options: object): Promise<{ title: string }[] | undefined> } }).shopify.resourcePicker({ type: "product", multiple: true }));
  const first = pick();
  await page.getByRole("searchbox", { name: "Search products" }).fill("product 7");
  await page.getByText("Product 7", { exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  expect((await first)?.map((product) => product.title)).toEqual(["Product 7"]);
  const second = pick();
  await page.getByRole("button", { name: "Cancel" }).click();
  expect(await second).toBeUndefined();
  await page.close();
});

test("A shopper's order and the merchant's tag are done by hand, and time goes forward.", async () => {
  const page = await browser.newPage();
  const shop = [...sandbox.shops.values()][0];
  const customer = [...(shop?.tables.Customer.values() ?? [])][0];
  const before = shop?.tables.Order.size ?? 0;
  await page.goto(`${sandbox.url}/shop/small-shop?as=${customer?.id}`);
  await page.locator(".products input").first().fill("2");
  await page.getByRole("button", { name: "Place order" }).click();
  await page.getByText(/Order #\d+ placed/).waitFor();
  expect(shop?.tables.Order.size).toBe(before + 1);
  await page.goto(`${sandbox.url}/store/small-shop/customers/${customer?.id}`);
  await page.getByLabel("New tag").fill("by hand");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText("Tag by hand added.").waitFor();
  expect(customer?.tags).toContain("by hand");
  await page.locator("#open-drawer").click();
  await page.getByRole("button", { name: "+31 days" }).click();
  await expect.poll(() => sandbox.clock.offsetMs()).toBe(31 * 86_400_000);
  await page.close();
});

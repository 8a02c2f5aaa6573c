// The sandbox's pages: Shopify's admin with the app inside, and the shop as a shopper sees it.
import { readFile } from "node:fs/promises";
import { hours } from "#app/lib/time.ts";
import { changeFaults } from "#sandbox/shopify/faults.ts";
import { uninstall } from "#sandbox/shopify/life.ts";
import { phonePages } from "#sandbox/phone/phone.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { customerPages } from "#sandbox/storefront/customer-pages.ts";
import { appProxy } from "#sandbox/storefront/proxy.ts";
import { shopfrontPages } from "#sandbox/storefront/shopfront-pages.ts";
import { themeAsset } from "#sandbox/storefront/theme.ts";
import { z } from "zod";
import { appPage } from "./app-page.ts";
import { bundle } from "./bundle.ts";
import { DELAYS, SHARES } from "./drawer.ts";
import { backTo } from "./html.ts";
import { idToken } from "./id-token.ts";
import { pick, PickerAsk } from "./picker.ts";
import { APP_HANDLE, handleOf, shopOf, type Stage } from "./stage.ts";

/** Whoever shops here comes from this address (RFC 5737). */
const SHOPPER = "203.0.113.7";

/** Answers what is a page of the sandbox; undefined for anything else. */
export function pages(stage: Stage): (request: Request) => Promise<Response | undefined> {
  return async (request) => {
    const url = new URL(request.url);
    const [, area, handle, ...rest] = url.pathname.split("/");
    if (url.pathname === "/") return home(stage);
    if (area === "sandbox" && handle === "theme") return themeAsset(rest[0] ?? "");
    if (area === "sandbox") return handle === "phone" ? phonePages(stage, request) : asset(url.pathname);
    const passed = await appProxy(stage, request, SHOPPER);
    if (passed) return passed;
    const shop = handle ? shopOf(stage, handle) : undefined;
    if (!shop) return undefined;
    if (area === "shop") return shopfrontPages(shop, request);
    if (area !== "store") return undefined;
    // Shopify knows an app by its client id too.
    if (rest[0] === "apps" && (rest[1] === APP_HANDLE || rest[1] === stage.apiKey)) return appPage(stage, shop, `/${rest.slice(2).join("/")}${url.search}`);
    if (rest[0] === "customers") return customerPages(stage, shop, request);
    return request.method === "POST" ? act(stage, shop, rest[0] ?? "", request) : undefined;
  };
}

function home(stage: Stage): Response | undefined {
  const [first] = stage.shops();
  return first && backTo(`/store/${handleOf(first)}/apps/${APP_HANDLE}`);
}

async function asset(path: string): Promise<Response | undefined> {
  const answer = (type: string, body: BodyInit) => new Response(body, { headers: { "content-type": type, "cache-control": "no-cache" } });
  if (path === "/sandbox/app-bridge.js") return answer("text/javascript", await bundle("app-bridge"));
  if (path === "/sandbox/admin.js") return answer("text/javascript", await bundle("admin"));
  if (path === "/sandbox/admin.css") return answer("text/css", await read("admin.css"));
  if (path === "/sandbox/inter.woff2") return answer("font/woff2", await read("../../public/fonts/inter-latin-wght-normal.woff2"));
  return undefined;
}

async function read(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(name, import.meta.url)));
}

const Forward = z.object({ hours: z.number().positive().max(24 * 400) });
const at = <Value>(choices: { value: Value }[]) => z.coerce.number().int().transform((index) => choices[index]?.value);
const FaultForm = z.object({ delay: at(DELAYS), duplicate: at(SHARES), reorder: at(SHARES), lose: at(SHARES) });

async function act(stage: Stage, shop: Shop, what: string, request: Request): Promise<Response | undefined> {
  if (what === "id-token") {
    const { apiKey, apiSecret, clock } = stage;
    return Response.json({ idToken: await idToken({ domain: shop.settings.domain, apiKey, apiSecret, now: clock.now() }) });
  }
  if (what === "clock") {
    stage.clock.forward(hours(Forward.parse(await request.json()).hours));
    return Response.json({ aheadMs: stage.clock.offsetMs() });
  }
  if (what === "faults") {
    const { delay, ...shares } = FaultForm.parse(await request.json());
    const webhooks = Object.fromEntries(Object.entries({ delayMs: delay, ...shares }).filter(([, value]) => value !== undefined));
    shop.faults = changeFaults(shop.faults, { webhooks });
    return Response.json({});
  }
  if (what === "pick") return Response.json(pick(shop, PickerAsk.parse(await request.json())));
  if (what === "uninstall") {
    uninstall(shop);
    return backTo(`/store/${handleOf(shop)}/customers?note=uninstalled`);
  }
  return undefined;
}

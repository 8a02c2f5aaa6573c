// The app inside the admin: a frame whose address carries what Shopify's carries.
import type { Shop } from "#sandbox/shopify/shop.ts";
import { type Html, html, page } from "./html.ts";
import { APP_ICON } from "./icons.ts";
import { hostOf, idToken } from "./id-token.ts";
import { shell } from "./shell.ts";
import { APP_NAME, handleOf, type Stage } from "./stage.ts";

/** `path` is what follows /apps/segue, query included. */
export async function appPage(stage: Stage, shop: Shop, path: string): Promise<Response> {
  // Shopify installs what is opened.
  shop.shut = false;
  const src = await framed(stage, shop, path);
  return page(shell(stage, shop, { title: APP_NAME, active: "app", main: frame(src), data: { appOrigin: new URL(stage.appUrl).origin } }));
}

async function framed(stage: Stage, shop: Shop, path: string): Promise<string> {
  const url = new URL(path || "/", stage.appUrl);
  // A path such as //elsewhere.example must not take the frame there.
  if (url.origin !== new URL(stage.appUrl).origin) url.href = stage.appUrl;
  const given = {
    embedded: "1",
    host: hostOf(handleOf(shop)),
    id_token: await idToken({ domain: shop.settings.domain, apiKey: stage.apiKey, apiSecret: stage.apiSecret, now: stage.clock.now() }),
    locale: "en",
    shop: shop.settings.domain,
    timestamp: String(Math.floor(stage.clock.ms() / 1000)),
  };
  for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
  return url.href;
}

function frame(src: string): Html {
  return html`<div class="app-bar">
      ${APP_ICON}<h1 class="app-name">${APP_NAME}</h1>
      <span class="app-title" id="app-title"></span>
      <span class="app-buttons" id="app-buttons"></span>
    </div>
    <div class="progress" id="progress" hidden></div>
    <iframe class="app" id="app" name="app-iframe" title="${APP_NAME}" data-src="${src}" allow="clipboard-write"></iframe>`;
}

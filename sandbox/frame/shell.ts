// The admin around everything: top bar, menu, and the drawer that moves the sandbox's time and
// disturbs its webhooks. Neutral on purpose; it copies nothing of Shopify's but where things are.
import type { Shop } from "#sandbox/shopify/shop.ts";
import { drawer } from "./drawer.ts";
import { Html, html } from "./html.ts";
import { APP_ICON, icon } from "./icons.ts";
import { APP_HANDLE, APP_NAME, handleOf, type Stage } from "./stage.ts";

export type ShellOptions = { title: string; active: "app" | "customers" | "shopfront"; main: Html; data?: Record<string, unknown> };

export function shell(stage: Stage, shop: Shop, { title, active, main, data = {} }: ShellOptions): Html {
  const store = `/store/${handleOf(shop)}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${title} · ${shop.settings.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/sandbox/admin.css" />
        <script src="/sandbox/admin.js" defer></script>
      </head>
      <body>
        ${topBar(stage, shop)}
        <div class="body">
          ${menu(store, active)}
          <main class="main" id="main">${main}</main>
        </div>
        <div class="toasts" id="toasts" role="status" aria-live="polite"></div>
        ${drawer(stage, shop)}
        <script type="application/json" id="data">
          ${new Html(JSON.stringify({ store, shop: shop.settings.domain, ...data }).replaceAll("<", "\\u003c"))}
        </script>
      </body>
    </html>`;
}

function topBar(stage: Stage, shop: Shop): Html {
  const initials = shop.settings.name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();
  return html`<header class="top">
    <button class="top-button only-phone" id="open-menu" aria-label="Menu" aria-expanded="false" aria-controls="menu">${icon("menu")}</button>
    <span class="brand"><span class="brand-sign" aria-hidden="true">${initials}</span><span class="brand-name">${shop.settings.name}</span></span>
    <form class="search" role="search" action="/store/${handleOf(shop)}/customers" id="search">
      ${icon("search")}<input type="search" name="query" placeholder="Search customers" aria-label="Search customers" />
    </form>
    <div class="save-bar" id="save-bar" role="region" aria-label="Unsaved changes" hidden>
      <span class="save-bar-words">Unsaved changes</span>
      <span class="save-bar-buttons"><button class="on-dark" id="discard">Discard</button><button class="on-dark primary" id="save">Save</button></span>
    </div>
    <button class="top-button clock" id="open-drawer" aria-haspopup="dialog" aria-controls="drawer">
      ${icon("clock")}<span id="clock" data-ahead="${stage.clock.offsetMs()}">Sandbox</span>
    </button>
  </header>`;
}

function menu(store: string, active: ShellOptions["active"]): Html {
  const entry = (name: ShellOptions["active"], path: string, sign: Html, label: string) =>
    html`<a class="entry" href="${path}" ${active === name ? new Html('aria-current="page"') : ""}>${sign}<span>${label}</span></a>`;
  return html`<nav class="menu" id="menu" aria-label="Admin">
      ${entry("customers", `${store}/customers`, icon("customers"), "Customers")}
      <h2>Sales channels</h2>
      ${entry("shopfront", `/shop${store.slice("/store".length)}`, icon("shopfront"), "Online store")}
      <a class="entry" href="/sandbox/phone">${icon("phone")}<span>Phone</span></a>
      <h2>Apps</h2>
      ${entry("app", `${store}/apps/${APP_HANDLE}`, APP_ICON, APP_NAME)}
      <ul class="sub" id="app-menu"></ul>
      <p class="note">A stand-in for Shopify’s admin. Nothing here leaves this machine.</p>
    </nav>
    <div class="scrim" id="scrim" hidden></div>`;
}

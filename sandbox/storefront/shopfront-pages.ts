// The shop as a shopper sees it: be somebody, choose, order; and undo it again.
import type { Customer, Product } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { backTo, type Html, html, page } from "#sandbox/frame/html.ts";
import { APP_HANDLE, handleOf } from "#sandbox/frame/stage.ts";
import { act } from "./act.ts";
import { message } from "./customer-pages.ts";
import { orderList } from "./order-list.ts";
import { customerOf, findCustomers, findProducts } from "./people.ts";
import { block, LOCALES } from "./theme.ts";
import { countText, moneyText, nameOf, placeOf } from "./words.ts";

export async function shopfrontPages(shop: Shop, request: Request): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  const root = `/shop/${handleOf(shop)}`;
  if (pathname === `${root}/texts`) return page(texts(shop, request));
  if (pathname !== root) return undefined;
  const customer = customerOf(shop, searchParams.get("as") ?? "");
  if (request.method === "POST" && customer) {
    const done = await act(shop, customer, request);
    return backTo(`${pathname}?${new URLSearchParams({ as: String(customer.id), ...done })}`);
  }
  return page(document(shop, customer ? shopping(shop, customer, searchParams) : html`${choosing(shop, searchParams)}${signUp("opt-in-embed", shop, request)}`));
}

/** A page with the app's block in it, in any language that the block speaks. */
function texts(shop: Shop, request: Request): Html {
  const locale = localeOf(request);
  const others = LOCALES.filter((each) => each !== locale);
  return document(shop, html`<h1 lang="en">Texts</h1>
    <p class="help">${others.map((each) => html`<a href="?locale=${each}" lang="${each}" hreflang="${each}">${each.toUpperCase()}</a> `)}</p>
    ${signUp("opt-in", shop, request)}`, locale);
}

function signUp(name: "opt-in" | "opt-in-embed", shop: Shop, request: Request): Html {
  const { pathname: path, searchParams } = new URL(request.url);
  return block(name, { shop, locale: localeOf(request), path, settings: { cart_reminders: true, country: searchParams.get("country") ?? "" } });
}

const localeOf = (request: Request) => LOCALES.find((each) => each === new URL(request.url).searchParams.get("locale")) ?? "en";

function document(shop: Shop, main: Html, locale = "en"): Html {
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>${shop.settings.name}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/sandbox/admin.css" />
      </head>
      <body class="shopfront">
        <header class="shop-top">
          <a class="shop-name" href="/shop/${handleOf(shop)}">${shop.settings.name}</a>
          <a href="/shop/${handleOf(shop)}/texts" lang="en">Get texts</a>
          <a href="/store/${handleOf(shop)}/apps/${APP_HANDLE}" lang="en">Back to the admin</a>
        </header>
        <main class="page">${main}</main>
      </body>
    </html>`;
}

function choosing(shop: Shop, params: URLSearchParams): Html {
  const who = params.get("who") ?? "";
  const { shown, count } = findCustomers(shop, who, "");
  return html`<h1>Who is shopping?</h1>
    <form class="filters"><input type="search" name="who" value="${who}" placeholder="Name, email or phone" aria-label="Search customers" /><button>Search</button></form>
    <div class="card flush">
      <p class="count">${countText(count, "customer")}</p>
      <ul class="people">
        ${shown.map((customer) => html`<li><a href="?as=${customer.id}"><span>${nameOf(customer)}</span><small>${placeOf(customer)}</small></a></li>`)}
      </ul>
    </div>`;
}

function shopping(shop: Shop, customer: Customer, params: URLSearchParams): Html {
  const query = params.get("query") ?? "";
  const products = findProducts(shop, query);
  return html`<h1>Shopping as ${nameOf(customer)}</h1>
    <p class="help"><a href="/shop/${handleOf(shop)}">Be somebody else</a> · <a href="/store/${handleOf(shop)}/customers/${customer.id}">See them in the admin</a></p>
    ${message(params)}
    <div class="columns">
      <div>
        <form class="filters"><input type="hidden" name="as" value="${customer.id}" /><input type="search" name="query" value="${query}" placeholder="Search products" aria-label="Search products" /><button>Search</button></form>
        <form method="post" class="card flush">
          <input type="hidden" name="act" value="place" />
          <ul class="products">
            ${products.length > 0 ? products.map((product) => offer(shop, product)) : html`<li class="help">Nothing of that name.</li>`}
          </ul>
          <div class="checkout">
            <label>Discount code <input name="code" placeholder="None" autocomplete="off" /></label>
            <label>Percent off <input name="discount" type="number" min="0" max="100" value="0" /></label>
            <button class="primary">Place order</button>
          </div>
        </form>
      </div>
      <div>
        <section class="card"><h2>Orders</h2>${orderList(shop, customer)}</section>
      </div>
    </div>`;
}

function offer(shop: Shop, product: Product): Html {
  const [variant] = product.variants;
  return html`<li>
    <label for="quantity-${product.id}"><span>${product.title}</span><small>${product.vendor}</small></label>
    <span class="price">${variant ? moneyText(shop, variant.price) : ""}</span>
    <input id="quantity-${product.id}" name="quantity:${product.id}" type="number" min="0" max="999" value="0" inputmode="numeric" />
  </li>`;
}

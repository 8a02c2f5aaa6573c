// Customers as the merchant sees them in Shopify's own admin: here Segue's tags appear, and here the
// merchant changes things by hand.
import type { Consent, Customer } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { counted, spent } from "#sandbox/shopify/amounts.ts";
import { backTo, type Html, html, page } from "#sandbox/frame/html.ts";
import { shell } from "#sandbox/frame/shell.ts";
import { handleOf, type Stage } from "#sandbox/frame/stage.ts";
import { act } from "./act.ts";
import { orderList } from "./order-list.ts";
import { customerOf, findCustomers, tagsOf } from "./people.ts";
import { countText, dayText, moneyText, nameOf, placeOf } from "./words.ts";

export async function customerPages(stage: Stage, shop: Shop, request: Request): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url);
  const root = `/store/${handleOf(shop)}/customers`;
  if (pathname === root) return page(shell(stage, shop, { title: "Customers", active: "customers", main: list(shop, root, searchParams) }));
  const customer = customerOf(shop, pathname.slice(root.length + 1));
  if (!customer) return undefined;
  if (request.method === "POST") return backTo(`${pathname}?${new URLSearchParams(await act(shop, customer, request))}`);
  return page(shell(stage, shop, { title: nameOf(customer), active: "customers", main: detail(shop, root, customer, searchParams) }));
}

function list(shop: Shop, root: string, params: URLSearchParams): Html {
  const [query, tag] = [params.get("query") ?? "", params.get("tag") ?? ""];
  const { shown, count } = findCustomers(shop, query, tag);
  return html`<div class="page wide">
    <h1>Customers</h1>
    ${params.get("note") === "uninstalled" ? html`<p class="banner">Segue is uninstalled. Opening it from the menu installs it again.</p>` : ""}
    <form class="filters" action="${root}">
      <input type="search" name="query" value="${query}" placeholder="Name, email, phone or tag" aria-label="Search customers" />
      <select name="tag" aria-label="Tag" data-submits>
        <option value="">Any tag</option>
        ${tagsOf(shop).map((each) => (each === tag ? html`<option selected>${each}</option>` : html`<option>${each}</option>`))}
      </select>
      <button>Search</button>
    </form>
    <div class="card flush" data-live>
      <p class="count">${countText(count, "customer")}${count > shown.length ? `, the ${shown.length} changed last` : ""}</p>
      <table>
        <thead><tr><th>Name</th><th>Tags</th><th>Place</th><th class="number">Orders</th><th class="number">Spent</th></tr></thead>
        <tbody>${shown.map((customer) => row(shop, root, customer))}</tbody>
      </table>
    </div>
  </div>`;
}

function row(shop: Shop, root: string, customer: Customer): Html {
  const orders = shop.ordersOfCustomer(customer.id);
  return html`<tr>
    <td><a href="${root}/${customer.id}">${nameOf(customer)}</a></td>
    <td><span class="tags">${customer.tags.map((tag) => html`<span class="tag">${tag}</span>`)}</span></td>
    <td>${placeOf(customer)}</td>
    <td class="number">${counted(orders).length}</td>
    <td class="number">${moneyText(shop, spent(orders))}</td>
  </tr>`;
}

function detail(shop: Shop, root: string, customer: Customer, params: URLSearchParams): Html {
  const orders = shop.ordersOfCustomer(customer.id);
  return html`<div class="page">
    <p class="back"><a href="${root}">‹ Customers</a></p>
    <h1>${nameOf(customer)}</h1>
    ${message(params)}
    <div class="columns">
      <div>
        <section class="card">
          <header><h2>Orders</h2><a class="button" href="/shop/${handleOf(shop)}?as=${customer.id}">Place an order</a></header>
          <p class="help">${countText(counted(orders).length, "order")}, ${moneyText(shop, spent(orders))} spent</p>
          ${orderList(shop, customer)}
        </section>
      </div>
      <div>${tagCard(customer)} ${consentCard(customer)} ${aboutCard(shop, customer)} ${privacyCard()}</div>
    </div>
  </div>`;
}

export function message(params: URLSearchParams): Html {
  const [note, problem] = [params.get("note"), params.get("problem")];
  if (problem) return html`<p class="banner problem" role="alert">${problem}</p>`;
  return note ? html`<p class="banner" role="status">${note}</p>` : html``;
}

function tagCard(customer: Customer): Html {
  const tag = (name: string) => html`<form method="post" class="tag">
    <input type="hidden" name="act" value="removeTag" /><input type="hidden" name="tag" value="${name}" />${name}
    <button class="plain" aria-label="Remove tag ${name}">×</button>
  </form>`;
  return html`<section class="card">
    <h2>Tags</h2>
    <div class="tags" data-live id="tags">${customer.tags.length > 0 ? customer.tags.map(tag) : html`<p class="help">No tags.</p>`}</div>
    <form method="post" class="inline">
      <input type="hidden" name="act" value="addTag" /><input name="tag" aria-label="New tag" placeholder="New tag" required /><button>Add</button>
    </form>
  </section>`;
}

function consentCard(customer: Customer): Html {
  const one = (channel: "sms" | "email", label: string, consent: Consent) => {
    const isIn = consent.state === "SUBSCRIBED";
    return html`<form method="post" class="fact">
      <input type="hidden" name="act" value="consent" /><input type="hidden" name="channel" value="${channel}" />
      <input type="hidden" name="state" value="${isIn ? "UNSUBSCRIBED" : "SUBSCRIBED"}" />
      <span>${label}</span><span class="badge">${consent.state.toLowerCase().replace("_", " ")}</span><button class="small">${isIn ? "Unsubscribe" : "Subscribe"}</button>
    </form>`;
  };
  return html`<section class="card"><h2>Marketing</h2>${one("sms", "Texts", customer.smsConsent)} ${one("email", "Email", customer.emailConsent)}</section>`;
}

function aboutCard(shop: Shop, customer: Customer): Html {
  const facts: [string, string][] = [
    ["Email", customer.email ?? "–"],
    ["Phone", customer.phone ?? "–"],
    ["Place", placeOf(customer) || "–"],
    ["Since", dayText(shop, customer.createdAt)],
  ];
  return html`<section class="card">
    <h2>About</h2>
    <dl>${facts.map(([name, value]) => html`<div class="fact"><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}

function privacyCard(): Html {
  const one = (act: string, label: string) => html`<form method="post"><input type="hidden" name="act" value="${act}" /><button class="small">${label}</button></form>`;
  return html`<section class="card"><h2>Privacy</h2><div class="buttons">${one("requestData", "Request their data")} ${one("erase", "Erase personal data")}</div></section>`;
}

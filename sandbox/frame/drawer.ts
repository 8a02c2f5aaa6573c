// The sandbox's own controls, which no real admin has.
import type { Faults } from "#sandbox/shopify/faults.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { type Html, html } from "./html.ts";
import { icon } from "./icons.ts";
import { APP_NAME, handleOf, type Stage } from "./stage.ts";

type Choice<Value> = { label: string; value: Value };

export const DELAYS: Choice<Faults["webhooks"]["delayMs"]>[] = [
  { label: "At once", value: [20, 20] },
  { label: "1 to 5 seconds", value: [1_000, 5_000] },
  { label: "30 seconds to 2 minutes", value: [30_000, 120_000] },
];
export const SHARES: Choice<number>[] = [
  { label: "Never", value: 0 },
  { label: "1 in 10", value: 0.1 },
  { label: "1 in 2", value: 0.5 },
];

export function drawer(stage: Stage, shop: Shop): Html {
  const { webhooks } = shop.faults;
  const others = stage.shops().filter((other) => other !== shop);
  return html`<dialog class="drawer" id="drawer" aria-label="Sandbox">
    <header><h2>Sandbox</h2><button class="plain" id="close-drawer" aria-label="Close">${icon("close")}</button></header>
    <section>
      <h3>Time</h3>
      <p><time id="clock-long"></time></p>
      <div class="buttons">
        <button data-forward-hours="1">+1 hour</button><button data-forward-hours="24">+1 day</button><button data-forward-hours="744">+31 days</button>
      </div>
      <p class="help">Time only goes forward. People age in and out of segments as it passes.</p>
    </section>
    <section>
      <h3>Webhooks</h3>
      <form id="faults">
        ${choice("delay", "Arrive", DELAYS, webhooks.delayMs)} ${choice("duplicate", "Arrive twice", SHARES, webhooks.duplicate)}
        ${choice("reorder", "Arrive out of order", SHARES, webhooks.reorder)} ${choice("lose", "Get lost", SHARES, webhooks.lose)}
      </form>
    </section>
    <section>
      <h3>Places</h3>
      <ul class="links">
        <li><a href="/shop/${handleOf(shop)}">Shop as a customer</a></li>
        <li><a href="/store/${handleOf(shop)}/customers">Customers, as Shopify sees them</a></li>
        <li><a href="/sandbox/platforms">Klaviyo, Attentive, Postscript, Twilio, Omnisend</a></li>
        ${others.map((other) => html`<li><a href="/store/${handleOf(other)}/apps/segue">The shop ${other.settings.name}</a></li>`)}
      </ul>
    </section>
    <section>
      <h3>The app</h3>
      <form method="post" action="/store/${handleOf(shop)}/uninstall" data-confirm="Remove ${APP_NAME} from ${shop.settings.name}? Shopify asks for its data to be erased 48 hours later.">
        <button class="critical">Uninstall ${APP_NAME}</button>
      </form>
    </section>
  </dialog>`;
}

function choice<Value>(name: string, label: string, choices: Choice<Value>[], chosen: Value): Html {
  const isChosen = (value: Value) => JSON.stringify(value) === JSON.stringify(chosen);
  return html`<label>
    <span>${label}</span>
    <select name="${name}">
      ${choices.map(({ label: text, value }, at) => (isChosen(value) ? html`<option value="${at}" selected>${text}</option>` : html`<option value="${at}">${text}</option>`))}
    </select>
  </label>`;
}

// A customer's orders with what can be done to each.
import { currentQuantity, financialStatus, refunded, total } from "#sandbox/shopify/amounts.ts";
import type { Customer, Line, Order } from "#sandbox/shopify/records.ts";
import type { Shop } from "#sandbox/shopify/shop.ts";
import { type Html, html } from "#sandbox/frame/html.ts";
import { countText, dayText, moneyText, newestFirst } from "./words.ts";

const ORDERS_SHOWN_MAX = 25;

const STATUS_TEXT = { VOIDED: "Voided", PENDING: "Payment pending", PAID: "Paid", REFUNDED: "Refunded", PARTIALLY_REFUNDED: "Partially refunded" } as const;

export function orderList(shop: Shop, customer: Customer): Html {
  const orders = newestFirst(shop.ordersOfCustomer(customer.id));
  if (orders.length === 0) return html`<p class="help">No orders yet.</p>`;
  const rest = orders.length - ORDERS_SHOWN_MAX;
  return html`<div class="orders">
      ${orders.slice(0, ORDERS_SHOWN_MAX).map((order) => orderView(shop, order))}
    </div>
    ${rest > 0 ? html`<p class="help">And ${countText(rest, "older order")}.</p>` : ""}`;
}

function orderView(shop: Shop, order: Order): Html {
  const status = order.cancelledAt === null ? STATUS_TEXT[financialStatus(order)] : "Cancelled";
  const back = refunded(order);
  return html`<details class="order" id="order-${order.id}">
    <summary>
      <span class="order-name">#${order.number}</span><span class="order-day">${dayText(shop, order.processedAt)}</span>
      <span class="badge" data-status="${status}">${status}</span>
      <span class="order-total">${moneyText(shop, total(order))}${back > 0 ? html` <small>−${moneyText(shop, back)}</small>` : ""}</span>
    </summary>
    <ul class="lines">
      ${order.lines.map((line) => lineView(shop, order, line))}
    </ul>
    <div class="buttons">
      ${order.cancelledAt === null && order.paid && back < total(order) ? button("refund", order, "Refund everything") : ""}
      ${order.cancelledAt === null ? button("cancel", order, "Cancel order") : ""} ${button("delete", order, "Delete order")}
    </div>
  </details>`;
}

function lineView(shop: Shop, order: Order, line: Line): Html {
  const left = currentQuantity(order, line);
  return html`<li>
    <span class="line-title">${line.title}</span>
    <span class="line-count">${left === line.quantity ? String(left) : `${left} of ${line.quantity}`} × ${moneyText(shop, line.price)}</span>
    ${left > 0 && order.cancelledAt === null ? html`<span class="line-acts">${button("refundLine", order, "Refund 1", line)}${button("removeLine", order, "Remove 1", line)}</span>` : ""}
  </li>`;
}

function button(act: string, order: Order, label: string, line?: Line): Html {
  return html`<form method="post">
    <input type="hidden" name="act" value="${act}" /><input type="hidden" name="order" value="${order.id}" />
    ${line ? html`<input type="hidden" name="line" value="${line.id}" />` : ""}
    <button class="small">${label}</button>
  </form>`;
}

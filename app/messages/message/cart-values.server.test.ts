import { expect, test } from "vitest";
import { CustomerId } from "#app/lib/ids.ts";
import { sql } from "#app/lib/sql.ts";
import { days, hours, later } from "#app/lib/time.ts";
import { addCustomers } from "#tests/support/platforms.ts";
import { aShop } from "#tests/support/shop.ts";
import { aWorld } from "#tests/support/world.ts";
import { cartsOf } from "./cart-values.server.ts";

const world = await aWorld();

test("a cart is what was put in before it was left, and leads into the shop alone", async () => {
  const shop = await aShop(world, { domain: "cart.myshopify.com" });
  await addCustomers(world, shop, [1, 2]);
  await world.db.run(sql`insert into product (shop_id, product_id, title, handle, updated_at) values (${shop}, 5, 'Linen Shirt', 'linen-shirt', ${world.now()})`);
  const put = (id: number, ago: number, kind: string, more: { product?: string; minor?: number; quantity?: number; url?: string }) => world.db.run(sql`
    insert into event (shop_id, event_id, customer_id, at, kind, source, product_id, value_minor, quantity, props)
    values (${shop}, md5(${String(id)})::uuid, 1, ${later(world.now(), -ago)}, ${kind}, 'api', ${more.product ?? null}, ${more.minor ?? null}, ${more.quantity ?? null}, ${more.url === undefined ? null : JSON.stringify({ url: more.url })}::jsonb)`);
  await put(1, hours(3), "cartAdded", { product: "5", minor: 9_800, quantity: 2 });
  await put(2, days(5), "cartAdded", { product: "5", minor: 100 });
  await put(3, hours(1), "checkoutStarted", { minor: 10_300, url: "https://evil.example/checkout" });
  await put(4, hours(2), "checkoutStarted", { minor: 9_900, url: "https://cart.myshopify.com/checkouts/7" });
  const asked = ["1", "2"].map((customer) => ({ textId: customer, customerId: CustomerId.parse(customer), leftAt: world.now() }));
  const carts = await cartsOf(world, shop, asked);
  expect(carts.get("1")).toEqual({
    link: "https://cart.myshopify.com/checkouts/7", total: { minor: 10_300, currency: "USD" }, item_count: 2,
    items: [{ title: "Linen Shirt", variant: null, quantity: 2, price: { minor: 4_900, currency: "USD" }, link: "https://cart.myshopify.com/products/linen-shirt" }],
  });
  expect(carts.get("2")).toEqual({ link: "https://cart.myshopify.com/cart", total: { minor: 0, currency: "USD" }, item_count: 0, items: [] });
});

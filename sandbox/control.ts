// The sandbox's own doors for tests and for the demo: /sandbox/clock, /sandbox/control, /sandbox/state.
import { z } from "zod";
import { Act, perform } from "./shopify/acts.ts";
import { bulkStatus } from "./shopify/bulk-age.ts";
import { changeFaults, FaultsChange, noFaults } from "./shopify/faults.ts";
import { receivedBy } from "./shopify/flow.ts";
import { Refusal } from "./shopify/refusal.ts";
import type { Shop } from "./shopify/shop.ts";
import type { Sandbox } from "./server.ts";

export const Control = z.object({
  /** The only one, where there is one. */
  shop: z.string().optional(),
  /** Milliseconds. */
  forward: z.number().nonnegative().optional(),
  /** "none" puts everything right again. */
  faults: z.union([FaultsChange, z.literal("none")]).optional(),
  acts: z.array(Act).optional(),
});
export type Control = z.infer<typeof Control>;

export type Reply = { status: number; body: unknown };

export function control(sandbox: Sandbox, body: unknown): Reply {
  const asked = Control.safeParse(body);
  if (!asked.success) return { status: 422, body: { problems: asked.error.issues } };
  const { forward, faults, acts = [] } = asked.data;
  const shop = shopNamed(sandbox, asked.data.shop);
  if (!shop) return { status: 404, body: { error: `No such shop; there are: ${[...sandbox.shops.keys()].join(", ")}.` } };
  if (faults) shop.faults = faults === "none" ? noFaults() : changeFaults(shop.faults, faults);
  try {
    const results = acts.map((act) => perform(shop, act) ?? null);
    if (forward) sandbox.clock.forward(forward);
    return { status: 200, body: { results, faults: shop.faults, offsetMs: sandbox.clock.offsetMs() } };
  } catch (problem) {
    if (problem instanceof Refusal) return { status: 409, body: { errors: problem.errors } };
    throw problem;
  }
}

function shopNamed(sandbox: Sandbox, domain: string | null | undefined): Shop | undefined {
  return domain ? sandbox.shops.get(domain) : sandbox.shops.size === 1 ? [...sandbox.shops.values()][0] : undefined;
}

/** Everything a test wants to know without asking GraphQL: `?shop=…`, and `&customer=…` or `&order=…` for one record. */
export function state(sandbox: Sandbox, query: URLSearchParams): Reply {
  const record = query.get("customer") ?? query.get("order");
  const shop = shopNamed(sandbox, query.get("shop"));
  if (record !== null) {
    const id = Number(record);
    const found = query.has("customer") ? shop?.tables.Customer.get(id) : shop?.tables.Order.get(id);
    return found && shop ? { status: 200, body: query.has("customer") ? { ...found, orders: shop.ordersOfCustomer(id) } : found } : { status: 404, body: { error: "No such record." } };
  }
  const shops = shop ? [shop] : [...sandbox.shops.values()];
  return { status: 200, body: { now: sandbox.clock.now().toISOString(), offsetMs: sandbox.clock.offsetMs(), shops: shops.map((each) => summary(sandbox, each)) } };
}

function summary(sandbox: Sandbox, shop: Shop) {
  const { tables } = shop;
  return {
    ...shop.settings,
    installed: shop.installed,
    scopes: shop.scopes,
    customers: tables.Customer.size,
    orders: tables.Order.size,
    products: tables.Product.size,
    collections: tables.Collection.size,
    onTheirWay: [...tables.Delivery.values()].map(({ topic, dueAt, attempts }) => ({ topic, dueAt, attempts })),
    delivered: sandbox.webhooks.log.filter((attempt) => attempt.shop === shop.settings.domain).slice(-50),
    bulkOperations: [...tables.BulkOperation.values()].map((operation) => ({ ...operation, status: bulkStatus(shop, operation) })),
    flowTriggers: receivedBy(shop).slice(-50),
    faults: shop.faults,
  };
}

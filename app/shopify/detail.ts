// Whole descriptions of customers and orders that webhooks told only in part: a page of them by their
// ids. What a page costs is known beforehand, so that the bucket is asked and never overdrawn.
import { z } from "zod";
import { type Facts, noFacts } from "../customers/fact.ts";
import { toMinor } from "../lib/money.ts";
import { customerFact, CustomerNode } from "./bulk-customer.ts";
import type { Reading } from "./bulk-lines.ts";
import { orderDetail } from "./bulk-order.ts";
import { customerFields } from "./bulk-queries.ts";
import { OrderDetailNode } from "./order-node.ts";
import { digitsOf } from "./shapes.ts";
import { PlainAmount } from "./values.ts";

export const DETAIL_KINDS = ["customers", "orders"] as const;
export type DetailKind = (typeof DETAIL_KINDS)[number];

/** Accounts of one customer that are looked at, one a currency. */
const ACCOUNTS_MAX = 3;

const customersById = (metafields: readonly string[]) => `#graphql
  query CustomersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Customer {
      ${customerFields(metafields)}
      storeCreditAccounts(first: ${ACCOUNTS_MAX}) { edges { node { id balance { amount currencyCode } } } }
    } }
  }`;

const ORDERS_BY_ID = `#graphql
  query OrdersById($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order {
      id updatedAt app { name } returnStatus risk { recommendation }
      customerJourneySummary {
        daysToConversion lastVisit { utmParameters { source medium campaign } }
        firstVisit { source landingPage referrerUrl utmParameters { source medium campaign } }
      }
    } }
  }`;

export const detailQuery = (kind: DetailKind, metafields: readonly string[]) => (kind === "customers" ? customersById(metafields) : ORDERS_BY_ID);

export const detailIds = (kind: DetailKind, ids: readonly string[]) => ({ ids: ids.map((id) => `gid://shopify/${kind === "customers" ? "Customer" : "Order"}/${id}`) });

/** Of one, by Shopify's published rule (an object 1, a list 10, a connection its page); a test holds it against the documents. */
const COST = { customers: (metafields: number) => 35 + metafields, orders: () => 8 };
/** Half of what one query may cost, so that several fit into the smallest bucket. */
const PAGE_COST_MAX = 500;
const PAGE_MAX = 50;

/** How many are asked for at once, and what that costs. */
export function detailPage(kind: DetailKind, metafields: readonly string[]): { size: number; costOf: (count: number) => number } {
  const each = COST[kind](metafields.length);
  return { size: Math.max(1, Math.min(PAGE_MAX, Math.floor(PAGE_COST_MAX / each))), costOf: (count) => count * each };
}

/** Null where Shopify knows the id no more. */
export const DetailAnswer = z.object({ nodes: z.array(z.record(z.string(), z.unknown()).nullable()) });
export type DetailNode = z.infer<typeof DetailAnswer>["nodes"][number];

/** `unread`: came in a shape that we do not know; the nightly reconcile parks such a one with its reason. */
export function detailFacts(kind: DetailKind, nodes: readonly DetailNode[], mapped: Omit<Reading, "startedAt">): { facts: Facts; unread: number } {
  const facts = noFacts();
  let unread = 0;
  for (const node of nodes) {
    if (node === null || !("id" in node)) continue;
    if (!(kind === "customers" ? addCustomer(node, mapped, facts) : addOrder(node, facts))) unread += 1;
  }
  return { facts, unread };
}

const Accounts = z.object({
  storeCreditAccounts: z.object({ edges: z.array(z.object({ node: z.object({ balance: z.object({ amount: PlainAmount, currencyCode: z.string() }) }) })) }).nullish(),
});

function addCustomer(node: NonNullable<DetailNode>, mapped: Omit<Reading, "startedAt">, facts: Facts): boolean {
  const read = CustomerNode.safeParse(node);
  const accounts = Accounts.safeParse(node);
  if (!read.success || !accounts.success) return false;
  // Shopify's clock, and never later than what it shows: a webhook that knows more keeps its word.
  const startedAt = read.data.updatedAt;
  facts.customers.push(customerFact(read.data, node, { ...mapped, startedAt }));
  for (const { node: { balance } } of accounts.data.storeCreditAccounts?.edges ?? []) {
    const minor = toMinor(balance.amount, balance.currencyCode);
    if (minor !== null) facts.storeCredits.push({ customerId: read.data.id, minor, currency: balance.currencyCode, at: startedAt });
  }
  return true;
}

function addOrder(node: NonNullable<DetailNode>, facts: Facts): boolean {
  const read = OrderDetailNode.safeParse(node);
  if (read.success) facts.orders.push({ orderId: digitsOf(read.data.id), ...orderDetail(read.data) });
  return read.success;
}

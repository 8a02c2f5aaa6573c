// A whole import reads the past, and tells flows nothing of it. But an order of the last days may be known by it alone: its
// webhook comes late, or was lost and would have come with the nightly reconcile, and both find nothing new any more.
import { type Facts, noFacts } from "../customers/fact.ts";
import { days } from "../lib/time.ts";

/** The reconcile looks back a day, or more after a night on which Shopify was away. */
const YOUNG_MS = days(3);

/** `rest`: lines and refunds of orders that an earlier batch brought. */
export type Parted = { past: Facts; news: Facts; rest: Facts };

/** Orders whose lines or refunds stand in this batch, and they themselves do not: Shopify writes them far behind. */
export function ordersElsewhere({ orders, lines, refunds }: Facts): string[] {
  const here = new Set(orders.map(({ orderId }) => orderId));
  return [...new Set([...lines, ...refunds].map(({ orderId }) => orderId))].filter((orderId) => !here.has(orderId));
}

type Known = { orderId: string; updatedAt: Date | null };

/** `startedAt`: of the export. `elsewhere`: what is known of the orders that other batches bring; whoever comes behind their lines finds these there. */
export function partNews(facts: Facts, elsewhere: readonly Known[], startedAt: Date): Parted {
  const since = startedAt.getTime() - YOUNG_MS;
  const young = new Set(facts.orders.filter(({ updatedAt }) => updatedAt !== undefined && Date.parse(updatedAt) >= since).map(({ orderId }) => orderId));
  const behind = new Set(elsewhere.filter(({ updatedAt }) => updatedAt !== null && updatedAt.getTime() >= since).map(({ orderId }) => orderId));
  const of = (known: (orderId: string) => boolean): Pick<Facts, "orders" | "lines" | "refunds"> => ({
    orders: facts.orders.filter(({ orderId }) => known(orderId)), lines: facts.lines.filter(({ orderId }) => known(orderId)), refunds: facts.refunds.filter(({ orderId }) => known(orderId)),
  });
  return {
    past: { ...facts, ...of((orderId) => !young.has(orderId) && !behind.has(orderId)) },
    news: { ...noFacts(), ...of((orderId) => young.has(orderId)) },
    rest: { ...noFacts(), ...of((orderId) => behind.has(orderId)) },
  };
}

/** Of a reconcile. `fresh`: orders that an earlier batch of the same file brought, and nobody knew before: lines and refunds that come behind them are no edit. */
export function partFresh(facts: Facts, fresh: ReadonlySet<string>): Pick<Parted, "news" | "rest"> {
  const isNews = ({ orderId }: { orderId: string }) => !fresh.has(orderId);
  const isRest = ({ orderId }: { orderId: string }) => fresh.has(orderId);
  return {
    news: { ...facts, lines: facts.lines.filter(isNews), refunds: facts.refunds.filter(isNews) },
    rest: { ...noFacts(), lines: facts.lines.filter(isRest), refunds: facts.refunds.filter(isRest) },
  };
}

// A whole import reads the past, and tells flows nothing of it. But an order of the last days may be known by it alone: its
// webhook comes late, or was lost and would have come with the nightly reconcile, and both find nothing new any more.
import { type Facts, noFacts } from "../customers/fact.ts";
import { days } from "../lib/time.ts";

/** The reconcile looks back a day, or more after a night on which Shopify was away. */
const YOUNG_MS = days(3);

export type Parted = { past: Facts; news: Facts };

/** `startedAt`: of the export. Lines and refunds go with their order where it stands in the same batch. */
export function partNews(facts: Facts, startedAt: Date): Parted {
  const since = startedAt.getTime() - YOUNG_MS;
  const young = new Set(facts.orders.filter(({ updatedAt }) => updatedAt !== undefined && Date.parse(updatedAt) >= since).map(({ orderId }) => orderId));
  const [orders, lines, refunds] = [split(facts.orders, young), split(facts.lines, young), split(facts.refunds, young)];
  return {
    past: { ...facts, orders: orders.past, lines: lines.past, refunds: refunds.past },
    news: { ...noFacts(), orders: orders.news, lines: lines.news, refunds: refunds.news },
  };
}

function split<Fact extends { orderId: string }>(facts: readonly Fact[], young: ReadonlySet<string>): { past: Fact[]; news: Fact[] } {
  return { past: facts.filter(({ orderId }) => !young.has(orderId)), news: facts.filter(({ orderId }) => young.has(orderId)) };
}

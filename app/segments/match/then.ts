// One customer as they were at an instant of the past: the plain-code twin of compile/then.ts.
import type { CustomerFacts, OrderFacts, PersonFacts } from "../person.ts";

const by = (at: Date | null, now: Date) => (at !== null && at <= now ? at : null);
const counts = ({ processedAt, voidAt }: OrderFacts, now: Date) => processedAt !== null && processedAt <= now && (voidAt === null || voidAt > now);

/** What lies after `now` stays out of every question by its date; here is what has none of its own. */
export function personThen(person: PersonFacts, now: Date): PersonFacts {
  const orders = person.orders.map((order) => ({
    ...order, cancelReason: by(order.voidAt, now) === null ? null : order.cancelReason, shippedAt: by(order.shippedAt, now), deliveredAt: by(order.deliveredAt, now),
  }));
  return { ...person, orders, customer: { ...person.customer, ...rolled(orders.filter((order) => counts(order, now))) } };
}

/** Whether they were a customer by then: described as one, or with an order that counted. */
export const wasCustomer = ({ customer, orders }: PersonFacts, now: Date): boolean => by(customer.createdAt, now) !== null || orders.some((order) => counts(order, now));

const GAPS_MAX = 5;
const RHYTHM_ORDERS_MIN = 3;

function rolled(orders: OrderFacts[]): Pick<CustomerFacts, "orderCount" | "firstOrderAt" | "lastOrderAt" | "gapMedianMs" | "gapSdMs"> {
  const instants = orders.map(({ processedAt }) => processedAt?.getTime() ?? 0).sort((a, b) => b - a);
  const [last, first] = [instants.at(0), instants.at(-1)];
  const gaps = instants.length < RHYTHM_ORDERS_MIN ? [] : instants.slice(0, GAPS_MAX + 1).flatMap((at, index, all) => (all[index + 1] === undefined ? [] : [at - (all[index + 1] ?? 0)]));
  return {
    orderCount: instants.length, firstOrderAt: first === undefined ? null : new Date(first), lastOrderAt: last === undefined ? null : new Date(last),
    gapMedianMs: gaps.length === 0 ? null : Math.round(median(gaps)), gapSdMs: gaps.length === 0 ? null : Math.round(deviation(gaps)),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0)) / 2;
}

function deviation(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

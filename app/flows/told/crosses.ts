// A number of theirs that gets as far as the trigger says, by the very fact that was told: without it the number is not there
// yet, with it it is. Facts may come in any order; what is known but still to be told does not count.
import { orderFact, partsOf, refundFact, stepFact } from "../../customers/fact-id.ts";
import type { Occurrence } from "../../segments/field.ts";
import { type History, isHidden, meetsFilters } from "../../segments/match/history.ts";
import { minorOf } from "./minor.ts";
import type { Trigger } from "../trigger.ts";
import { type Asker, enter, type Met, NOTHING, type ToldFact } from "./told-fact.ts";

type Crosses = Extract<Trigger, { kind: "crosses" }>;

export function crosses(trigger: Crosses, told: ToldFact, { history, untold }: Asker): readonly Met[] {
  const limit = trigger.of === "orders" ? trigger.value : minorOf(trigger.value, history.ask.currency);
  const known = movesOf(trigger, history).filter(({ fact }) => !untold.has(fact));
  const one = known.find(({ fact }) => fact === told.fact);
  if (!one || (!trigger.down && one.orders < 1)) return NOTHING;
  // What cannot be seen is not held against a single order: its own value is known.
  if (trigger.of === "order") return ofOne(trigger, one, known, limit) ? found(trigger, told) : NOTHING;
  if (isHidden({ event: "order", where: trigger.where, whereAny: trigger.whereAny }, history) && !areAllSeen(history)) return NOTHING;
  const others = known.filter(({ fact }) => fact !== told.fact);
  const isThere = (moves: readonly Move[]) => reaches(trigger, totalOf(moves), limit);
  if (isThere(others) || !isThere(known)) return NOTHING;
  return trigger.rearm || !wasEverThere(trigger, others, limit) ? found(trigger, told) : NOTHING;
}

/**
 * Where older orders are hidden from us: whoever became a customer since then has none, and as many as Shopify counted are here, whether
 * or not it has counted the one at hand.
 */
function areAllSeen({ person: { customer: { createdAt, shopifyOrderCount, shopifyCountedAt }, orders }, ask: { ordersSince } }: History): boolean {
  if (!ordersSince || (createdAt && createdAt >= ordersSince)) return true;
  if (shopifyOrderCount === null || shopifyCountedAt === null) return false;
  return orders.filter(({ processedAt, voidAt }) => processedAt !== null && processedAt <= shopifyCountedAt && voidAt?.getTime() !== 0).length >= shopifyOrderCount;
}

/** Once, or once for each crossing. */
const found = ({ of, value, down, rearm }: Crosses, told: ToldFact): Met[] =>
  enter({ ...told, fact: `crossed/${of}/${value}${down ? "/down" : ""}${rearm ? `/${told.fact}` : ""}` });

/** What a fact adds: an order and its value, or what a refund or a cancellation takes. */
type Move = { fact: string; at: number; order: string; orders: number; minor: number };

function movesOf(trigger: Crosses, history: History): Move[] {
  const now = history.ask.now.getTime();
  const query = { event: "order" as const, where: trigger.where, whereAny: trigger.whereAny };
  const orders = history.everOf("order").filter((each) => each.at <= now && each.order?.voidAt?.getTime() !== 0 && meetsFilters(query, each, history.ask));
  const ids = new Set(orders.map(({ order }) => order?.orderId));
  const refunds = history.of("refund").filter(({ refund }) => ids.has(refund?.orderId));
  const moves = [...orders.flatMap((each) => placed(each, refunds, now)), ...refunds.map(({ at, refund }) => ({ fact: refundFact(refund?.refundId ?? ""), at, order: refund?.orderId ?? "", orders: 0, minor: -(refund?.amountMinor ?? 0) }))];
  return moves.sort((one, other) => one.at - other.at || (one.fact < other.fact ? -1 : 1));
}

function placed({ at, order }: Occurrence, refunds: readonly Occurrence[], now: number): Move[] {
  if (!order) return [];
  const { orderId, grossMinor, voidAt } = order;
  const all = { fact: orderFact(orderId), at, order: orderId, orders: 1, minor: grossMinor };
  if (voidAt === null || voidAt.getTime() > now) return [all];
  // What was refunded is gone already.
  const refunded = refunds.reduce((sum, { refund }) => (refund?.orderId === orderId ? sum + refund.amountMinor : sum), 0);
  return [all, { fact: stepFact("cancelled", orderId), at: voidAt.getTime(), order: orderId, orders: -1, minor: refunded - grossMinor }];
}

type Total = { orders: number; minor: number };
const add = (one: Total, other: Total): Total => ({ orders: one.orders + other.orders, minor: one.minor + other.minor });
const totalOf = (moves: readonly Move[]): Total => moves.reduce<Total>(add, { orders: 0, minor: 0 });

/** An average of nothing is unknown, and a fall to the value is one from above it. */
function reaches({ of, down }: Crosses, { orders, minor }: Total, limit: number): boolean {
  if (of === "average" && orders === 0) return false;
  const value = of === "orders" ? orders : of === "average" ? minor / orders : minor;
  return down ? value <= limit : value >= limit;
}

function wasEverThere(trigger: Crosses, moves: readonly Move[], limit: number): boolean {
  let total: Total = { orders: 0, minor: 0 };
  // Nobody falls from nothing: below the value is where everybody begins.
  let hasBeenAbove = !trigger.down;
  return moves.some((move) => {
    total = add(total, move);
    const isThere = reaches(trigger, total, limit);
    if (!isThere) hasBeenAbove = true;
    return isThere && hasBeenAbove;
  });
}

/** One order's value as it was placed. With `rearm` only what was not taken back since stands against it. */
function ofOne({ down, rearm }: Crosses, one: Move, known: readonly Move[], limit: number): boolean {
  const passes = (minor: number) => (down ? minor <= limit : minor > limit);
  if (partsOf(one.fact).kind !== "order" || !passes(one.minor)) return false;
  const before = Map.groupBy(known.filter(({ order }) => order !== one.order), ({ order }) => order);
  return ![...before.values()].some((moves) => {
    const first = moves.find(({ orders }) => orders === 1);
    if (!first || !passes(first.minor)) return false;
    const left = totalOf(moves);
    return !rearm || (left.orders > 0 && passes(left.minor));
  });
}

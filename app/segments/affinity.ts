// An affinity adds up what somebody buys, looks at and puts into a cart: an item is worth its share of its order's money,
// a view of a product 5 % of an order, a product in a cart 15 %, where the merchant says nothing else. In whole numbers, which both evaluators add up alike.
// Views and carts count as far as they are told to us; what nobody told counts for nothing.
import type { EventKey, Filter, Share } from "./definition.ts";
import type { LineFacts } from "./person.ts";
import type { OrderAsOf } from "./field.ts";

export const ORDER_WORTH = 10_000;
/** What else counts, and by which of a share's own numbers; each is a percentage of an order. */
export const SEEN = [{ event: "productViewed", points: "viewPoints" }, { event: "cartAdded", points: "cartPoints" }] as const;
export const POINTS = { viewPoints: 5, cartPoints: 15 } as const;
export type Points = keyof typeof POINTS;
export const pointsOf = (leaf: Partial<Record<Points, number | undefined>>, points: Points): number => leaf[points] ?? POINTS[points];
/** In the unit of ORDER_WORTH. */
export const seenWorth = (leaf: Share, points: Points): number => (pointsOf(leaf, points) * ORDER_WORTH) / 100;
/** So many views and carts are enough where nothing was bought. */
export const SEEN_MIN = 3;
export const seenLeast = ({ atLeast }: Pick<Share, "atLeast">): number => Math.max(atLeast ?? SEEN_MIN, 1);

/** Over the aliases l and o. An order that cost nothing says nothing. */
export const ITEM_WORTH_SQL = `(CASE WHEN o.items_minor > 0 THEN least(div((l.amount_minor::bigint * ${ORDER_WORTH})::numeric, o.items_minor::numeric), ${ORDER_WORTH})::bigint ELSE 0 END)`;

export function itemWorth(line: LineFacts | null, order: OrderAsOf | null): bigint {
  if (line === null || order === null || order.itemsMinor <= 0) return 0n;
  const worth = (BigInt(line.amountMinor) * BigInt(ORDER_WORTH)) / BigInt(order.itemsMinor);
  return worth > BigInt(ORDER_WORTH) ? BigInt(ORDER_WORTH) : worth;
}

/** What is asked of an item's product, asked of the product that was looked at. */
const OF_PRODUCT: Readonly<Record<string, string>> = {
  "item.product": "event.product", "item.variant": "event.variant", "item.vendor": "event.vendor", "item.type": "event.type", "item.tags": "event.tags", "item.collections": "event.collections", "item.category": "event.category",
};
export const isOfProduct = ({ field }: Filter): boolean => Object.hasOwn(OF_PRODUCT, field);

export const seenFilters = (filters: Filter[]): Filter[] => filters.map(({ field, test }) => ({ field: OF_PRODUCT[field] ?? field, test }));

type Whole = Pick<Share, "where" | "whereAny" | "window">;
export const seenQuery = ({ where, whereAny, window }: Whole, event: EventKey) => ({ event, where: where && seenFilters(where), whereAny, window });

/** What else than items a share looks at. */
export const seenIn = (leaf: Share) => (leaf.of === "affinity" ? SEEN.map(({ event }) => seenQuery(leaf, event)) : []);

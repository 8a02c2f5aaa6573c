// What is around an order or an item, for one customer at one instant: the plain-code twin of
// compile/joins.ts. Found out when first asked for.
import type { Around, OrderAsOf, OrderPlace } from "../field.ts";
import type { LineFacts, PersonFacts } from "../person.ts";

type Kind = Parameters<Around["firstAt"]>[0];

export function makeAround(person: PersonFacts, orders: ReadonlyMap<string, OrderAsOf>, now: number, digits: number): Around {
  const counted = lazily(() => [...orders.values()].filter((order) => isCounted(order, now)));
  const places = lazily(() => placesOf(counted()));
  const firsts = lazily(() => firstsOf(person.lines, orders, now));
  return {
    customer: person.customer,
    digits,
    place: ({ orderId }) => places().get(orderId) ?? null,
    totals: () => ({ total: counted().reduce((sum, { netMinor }) => sum + BigInt(netMinor), 0n), orders: counted().length }),
    contents({ orderId }) {
      const lines = person.lines.filter((line) => line.orderId === orderId);
      const all = (kind: Kind) => [...new Set(lines.map((line) => keyOf(kind, line)).filter((value) => value !== null))];
      return lines.length === 0 ? null : { products: all("product"), vendors: all("vendor"), types: all("type") };
    },
    firstAt(kind, line) {
      const value = keyOf(kind, line);
      return value === null ? null : (firsts().get(`${kind}/${value}`) ?? null);
    },
  };
}

function lazily<Found>(find: () => Found): () => Found {
  let found: { value: Found } | null = null;
  return () => (found ??= { value: find() }).value;
}

const madeAt = (order: OrderAsOf) => order.processedAt?.getTime() ?? Infinity;
const isCounted = (order: OrderAsOf, now: number) => madeAt(order) <= now && (order.voidAt === null || order.voidAt.getTime() > now);

function placesOf(orders: OrderAsOf[]): Map<string, OrderPlace> {
  const sorted = orders.toSorted((a, b) => madeAt(a) - madeAt(b) || (BigInt(a.orderId) < BigInt(b.orderId) ? -1 : 1));
  return new Map(sorted.map((order, index) => {
    const before = sorted[index - 1];
    return [order.orderId, { number: index + 1, back: sorted.length - index, beforeAt: before ? madeAt(before) : null }];
  }));
}

function keyOf(kind: Kind, line: LineFacts): string | null {
  switch (kind) {
    case "product": return line.productId;
    case "vendor": return line.vendor;
    case "type": return line.product?.productType ?? null;
    default: return kind satisfies never;
  }
}

function firstsOf(lines: LineFacts[], orders: ReadonlyMap<string, OrderAsOf>, now: number): Map<string, number> {
  const firsts = new Map<string, number>();
  for (const line of lines) {
    const order = orders.get(line.orderId);
    if (order === undefined || !isCounted(order, now)) continue;
    for (const kind of ["product", "vendor", "type"] as const) {
      const value = keyOf(kind, line);
      if (value !== null) firsts.set(`${kind}/${value}`, Math.min(firsts.get(`${kind}/${value}`) ?? Infinity, madeAt(order)));
    }
  }
  return firsts;
}

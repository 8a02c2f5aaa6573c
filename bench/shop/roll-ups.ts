// What a customer's row says of their orders, computed from the generated columns.
import { END, type Shop } from "./generate.ts";

/** order_count … gap_sd_ms in the order that load.ts copies them. */
export function rollUps({ joined, purchases: p }: Shop): (customer: number) => (string | number | null)[] {
  const count = joined.length;
  const orders = new Int32Array(count), gross = new Float64Array(count), discount = new Float64Array(count), refund = new Float64Array(count);
  const refunds = new Int32Array(count), discounted = new Int32Array(count), quantity = new Int32Array(count);
  const first = new Float64Array(count), last = new Float64Array(count);
  const recent = new Map<number, number[]>();
  for (let at = 0; at < p.at.length; at++) {
    const who = p.customer[at] ?? 0, when = p.at[at] ?? END;
    const add = (sums: Int32Array | Float64Array, value: number | undefined) => void (sums[who] = (sums[who] ?? 0) + (value ?? 0));
    add(orders, 1);
    add(gross, p.grossMinor[at]);
    add(discount, p.discountMinor[at]);
    add(refund, p.refundMinor[at]);
    add(refunds, p.refundMinor[at] ? 1 : 0);
    add(discounted, p.discountMinor[at] ? 1 : 0);
    add(quantity, p.quantity[at]);
    if (orders[who] === 1) first[who] = when;
    last[who] = when;
    const times = recent.get(who);
    if (!times) recent.set(who, [when]);
    else if (times.push(when) > 6) times.shift();
  }
  const iso = (ms: number | undefined) => (ms ? new Date(ms).toISOString() : null);
  return (who) => {
    const spent = gross[who] ?? 0;
    return [orders[who] ?? 0, spent, spent - (refund[who] ?? 0), spent, discount[who] ?? 0, refund[who] ?? 0, refunds[who] ?? 0, discounted[who] ?? 0,
      quantity[who] ?? 0, iso(first[who]), iso(last[who]), ...gaps(recent.get(who) ?? [])];
  };
}

function gaps(times: number[]): (number | null)[] {
  if (times.length < 3) return [null, null];
  const between = times.slice(1).map((at, index) => at - (times[index] ?? at)).sort((a, b) => a - b);
  const middle = (between.length - 1) / 2;
  const median = ((between[Math.floor(middle)] ?? 0) + (between[Math.ceil(middle)] ?? 0)) / 2;
  const mean = between.reduce((sum, gap) => sum + gap, 0) / between.length;
  const variance = between.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / between.length;
  return [Math.round(median), Math.round(Math.sqrt(variance))];
}

// A refund as webhooks write it. The money that went back is the sum of its successful refund
// transactions. Those are in the currency the customer paid in; where that is not the shop's, the
// refunded items, shipping and adjustments in shop money add up to the same.
import { z } from "zod";
import type { RefundFact } from "../../customers/fact.ts";
import { invariant } from "../../lib/invariant.ts";
import { toMinor } from "../../lib/money.ts";
import { Digits, PlainAmount, RestAmount, Stamp } from "../values.ts";

const Transaction = z.object({ kind: z.string(), status: z.string(), amount: PlainAmount, currency: z.string().nullish() });
const Item = z.object({ subtotal_set: RestAmount.nullish(), total_tax_set: RestAmount.nullish() });
const Adjustment = z.object({ amount_set: RestAmount.nullish(), tax_amount_set: RestAmount.nullish() });
const Shipping = z.object({ subtotal_amount_set: RestAmount.nullish() });

const Shape = z.object({
  admin_graphql_api_id: Digits.optional(),
  id: Digits,
  order_id: Digits.nullish(),
  processed_at: Stamp.nullish(),
  created_at: Stamp.nullish(),
  total_duties_set: RestAmount.nullish(),
  transactions: z.array(Transaction).nullish(),
  refund_line_items: z.array(Item).nullish(),
  order_adjustments: z.array(Adjustment).nullish(),
  refund_shipping_lines: z.array(Shipping).nullish(),
});
export type Refund = z.infer<typeof Shape>;
export const Refund = Shape.refine((refund) => amountOf(refund) !== null, "states money in no currency, or no amount of one");

export function refundFact(refund: Refund, orderId: string): RefundFact | null {
  const processedAt = refund.processed_at ?? refund.created_at;
  if (!processedAt) return null;
  const amountMinor = amountOf(refund);
  invariant(amountMinor !== null, "its shape says that it is an amount");
  return { orderId, refundId: refund.admin_graphql_api_id ?? refund.id, processedAt, amountMinor };
}

function amountOf(refund: Refund): number | null {
  const paid = (refund.transactions ?? []).filter((transaction) => transaction.kind === "refund" && transaction.status === "success");
  const shop = shopMoneyOf(refund).find((money) => money)?.currency ?? null;
  if (shop && paid.some(({ currency }) => currency && currency !== shop)) return itemsOf(refund);
  return paid.reduce<number | null>((sum, { amount, currency }) => {
    const of = currency ?? shop;
    const minor = of && toMinor(amount, of);
    return sum === null || typeof minor !== "number" ? null : sum + minor;
  }, 0);
}

/** Everything the refund states in shop money, for its currency. */
const shopMoneyOf = (refund: Refund) => [
  refund.total_duties_set,
  ...(refund.refund_line_items ?? []).map((item) => item.subtotal_set),
  ...(refund.order_adjustments ?? []).map((adjustment) => adjustment.amount_set),
  ...(refund.refund_shipping_lines ?? []).map((line) => line.subtotal_amount_set),
];

function itemsOf(refund: Refund): number {
  const items = (refund.refund_line_items ?? []).reduce((sum, item) => sum + (item.subtotal_set?.minor ?? 0) + (item.total_tax_set?.minor ?? 0), 0);
  const shipping = (refund.refund_shipping_lines ?? []).reduce((sum, line) => sum + (line.subtotal_amount_set?.minor ?? 0), 0);
  // An adjustment is negative where it gives money back.
  const adjusted = (refund.order_adjustments ?? []).reduce((sum, each) => sum - (each.amount_set?.minor ?? 0) - (each.tax_amount_set?.minor ?? 0), 0);
  return items + shipping + adjusted;
}

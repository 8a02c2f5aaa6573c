// Fields of an item about the variant that was bought, as it stands now: whether it is there, and what it costs. Known since
// Shopify first told of the variant; of another size or colour nothing is asked.
import { OF_OWNERS } from "#app/products/standing.ts";
import { ratio, ratioFromText, times } from "../exact.ts";
import type { EventField, FieldType, Occurrence, Value } from "../field.ts";
import type { LineFacts, VariantFacts } from "../person.ts";

const field = (key: string, label: string, type: FieldType, sql: string, read: (variant: VariantFacts, occurrence: Occurrence) => Value, help: string): EventField => ({
  key, label, group: "Item now", type, scope: "item", history: "today", sql, help,
  read: (occurrence) => (occurrence.line?.variant ? read(occurrence.line.variant, occurrence) : null),
});

export const OWNED_FIELDS: EventField[] = [
  field(OF_OWNERS.inStock, "In stock now", "bool", "(va.stock > 0)", ({ stock }) => (stock === null ? null : stock > 0), "The variant that they bought. Unknown where nobody keeps count of it, or Shopify has not told of it since Segue was installed."),
  field(OF_OWNERS.restocked, "Back in stock since", "date", "va.restocked_at", ({ restockedAt }) => restockedAt, "When the variant that they bought came back, if it was sold out and is there now. Unknown otherwise, and of what happened before Segue was installed."),
  field(OF_OWNERS.costsLess, "Costs less now than they paid (%)", "number",
    "(CASE WHEN l.amount_minor > 0 THEN div((l.amount_minor - va.price_minor * l.quantity) * 100, l.amount_minor) END)",
    ({ price }, { line, around }) => (line === null || price === null || line.amountMinor <= 0 ? null : belowPaid(line, price, around.digits)),
    "Whole percent of what one cost them after discounts; below zero where it costs more now. Unknown of what was free, and until Shopify tells of the variant."),
  field(OF_OWNERS.priceFell, "Price fell on", "date", "va.cheaper_at", ({ cheaperAt }) => cheaperAt, "The last fall of the variant's price, as long as it costs less than before it. Unknown otherwise, and of what happened before Segue was installed."),
  field(OF_OWNERS.priceFellBy, "Price fell by (%)", "number", "(CASE WHEN va.cheaper_from > 0 THEN div((va.cheaper_from - va.price) * 100, va.cheaper_from) END)",
    ({ price, cheaperFrom }) => (price === null || cheaperFrom === null ? null : wholePercent(ratioFromText(cheaperFrom), ratioFromText(price))), "Whole percent of what the variant cost before the last fall of its price."),
];

/** Of all that they took of it, in minor units. */
const belowPaid = ({ amountMinor, quantity }: LineFacts, price: string, digits: number) => wholePercent(ratio(BigInt(amountMinor)), times(ratioFromText(price), ratio(BigInt(quantity) * 10n ** BigInt(digits))));

/** By how much of `from` is `now` below it; null of nothing. Cut off as PostgreSQL's div does. */
function wholePercent(from: { top: bigint; bottom: bigint }, now: { top: bigint; bottom: bigint }): number | null {
  const [whole, left] = [from.top * now.bottom, now.top * from.bottom];
  return whole <= 0n ? null : Number(((whole - left) * 100n) / whole);
}

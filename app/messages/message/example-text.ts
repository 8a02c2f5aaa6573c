// A message as it would read to an example customer: for lists, where nobody's own facts are looked up.
import type { ShopId } from "../../lib/ids.ts";
import { exampleCart } from "./example-cart.ts";
import { kindOf, type MessageDefinition, rootsOf } from "./message.ts";
import { compose, type Composed } from "../text/compose.ts";
import { readTemplate } from "../text/read-template.ts";
import { sampleCode } from "../coupons/coupon.ts";
import type { CouponSettings } from "../coupons/coupon.ts";
import { sampleLink } from "../links/in-text.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import type { OptOutDue } from "../text/wording.ts";
import { mannerFor, type ShopFacts, valuesFrom } from "./values.ts";

export type ExampleShop = { shop: ShopId; facts: ShopFacts; settings: TextSettings; linkHost: string; coupons: ReadonlyMap<number, CouponSettings> };

/** Null where the text cannot be read. Unless `due` says otherwise as any but the first text to somebody: without the words that say how to end them. */
export function exampleText({ shop, facts, settings, linkHost, coupons }: ExampleShop, definition: MessageDefinition, now: Date, due: OptOutDue | null = null): Composed | null {
  const { template } = readTemplate(definition.text, rootsOf(definition));
  if (!template) return null;
  const manner = mannerFor(definition.language, null, facts);
  const coupon = definition.coupon === null ? undefined : coupons.get(definition.coupon);
  const price = 4_900;
  const values = valuesFrom(facts, {
    person: { firstName: "Sarah", lastName: "Miller", city: "Portland", orderCount: 4, spentMinor: 31_240, lastOrderAt: now, lastProduct: "Linen Shirt" },
    order: { name: "#1042", totalMinor: 2 * price, placedAt: now, itemCount: 2, lines: [{ title: "Linen Shirt", variant: "Blue / M", quantity: 2, priceMinor: price, handle: null }] },
    picks: [{ productId: "1", title: "Linen Shirt", handle: "linen-shirt", priceMinor: price, type: null }],
    coupon: coupon ? { code: sampleCode(coupon.word), settings: coupon } : null,
    cart: exampleCart(facts.host, facts.currency),
  }, manner);
  const required = kindOf(definition) === "transactional" || settings.brand.trim() === "" ? null : { brand: settings.brand, language: definition.language, stopAt: null };
  return compose(template, { values, manner, due, shortOf: () => sampleLink(linkHost, shop) }, { shop, linkHost, required, smart: definition.smart ?? settings.smart });
}

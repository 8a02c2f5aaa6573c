// A message as it would look on one person's phone, with what is wrong about it. Nothing is made: links and codes are
// examples as long as the real ones.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { sampleCode } from "../coupons/coupon.ts";
import { wordFor } from "../coupons/coupon-draft.ts";
import { checkMessage } from "./check-message.ts";
import { exampleCart } from "./example-cart.ts";
import { reasonOf } from "../gate/reasons.ts";
import { aroundMessages } from "./message.server.ts";
import { kindOf } from "./message.ts";
import { type Preview, type PreviewAsked, REASON_OF } from "./preview.ts";
import { stretchesOf } from "./shown-text.ts";
import type { TextSettings } from "../settings/text-settings.ts";
import { type Examples, writeFor, type Written } from "./write-text.server.ts";

export async function previewOf(world: World, shop: ShopId, asked: PreviewAsked): Promise<Preview> {
  const { around, settings } = await aroundMessages(world, shop);
  const checked = checkMessage(asked.definition, around);
  const isExampleCart = kindOf(asked.definition) === "cart";
  const found = await readShop(world, shop);
  const cart = found ? exampleCart(found.host, found.currency) : undefined;
  const coupon = asked.coupon === undefined ? undefined : { code: sampleCode(wordFor("")), ...asked.coupon, ends_on: null };
  const [smart, plain] = [await written(world, shop, asked, settings, { cart, coupon }, true), await written(world, shop, asked, settings, { cart, coupon }, false)];
  const isSmart = asked.definition.smart ?? settings.smart;
  if (!smart || !plain || plain.composed.unfit === "empty") return { ...checked, shown: null, isExampleCart };
  const { composed, faults } = isSmart ? smart : plain;
  const { parts, added, replaced } = composed;
  return { ...checked, isExampleCart, shown: { stretches: stretchesOf(composed, plain.composed.text), parts, added, replaced, partsWithout: plain.composed.parts.parts, against: [...new Set(faults.map((fault) => REASON_OF[fault]))].map((reason) => reasonOf(reason).says) } };
}

async function written(world: World, shop: ShopId, { name, definition, customerId }: PreviewAsked, settings: TextSettings, examples: Examples, smart: boolean): Promise<Written | null> {
  const texts = await writeFor(world, shop, { messageId: null, name, definition: { ...definition, smart }, settings }, [{ textId: "1", customerId, number: null, campaignId: null, ...examples }], world.now(), { isDry: true });
  const one = texts.get("1");
  return one && one !== "waiting" ? one : null;
}

// A coupon's code for somebody, asked for ahead of the text that names it: by then Shopify knows it, and the text waits for
// nothing. Whoever has one keeps it.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { codesFor } from "../../messages/coupons/coupon.server.ts";
import { CouponId } from "../../messages/coupons/coupon.ts";
import { DONE, type Part, refused, type Told } from "./doing.ts";

export async function askCodes(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const [coupon, all] of Map.groupBy(parts, ({ asked }) => (asked.kind === "coupon" ? asked.step.coupon : null))) {
    const codes = coupon === null ? null : await codesFor(world, shop, CouponId.parse(coupon), all.map(({ of }) => of.customer), now);
    told.push(...all.map((part) => {
      const answer = codes?.get(part.of.customer);
      if (answer === undefined) return { part, outcome: refused("The step does not say which coupon it means.") };
      return { part, outcome: typeof answer === "object" && "refused" in answer ? refused(answer.refused) : DONE };
    }));
  }
  return told;
}

// A coupon's code for somebody, asked for ahead of the text that names it: by then Shopify knows it, and the text waits for
// nothing. A step that says how long it is good for gives codes with an end of their own; else whoever has one keeps it.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { type CodeAnswer, codesEnding, codesFor } from "../../messages/coupons/coupon.server.ts";
import { CouponId } from "../../messages/coupons/coupon.ts";
import { dayOf, startOfDay } from "../../segments/calendar.ts";
import { readShop } from "../../shops/rows.server.ts";
import { after } from "../span.ts";
import type { StepOf } from "../step.ts";
import { DONE, type Outcome, type Part, refused, type Told } from "./doing.ts";

export async function askCodes(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const zone = (await readShop(world, shop))?.timeZone ?? "UTC";
  const named = parts.flatMap((part) => (part.asked.kind === "coupon" ? [{ part, step: part.asked.step }] : []));
  const told: Told[] = [];
  for (const all of Map.groupBy(named, ({ step: { coupon, ends, once } }) => JSON.stringify([coupon, ends, once])).values()) {
    const codes = await codesOf(world, shop, all[0]?.step, all.map(({ part }) => part.of.customer), { zone, now });
    told.push(...all.map(({ part }) => ({ part, outcome: outcomeOf(codes?.get(part.of.customer)) })));
  }
  return told;
}

/** The end of the day on which they run out, in the shop's zone. Null: the step names no coupon. */
function codesOf(world: World, shop: ShopId, step: StepOf<"coupon"> | undefined, customers: readonly CustomerId[], { zone, now }: { zone: string; now: Date }): Promise<Map<CustomerId, CodeAnswer>> | null {
  if (!step || step.coupon === null) return null;
  const coupon = CouponId.parse(step.coupon);
  if (step.ends === null) return codesFor(world, shop, coupon, customers, now);
  const endsAt = new Date(startOfDay(dayOf(after(now.getTime(), step.ends, zone), zone) + 1, zone));
  return codesEnding(world, shop, coupon, customers, { endsAt, isOnce: step.once }, now);
}

function outcomeOf(answer: CodeAnswer | undefined): Outcome {
  if (answer === undefined) return refused("The step does not say which coupon it means.");
  return typeof answer === "object" && "refused" in answer ? refused(answer.refused) : DONE;
}

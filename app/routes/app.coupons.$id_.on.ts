// Whether a coupon is on. DELETE ends it, POST asks Shopify once more for one that it refused.
import { json, type ActionFunctionArgs } from "@remix-run/node";
import { merchant } from "#app/merchant.server.ts";
import { readCoupon } from "#app/messages/coupons/coupon-rows.server.ts";
import { endCoupon, retryCoupon } from "#app/messages/coupons/coupon.server.ts";
import { neededByFlows } from "#app/shops/flow-use-rows.server.ts";
import { requireCouponId, requireFound } from "#app/require.ts";

export async function action({ request, params }: ActionFunctionArgs) {
  const { world, shop } = await merchant(request);
  const coupon = requireCouponId(params);
  requireFound(await readCoupon(world, shop, coupon));
  if (request.method !== "DELETE" && request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const needed = request.method === "DELETE" ? await neededByFlows(world, shop, "coupon", coupon) : [];
  if (needed.length > 0) return json({ problems: needed }, { status: 422 });
  if (request.method === "DELETE") await endCoupon(world, shop, coupon);
  else await retryCoupon(world, shop, coupon);
  return json({ problems: [] });
}

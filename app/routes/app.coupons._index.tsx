// All coupons: discounts in Shopify under which everybody who is texted gets a code of their own.
import { json, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { CouponsPage } from "#app/components/coupons/coupons-page.tsx";
import { merchant } from "#app/merchant.server.ts";
import { listCoupons } from "#app/messages/coupons/coupon-rows.server.ts";
import { requireFound } from "#app/require.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const now = world.now().getTime();
  const coupons = (await listCoupons(world, shop)).map(({ couponId, name, settings, state, problem, createdAt, codes, waiting, refused, used }) => ({
    couponId, name, settings, state, problem, createdAt, codes, waiting, refused, used, isOver: settings.endsAt !== null && Date.parse(settings.endsAt) <= now,
  }));
  return json({ coupons, currency, timeZone });
}

export default function Coupons() {
  return <CouponsPage {...useLoaderData<typeof loader>()} />;
}

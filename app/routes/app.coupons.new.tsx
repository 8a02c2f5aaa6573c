// A new coupon. Its discount is made in Shopify as soon as it is saved, its codes when texts go out.
import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { TitleBar } from "@shopify/app-bridge-react";
import { Page } from "@shopify/polaris";
import { readBody } from "#app/body.ts";
import { CouponForm } from "#app/components/coupons/coupon-form.tsx";
import { merchant } from "#app/merchant.server.ts";
import { createCoupon } from "#app/messages/coupons/coupon.server.ts";
import { CouponDraft, readCouponDraft } from "#app/messages/coupons/coupon-draft.ts";
import { requireFound } from "#app/require.ts";
import { dayOf, dayText } from "#app/segments/calendar.ts";
import { readShop } from "#app/shops/rows.server.ts";

export async function loader({ request }: LoaderFunctionArgs) {
  const { world, shop } = await merchant(request);
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  return json({ currency, today: dayText(dayOf(world.now().getTime(), timeZone)) });
}

export async function action({ request }: ActionFunctionArgs) {
  const { world, shop, redirect } = await merchant(request);
  if (request.method !== "POST") throw new Response("Method not allowed", { status: 405 });
  const { currency, timeZone } = requireFound(await readShop(world, shop));
  const body = await readBody(request, CouponDraft);
  const read = "problems" in body ? body : readCouponDraft(body.body, { currency, zone: timeZone, now: world.now() });
  const made = "problems" in read ? read : await createCoupon(world, shop, read.coupon);
  return "problems" in made ? json({ problems: made.problems }, { status: 422 }) : redirect("/app/coupons");
}

export default function NewCoupon() {
  const { currency, today } = useLoaderData<typeof loader>();
  return (
    <Page title="New coupon" narrowWidth backAction={{ content: "Coupons", url: "/app/coupons" }}>
      <TitleBar title="New coupon" />
      <CouponForm currency={currency} today={today} />
    </Page>
  );
}

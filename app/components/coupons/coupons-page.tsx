// All coupons of the shop, and ending one.
import { Card, EmptyState, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useState } from "react";
import { usePolling } from "../use-polling.ts";
import { CouponTable } from "./coupon-table.tsx";
import type { CouponLine } from "./coupon-words.ts";
import { EndCouponModal } from "./end-coupon-modal.tsx";

export function CouponsPage({ coupons, currency, timeZone }: { coupons: CouponLine[]; currency: string; timeZone: string }) {
  const [ending, setEnding] = useState<CouponLine | null>(null);
  usePolling(coupons.some(({ state, waiting }) => state === "making" || state === "ending" || (state === "on" && waiting > 0)));
  return (
    <Page title="Coupons" fullWidth backAction={{ content: "Messages", url: "/app/messages" }} primaryAction={{ content: "Create coupon", url: "/app/coupons/new" }}>
      <TitleBar title="Coupons" />
      {coupons.length === 0 ? (
        <Card>
          <EmptyState heading="Give everybody a code of their own" action={{ content: "Create coupon", url: "/app/coupons/new" }} image="">
            <p>A coupon is one discount in Shopify. Whoever gets a text with it gets a code that only they have, made when the text goes out, and you see who used theirs.</p>
          </EmptyState>
        </Card>
      ) : (
        <CouponTable coupons={coupons} currency={currency} timeZone={timeZone} onEnd={setEnding} />
      )}
      {ending === null ? null : <EndCouponModal coupon={ending} onClose={() => setEnding(null)} />}
    </Page>
  );
}

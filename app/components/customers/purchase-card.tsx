// What they bought so far, in five numbers.
import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import { days } from "#app/lib/time.ts";
import { formatAgo, formatCount, formatDay, formatPlural } from "../format.ts";
import type { PersonView } from "./person-card.tsx";

type Props = { customer: PersonView; currency: string; timeZone: string; now: string };

export function PurchaseCard({ customer, currency, timeZone, now }: Props) {
  const { orderCount, netMinor, refundMinor, refundCount, firstOrderAt, lastOrderAt, gapMedianMs } = customer;
  const gap = gapMedianMs === null ? null : Math.round(gapMedianMs / days(1));
  return (
    <Card>
      <InlineGrid columns={{ xs: 2, lg: 5 }} gap="400">
        <Figure label="Orders" value={formatCount(orderCount)} detail={firstOrderAt ? `first on ${formatDay(firstOrderAt, timeZone)}` : "none yet"} />
        <Figure label="Spent" value={formatMoney(netMinor, currency)} detail={refundCount > 0 ? `after ${formatMoney(refundMinor, currency)} refunded` : "nothing refunded"} />
        <Figure label="Average order" value={orderCount > 0 ? formatMoney(Math.round(netMinor / orderCount), currency) : "–"} detail="after refunds" />
        <Figure label="Last order" value={lastOrderAt ? formatAgo(lastOrderAt, now) : "–"} detail={lastOrderAt ? formatDay(lastOrderAt, timeZone) : "none yet"} />
        <Figure label="Usual gap" value={gap === null ? "–" : formatPlural(gap, "day")} detail={gap === null ? "known from 3 orders" : "between the last orders"} />
      </InlineGrid>
    </Card>
  );
}

function Figure({ label, value, detail }: { label: string; value: string; detail: string }) {
  return (
    <BlockStack gap="050">
      <Text as="h2" variant="bodyMd">
        {label}
      </Text>
      <Text as="p" variant="headingMd" numeric>
        {value}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {detail}
      </Text>
    </BlockStack>
  );
}

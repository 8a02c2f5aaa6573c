// A number with what it counts below it.
import { Text } from "@shopify/polaris";
import { formatCount } from "./format.ts";

export function Count({ label, count }: { label: string; count: number }) {
  return (
    <div>
      <Text as="p" variant="headingMd" numeric>
        {formatCount(count)}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {label}
      </Text>
    </div>
  );
}

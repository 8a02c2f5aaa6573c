// Only what the merchant should notice is shown: a segment that is simply up to date needs no badge.
import { Badge } from "@shopify/polaris";

export function SegmentState({ state }: { state: string }) {
  if (state === "calculating") return <Badge tone="attention">Counting</Badge>;
  if (state === "parked") return <Badge tone="critical">Needs attention</Badge>;
  return null;
}

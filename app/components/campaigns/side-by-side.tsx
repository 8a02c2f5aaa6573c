// The work on the left, what it is about on the right; on a phone below it. Neither sticks: both are long.
import { InlineGrid } from "@shopify/polaris";
import type { ReactNode } from "react";

export function SideBySide({ main, side }: { main: ReactNode; side: ReactNode }) {
  return (
    <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 1fr)" }} gap="400" alignItems="start">
      <div>{main}</div>
      <div>{side}</div>
    </InlineGrid>
  );
}

// The work on the left, what goes with it on the right; on a phone one below the other. The right
// column stays in sight while the left is scrolled, unless it is too long for that.
import { InlineGrid } from "@shopify/polaris";
import type { ReactNode } from "react";

export function TwoColumns({ main, side, isSideLong = false }: { main: ReactNode; side: ReactNode; isSideLong?: boolean }) {
  return (
    <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 2fr) minmax(0, 1fr)" }} gap="400" alignItems="start">
      <div>{main}</div>
      <div {...(isSideLong ? {} : { style: { position: "sticky", top: "var(--p-space-400)" } })}>{side}</div>
    </InlineGrid>
  );
}

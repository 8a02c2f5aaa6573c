// The size of a segment over time, also over a time in which it did not exist: a sentence, a drawing, and the
// same numbers as a table. Computed when it is asked for, some points at a time; it can be stopped.
import { Banner, BlockStack, Button, Card, Collapsible, DataTable, InlineStack, ProgressBar, Select, SkeletonBodyText, Text } from "@shopify/polaris";
import { Suspense, lazy, useState } from "react";
import { formatCount } from "../format.ts";
import { byDay, daysOf, isSpan, plainDay, type SizePoint, sizeSummary, SPANS, type SpanKey } from "./size-words.ts";
import { useSizes } from "./use-sizes.ts";

const Plot = lazy(() => import("./size-plot.tsx"));
const HEIGHT = "260px";

/** `now` is today in the shop's zone; `day` is marked. */
type Props = { segmentId: number; today: string; day: string; takesToday: boolean };

export function SizeChart({ segmentId, today, day, takesToday }: Props) {
  const [span, setSpan] = useState<SpanKey>("year");
  const { sizes, compute, stop } = useSizes(`/app/segments/${segmentId}/size`);
  const { state, points, total } = sizes;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Size over time
        </Text>
        <Text as="p" tone="subdued">
          {WORDS}
        </Text>
        <InlineStack gap="200" blockAlign="center">
          <Select label="Span" labelInline options={Object.entries(SPANS).map(([value, { label }]) => ({ value, label }))} value={span} onChange={(next) => isSpan(next) && setSpan(next)} disabled={state === "asking"} />
          {state === "asking" ? <Button onClick={stop}>Stop</Button> : <Button onClick={() => void compute(daysOf(today, span), { today: takesToday })}>Compute</Button>}
        </InlineStack>
        {state === "asking" ? <ProgressBar progress={(points.length / total) * 100} size="small" ariaLabelledBy="sizes-progress" /> : null}
        <div id="sizes-progress" role="status">
          {state === "asking" || state === "stopped" ? <Text as="p" tone="subdued">{`${state === "stopped" ? "Stopped: " : ""}${points.length} of ${total} days computed`}</Text> : null}
        </div>
        {state === "failed" ? <Banner tone="warning">{sizes.problem ?? "The sizes could not be computed. Try again in a moment."}</Banner> : null}
        {points.length > 1 ? <Drawn points={points} day={day} /> : null}
      </BlockStack>
    </Card>
  );
}

const WORDS = "Dashed: today's question, computed for each day from the orders and events of that time. Solid: how many were in the segment, as recorded at the time.";

function Drawn({ points, day }: { points: SizePoint[]; day: string }) {
  const [isTableOpen, setTableOpen] = useState(false);
  return (
    <BlockStack gap="300">
      <Text as="p">{sizeSummary(points)}</Text>
      <div style={{ height: HEIGHT }} aria-hidden="true">
        <Suspense fallback={<SkeletonBodyText lines={8} />}>
          <Plot points={points} day={day} />
        </Suspense>
      </div>
      <InlineStack>
        <Button variant="plain" disclosure={isTableOpen ? "up" : "down"} ariaExpanded={isTableOpen} ariaControls="size-table" onClick={() => setTableOpen(!isTableOpen)}>
          {isTableOpen ? "Hide the table" : "Show as a table"}
        </Button>
      </InlineStack>
      <Collapsible id="size-table" open={isTableOpen}>
        <DataTable
          columnContentTypes={["text", "numeric", "numeric"]}
          headings={["Day", "Computed", "Recorded"]}
          rows={byDay(points).toReversed().map(({ day: on, size, recorded }) => [plainDay(on), formatCount(size), recorded === null ? "–" : formatCount(recorded)])}
        />
      </Collapsible>
    </BlockStack>
  );
}

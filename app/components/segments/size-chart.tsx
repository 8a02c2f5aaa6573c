// The size of a question over time, also over a time in which no segment asked it: a sentence, a drawing, and the
// same numbers as a table. Computed when it is asked for, some points at a time; it can be stopped.
import { Banner, BlockStack, Button, DataTable, InlineStack, ProgressBar, Select, Text } from "@shopify/polaris";
import { lazy, type ReactNode, useEffect, useState } from "react";
import type { Definition } from "#app/segments/definition.ts";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount } from "../format.ts";
import { byDay, daysOf, isSpan, plainDay, type SizePoint, sizeSummary, SPANS, type SpanKey } from "./size-words.ts";
import { type Sizes, useSizes } from "./use-sizes.ts";

const Plot = lazy(() => import("./size-plot.tsx"));

/** `today` is today in the shop's zone; `day` is marked. `definition`: a draft, of which nothing was ever recorded. */
type Props = { address: string; today: string; day: string | null; takesToday: boolean; definition?: Definition; children?: ReactNode };

export function SizeChart({ address, today, day, takesToday, definition, children }: Props) {
  const [span, setSpan] = useState<SpanKey>("year");
  const { sizes, compute, stop, forget } = useSizes(address);
  const { state, points, total } = sizes;
  // What was computed of another question is nothing to go by.
  const question = JSON.stringify([definition, takesToday]);
  useEffect(forget, [forget, question]);
  const isDraft = definition !== undefined;
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        Size over time
      </Text>
      <Text as="p" tone="subdued">
        {isDraft ? DRAFT_WORDS : WORDS}
      </Text>
      {children}
      <InlineStack gap="200" blockAlign="center">
        <Select label="Span" labelInline options={Object.entries(SPANS).map(([value, { label }]) => ({ value, label }))} value={span} onChange={(next) => isSpan(next) && setSpan(next)} disabled={state === "asking"} />
        {state === "asking" ? <Button onClick={stop}>Stop</Button> : <Button onClick={() => void compute(daysOf(today, span), { today: takesToday, ...(isDraft && { definition }) })}>Compute</Button>}
      </InlineStack>
      {state === "idle" ? null : (
        <BlockStack gap="200">
          <div role="status" id="sizes-progress">
            <Text as="p">{toldBy(sizes)}</Text>
          </div>
          <div style={{ visibility: state === "asking" ? "visible" : "hidden" }}>
            <ProgressBar progress={(points.length / Math.max(total, 1)) * 100} size="small" ariaLabelledBy="sizes-progress" />
          </div>
        </BlockStack>
      )}
      {state === "failed" ? <Banner tone="warning">{sizes.problem ?? "The sizes could not be computed. Try again in a moment."}</Banner> : null}
      {state === "idle" ? null : <Drawn points={points} day={day} isDraft={isDraft} />}
    </BlockStack>
  );
}

function toldBy({ state, points, total }: Sizes): string {
  const computed = `${points.length} of ${total} days computed`;
  if (state === "asking") return `${computed}…`;
  return `${sizeSummary(points)}${state === "done" ? "" : ` Stopped: ${computed}.`}`;
}

const WORDS = "Dashed: today's question, computed for each day from the orders and events of that time. Solid: how many were in the segment, as recorded at the time.";
const DRAFT_WORDS = "How many this question would have found on each day, computed from the orders and events of that time.";

/** There from the first moment, so that nothing jumps when the first points are. */
function Drawn({ points, day, isDraft }: { points: SizePoint[]; day: string | null; isDraft: boolean }) {
  return (
    <DrawnAndTold
      id="size-table"
      height="260px"
      drawing={points.length < 2 ? null : <Plot points={points} day={day} isDraft={isDraft} />}
      table={
        <DataTable
          columnContentTypes={isDraft ? ["text", "numeric"] : ["text", "numeric", "numeric"]}
          headings={isDraft ? ["Day", "Computed"] : ["Day", "Computed", "Recorded"]}
          rows={byDay(points).toReversed().map(({ day: on, size, recorded }) => [plainDay(on), formatCount(size), ...(isDraft ? [] : [recorded === null ? "–" : formatCount(recorded)])])}
        />
      }
    />
  );
}

// Texts by the hour.
import { BlockStack, DataTable, Text } from "@shopify/polaris";
import { lazy } from "react";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount } from "../format.ts";
import { hoursIn } from "./campaign-words.ts";
import { hourWords } from "./hour-words.ts";

const Plot = lazy(() => import("./hour-plot.tsx"));
/** More nobody reads line by line. */
const ROWS_MAX = 240;

type Props = { title: string; said: string; hours: Record<string, [number, number]>; names: readonly [string, string]; isStacked?: boolean; timeZone: string };

export function HourChart({ title, said, hours, names, isStacked = false, timeZone }: Props) {
  const lines = hoursIn(hours);
  const busy = lines.filter(([, one, other]) => one + other > 0);
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <Text as="p" tone="subdued">
          {said}
        </Text>
      </BlockStack>
      {busy.length === 0 ? null : (
        <DrawnAndTold
          id="hours-table"
          height="220px"
          drawing={<Plot hours={lines} names={names} isStacked={isStacked} timeZone={timeZone} />}
          table={
            <DataTable
              columnContentTypes={["text", "numeric", "numeric"]}
              headings={["Hour", ...names]}
              rows={busy.slice(0, ROWS_MAX).map(([at, one, other]) => [hourWords(at, timeZone), formatCount(one), formatCount(other)])}
            />
          }
        />
      )}
    </BlockStack>
  );
}

// How far the reading of the shop's history has come. Three rows of fixed height, so nothing moves
// while the numbers grow.
import { BlockStack, InlineStack, ProgressBar, Text } from "@shopify/polaris";
import { formatCount } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";

export type ImportLine = {
  kind: "products" | "customers" | "orders";
  state: "waiting" | "reading" | "done" | "stopped";
  rowsRead: number;
  rowsTotal: number | null;
  /** Could not be understood; they wait on the Problems page. */
  rowsParked: number;
  problem: string | null;
};

const TITLES = { products: "Products", customers: "Customers", orders: "Orders" } as const;

export function ImportProgress({ lines }: { lines: ImportLine[] }) {
  return (
    <TitledCard title="Reading your shop" says="Usually about a minute. You can leave this page; reading goes on." gap="400">
      {lines.map((line) => (
        <Line key={line.kind} line={line} />
      ))}
    </TitledCard>
  );
}

function Line({ line }: { line: ImportLine }) {
  const id = `import-${line.kind}`;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200">
        <Text as="span" id={id} fontWeight="semibold">
          {TITLES[line.kind]}
        </Text>
        <Text as="span" tone={line.state === "stopped" ? "critical" : "subdued"} numeric>
          {progressWords(line)}
        </Text>
      </InlineStack>
      <ProgressBar progress={progressPercent(line)} size="small" animated={false} ariaLabelledBy={id} tone={line.state === "stopped" ? "critical" : "primary"} />
    </BlockStack>
  );
}

export function progressPercent(line: ImportLine): number {
  if (line.state === "done") return 100;
  if (!line.rowsTotal) return 0;
  return Math.min(99, Math.floor((line.rowsRead / line.rowsTotal) * 100));
}

export function progressWords(line: ImportLine): string {
  switch (line.state) {
    case "waiting":
      return "Waiting for Shopify";
    case "reading":
      return line.rowsTotal ? `${formatCount(line.rowsRead)} of ${formatCount(line.rowsTotal)} records` : `${formatCount(line.rowsRead)} records`;
    case "done":
      return `${formatCount(line.rowsRead)} records, done`;
    case "stopped":
      return line.problem ?? "Stopped";
    default:
      return line.state satisfies never;
  }
}

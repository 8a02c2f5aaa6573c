// The steps of a flow: drawn with how many went which way, as a table, and each by itself with everything that is known of it.
import { BlockStack, Card, DataTable } from "@shopify/polaris";
import { lazy } from "react";
import { formatMoney } from "#app/lib/money.ts";
import { dollars } from "../campaigns/campaign-words.ts";
import { DrawnAndTold } from "../drawn-and-told.tsx";
import { formatCount } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { DRAWN_MAX, drawnSteps, heightOf, layersOf } from "./drawing.ts";
import { StepLine } from "./step-line.tsx";
import type { ReportView } from "./view.ts";

const Plot = lazy(() => import("./flow-plot.tsx"));

type Props = { flowId: number; report: ReportView["report"]; currency: string };

export function StepsCard({ flowId, report: { steps }, currency }: Props) {
  const drawn = drawnSteps(steps);
  const table = <StepsTable steps={steps} currency={currency} />;
  return (
    <BlockStack gap="400">
      <TitledCard title="The way through" says="How many came to each step, and how many went which way.">
        {drawn.length > DRAWN_MAX ? table : <DrawnAndTold id="steps-table" height={`${heightOf(layersOf(drawn))}px`} drawing={<Plot steps={drawn} />} table={table} />}
      </TitledCard>
      <Card padding="0">
        <ul aria-label="Step by step" style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {steps.map((step, index) => <StepLine key={step.id} flowId={flowId} step={step} currency={currency} isFirst={index === 0} />)}
        </ul>
      </Card>
    </BlockStack>
  );
}

const HEADINGS = ["Step", "Came", "Here now", "Sent", "Delivered", "Clicked", "Replied", "Opted out", "Ordered", "Order value", "Cost"];

function StepsTable({ steps, currency }: { steps: ReportView["report"]["steps"]; currency: string }) {
  return (
    <DataTable
      columnContentTypes={["text", ...HEADINGS.slice(1).map(() => "numeric" as const)]}
      headings={HEADINGS}
      rows={steps.map(({ title, arrived, waiting, sent, text }) => [
        title, formatCount(arrived.texts + arrived.control), formatCount(waiting.people),
        ...(text ? [sent.count, text.delivered, text.clickers, text.replied, text.optedOut, text.ordered.people].map(formatCount) : ["", "", "", "", "", ""]),
        text ? formatMoney(text.ordered.minor, currency) : "", text ? dollars(text.micros) : "",
      ])}
    />
  );
}

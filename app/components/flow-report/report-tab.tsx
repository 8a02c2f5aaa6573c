// What a flow did: in all, against people who got no texts, step by step, and arm by arm.
import { BlockStack, Box, Button, Card, EmptyState, InlineStack, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import { dollars } from "../campaigns/campaign-words.ts";
import { type NumberLine, Numbers } from "../campaigns/numbers.tsx";
import { formatAgo, formatCount, formatPercent, formatPlural } from "../format.ts";
import { ArmsCard } from "./arms-card.tsx";
import { EndedCard } from "./ended-card.tsx";
import { ExperimentCard } from "./experiment-card.tsx";
import { OutcomeCard } from "./outcome-card.tsx";
import { ReportFilters } from "./report-filters.tsx";
import { StepsCard } from "./steps-card.tsx";
import type { ReportPage, ReportView } from "./view.ts";

export function ReportTab({ flowId, view, experiments, since, currency, timeZone, now }: ReportPage) {
  if (!view) return <NothingYet />;
  const { report, versions, asked, at } = view;
  return (
    <BlockStack gap="400">
      <Card>
        <BlockStack gap="400">
          <ReportFilters versions={versions} version={asked.version} since={since} timeZone={timeZone} />
          <Numbers lines={numbersOf(report, currency)} />
          <InlineStack align="space-between" blockAlign="center" gap="300">
            <Text as="p" tone="subdued">{`Counted ${formatAgo(at < now ? at : now, now)}. People with texts and those without are both counted; days are your shop’s (${timeZone}).`}</Text>
            <Button url={`/app/flows/${flowId}/runs`}>See everybody</Button>
          </InlineStack>
        </BlockStack>
      </Card>
      {experiments.map((line) => (
        <ExperimentCard key={`${line.step} ${line.key}`} flowId={flowId} line={line} currency={currency} timeZone={timeZone} />
      ))}
      <OutcomeCard report={report} currency={currency} />
      <StepsCard flowId={flowId} report={report} currency={currency} />
      {report.arms.map((arms) => (
        <ArmsCard key={arms.step} arms={arms} title={report.steps.find(({ id }) => id === arms.step)?.title ?? arms.step} />
      ))}
      <EndedCard report={report} />
    </BlockStack>
  );
}

function numbersOf(report: ReportView["report"], currency: string): NumberLine[] {
  const { entered, inIt, sent, delivered, clickers, optedOut, ordered, micros, parts } = report;
  return [
    { label: "Entered", value: formatCount(entered.texts + entered.control), detail: entered.control > 0 ? `${formatCount(entered.control)} without texts` : "" },
    { label: "In it now", value: formatCount(inIt) },
    { label: "Texts sent", value: formatCount(sent) },
    { label: "Delivered", value: formatCount(delivered), detail: sent > 0 ? formatPercent(delivered, sent) : "" },
    { label: "Clicked", value: formatCount(clickers), detail: delivered > 0 ? `${formatPercent(clickers, delivered)} of delivered` : "" },
    { label: "Opted out", value: formatCount(optedOut), detail: sent > 0 ? formatPercent(optedOut, sent) : "" },
    { label: "Ordered", value: formatCount(ordered.texts.did), detail: formatPlural(ordered.texts.orders, "order") },
    { label: "Order value", value: formatMoney(ordered.texts.sum, currency), detail: "less refunds so far" },
    { label: "Texts cost", value: dollars(micros), detail: formatPlural(parts, "part") },
  ];
}

function NothingYet() {
  return (
    <Card>
      <EmptyState heading="Nothing to report yet" image="">
        <Box paddingBlockEnd="200">
          <p>Once the flow is published and people enter it, you see here what it sent, what came of it at each step, and what people did who got no texts.</p>
        </Box>
      </EmptyState>
    </Card>
  );
}

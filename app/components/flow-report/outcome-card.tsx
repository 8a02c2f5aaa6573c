// With the flow's texts against without: what the flow adds, as far as chance can be left out.
import { Badge, BlockStack, DataTable, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Difference } from "#app/flows/report/interval.ts";
import { formatMoney } from "#app/lib/money.ts";
import { formatCount } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";
import { moneyWords, NOT_ENOUGH, pointsWords, shareWords, SURE_WORDS } from "./report-words.ts";
import type { ReportView } from "./view.ts";

type Report = ReportView["report"];
type Line = { key: string; label: string; texts: string; control: string; difference: Difference | null; words: (difference: Difference) => string };

export function OutcomeCard({ report, currency }: { report: Report; currency: string }) {
  const { days, control, untouched } = report.ordered;
  const lines = linesOf(report, currency);
  const hasControl = control.people > 0;
  return (
    <TitledCard
      title="What it adds"
      says={hasControl
        ? "The same counted for people with the flow’s texts and for its control group, who entered alike and got none. Only the difference is the flow’s doing."
        : "This flow has no control group, so nobody can say what people would have done without it. Set one under “Who enters”, and the difference is shown here."}
      gap="400"
    >
      <div className="segue-wide">
        <DataTable
          columnContentTypes={hasControl ? ["text", "text", "text", "text"] : ["text", "text"]}
          headings={hasControl ? ["What they did", "With texts", "Control group", "Difference"] : ["What they did", "With texts"]}
          rows={lines.map((line) => [line.label, line.texts, ...(hasControl ? [line.control, <DifferenceWords key={line.key} line={line} />] : [])])}
          verticalAlign="middle"
        />
      </div>
      <div className="segue-phone">
        <BlockStack gap="400">
          {lines.map((line) => (
            <BlockStack key={line.key} gap="050">
              <Text as="h3" variant="headingSm">
                {line.label}
              </Text>
              <Text as="p">{`With texts: ${line.texts}`}</Text>
              {hasControl ? <Text as="p">{`Control group: ${line.control}`}</Text> : null}
              {hasControl ? <DifferenceWords line={line} /> : null}
            </BlockStack>
          ))}
        </BlockStack>
      </div>
      <Text as="p" tone="subdued">
        {`People are counted once. Orders are those placed within ${days} days of entering${untouched > 0 ? `; ${formatCount(untouched)} of them came before any text had gone` : ""}. Intervals are for 95%. ${hasControl ? NOT_ENOUGH : ""}`}
      </Text>
    </TitledCard>
  );
}

function linesOf({ goals, ordered: { texts, control, difference, spent } }: Report, currency: string): Line[] {
  const each = ({ people, sum }: { people: number; sum: number }) => (people === 0 ? "Nobody yet" : `${formatMoney(Math.round(sum / people), currency)} each (${formatMoney(sum, currency)})`);
  return [
    ...goals.map((goal) => ({ key: `goal ${goal.label}`, label: `Goal: ${goal.label}`, texts: shareWords(goal.texts), control: shareWords(goal.control), difference: goal.difference, words: pointsWords })),
    { key: "ordered", label: "Ordered", texts: shareWords(texts), control: shareWords(control), difference, words: pointsWords },
    { key: "spent", label: "Spent, less refunds", texts: each(texts), control: each(control), difference: spent, words: (by) => moneyWords(by, currency) },
    { key: "discount", label: "Discounts given", texts: formatMoney(texts.discount, currency), control: formatMoney(control.discount, currency), difference: null, words: () => "" },
  ];
}

function DifferenceWords({ line: { key, difference, words } }: { line: Line }): ReactNode {
  if (key === "discount") return "";
  if (!difference) return <Text as="span" tone="subdued">Not enough data</Text>;
  const { label, tone, says } = SURE_WORDS[difference.is];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" numeric>{words(difference)}</Text>
        <Badge {...(tone ? { tone } : {})}>{label}</Badge>
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">{says}</Text>
    </BlockStack>
  );
}

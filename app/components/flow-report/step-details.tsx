// Everything that is known of one step.
import { BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris";
import type { StepReport, StepText } from "#app/flows/report/steps.ts";
import { formatMoney } from "#app/lib/money.ts";
import { dollars, errorWords, type ReasonLine } from "../campaigns/campaign-words.ts";
import { type NumberLine, Numbers } from "../campaigns/numbers.tsx";
import { ReasonList } from "../campaigns/reason-list.tsx";
import { formatCount, formatPercent, formatPlural } from "../format.ts";
import { lostWords, reasonLines, wakeWords } from "./report-words.ts";

type Props = { flowId: number; step: StepReport; currency: string };

export function StepDetails({ flowId, step, currency }: Props) {
  const { arrived, waiting, text, sent } = step;
  const wakes = wakeWords(waiting);
  return (
    <BlockStack gap="400">
      {text ? <Numbers lines={textNumbers(step, text, currency)} /> : null}
      <BlockStack gap="100">
        {arrived.control > 0 ? <Text as="p">{`${formatCount(arrived.texts)} came with texts, ${formatCount(arrived.control)} of the control group.`}</Text> : null}
        {wakes ? <Text as="p">{wakes}</Text> : null}
        {sent.count > 0 && sent.ms > 0 ? <Text as="p">{`A text went ${lostWords(sent.ms / sent.count)} after it was first asked for, on average.`}</Text> : null}
        {text && text.ordered.people > 0 ? <Text as="p" tone="subdued">Orders count for the step whose text came last before them.</Text> : null}
      </BlockStack>
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <Part title="Put off" lines={reasonLines(step.deferred)} />
        <Part title="Not sent" lines={reasonLines(step.skipped)} />
        <Part title="Stopped until you look" lines={reasonLines(step.halted)} />
        <Part title="Taken back" lines={reasonLines(step.withdrawn)} />
        {text ? <Part title="Not delivered" lines={text.errors.map(({ key, count }) => ({ key, count, says: errorWords(key), remedy: null }))} /> : null}
        <Part title="Where they went" lines={waysLines(step)} />
        <Part title="Left here" lines={reasonLines(step.ended)} />
      </InlineGrid>
      {waiting.people > 0 ? (
        <InlineStack>
          <Button url={`/app/flows/${flowId}/runs?step=${step.id}`}>{`See who is here (${formatCount(waiting.people)})`}</Button>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

function textNumbers({ sent }: StepReport, text: StepText, currency: string): NumberLine[] {
  const { ordered } = text;
  return [
    { label: "Sent", value: formatCount(sent.count), detail: text.doubt > 0 ? `${formatCount(text.doubt)} in doubt` : "" },
    { label: "Delivered", value: formatCount(text.delivered), detail: text.open > 0 ? `${formatCount(text.open)} without word yet` : "" },
    { label: "Clicked", value: formatCount(text.clickers), detail: `${formatPercent(text.clickers, text.delivered)} of delivered; ${formatPlural(text.machines, "machine’s click", "machines’ clicks")} left out` },
    { label: "Replied", value: formatCount(text.replied) },
    { label: "Opted out", value: formatCount(text.optedOut), detail: "within 72 hours" },
    { label: "Ordered", value: formatCount(ordered.people), detail: formatPlural(ordered.orders, "order") },
    { label: "Order value", value: formatMoney(ordered.minor, currency), detail: ordered.refunded > 0 ? `${formatMoney(ordered.refunded, currency)} paid back` : "" },
    { label: "Discounts", value: formatMoney(ordered.discount, currency) },
    { label: "Cost", value: dollars(text.micros), detail: formatPlural(text.parts, "part") },
  ];
}

const waysLines = ({ ways }: StepReport): ReasonLine[] =>
  ways.filter(({ count }) => count > 0).map(({ title, label, count }, index) => ({ key: `${index}`, count, says: `${label === null ? "" : `${label}: `}${title === null ? "out of the flow" : `on to ${title}`}`, remedy: null }));

function Part({ title, lines }: { title: string; lines: ReasonLine[] }) {
  if (lines.length === 0) return null;
  return (
    <BlockStack gap="050">
      <Text as="h4" variant="headingSm">{title}</Text>
      <ReasonList label={title} lines={lines} />
    </BlockStack>
  );
}

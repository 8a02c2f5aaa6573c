// What a dry run found: how many get it and when, what it costs, who does not and why.
import { Banner, BlockStack, Card, DataTable, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { formatCount, formatPercent, formatPlural } from "../format.ts";
import { dollars, reasonLines } from "./campaign-words.ts";
import { HourChart } from "./hour-chart.tsx";
import { Numbers } from "./numbers.tsx";
import { ReasonList } from "./reason-list.tsx";
import type { CampaignPageView, DryView } from "./view.ts";

type Props = { view: CampaignPageView; dry: DryView; children: ReactNode };

export function DryResult({ view: { timeZone }, dry: { result }, children }: Props) {
  const { people, planned, later, skipped, halted, waiting } = result;
  const never = Object.values(skipped).reduce((sum, count) => sum + count, 0);
  const stops = reasonLines(halted);
  return (
    <BlockStack gap="400">
      {stops.length > 0 ? <Stops lines={stops} /> : null}
      <Card>
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            {`Of ${formatPlural(people, "person", "people")}`}
          </Text>
          <Numbers
            lines={[
              { label: "As planned", value: formatCount(planned), detail: formatPercent(planned, people) },
              { label: "Later", value: formatCount(later), detail: formatPercent(later, people) },
              { label: "Not at all", value: formatCount(never), detail: formatPercent(never, people) },
              { label: "Cost", value: dollars(result.micros, result.isEstimate), detail: formatPlural(result.parts, "part") },
            ]}
          />
          {aside(result) ? (
            <Text as="p" tone="subdued">
              {aside(result)}
            </Text>
          ) : null}
          {children}
        </BlockStack>
      </Card>
      {planned + later > 0 ? (
        <Card>
          <HourChart title="When they go" said={`By the hour, in your shop’s time zone (${timeZone}). Texts that wait already for the same people are taken into account.`} hours={result.hours} names={["As planned", "Later"]} isStacked timeZone={timeZone} />
        </Card>
      ) : null}
      <Reasons title="Why some wait" lines={reasonLines(waiting)} />
      <Reasons title="Why some get nothing" lines={reasonLines(skipped)} />
      {planned + later > 0 ? <CostCard result={result} /> : null}
    </BlockStack>
  );
}

function aside({ excluded, shared }: DryView["result"]): string {
  const said = [excluded > 0 ? `${formatPlural(excluded, "person", "people")} more are left out, as you asked.` : "", shared > 0 ? `${formatPlural(shared, "person", "people")} share a number with somebody else here: one text goes to each number.` : ""];
  return said.filter(Boolean).join(" ");
}

function Stops({ lines }: { lines: ReturnType<typeof reasonLines> }) {
  return (
    <Banner tone="critical" title="It would stop at once">
      {lines.map(({ key, says, remedy }) => (
        <p key={key}>{`${says} ${remedy ?? ""}`}</p>
      ))}
    </Banner>
  );
}

export function Reasons({ title, lines }: { title: string; lines: ReturnType<typeof reasonLines> }) {
  if (lines.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <ReasonList label={title} lines={lines} />
      </BlockStack>
    </Card>
  );
}

/** Parts are what providers bill. */
function CostCard({ result: { byParts, micros, isEstimate, worst, planned, later } }: { result: DryView["result"] }) {
  const lines = Object.entries(byParts).toSorted(([one], [other]) => Number(one) - Number(other));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Cost
        </Text>
        <Text as="p" tone="subdued">
          {`${dollars(micros, isEstimate)} in all, ${dollars(Math.round(micros / Math.max(1, planned + later)), isEstimate)} a text. Your provider bills it; ${isEstimate ? "some prices are estimates." : "prices are the provider’s list."}`}
        </Text>
        <DataTable columnContentTypes={["text", "numeric"]} headings={["Parts of a text", "People"]} rows={lines.map(([count, people]) => [formatPlural(Number(count), "part"), formatCount(people)])} />
        {worst && worst.parts > 1 ? <Text as="p">{`The longest takes ${formatPlural(worst.parts, "part")}: ${worst.because}.`}</Text> : null}
      </BlockStack>
    </Card>
  );
}

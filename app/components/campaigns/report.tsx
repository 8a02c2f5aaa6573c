// How far a campaign is, and what its people did after their text.
import { BlockStack, Card, DataTable, ProgressBar, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import { doneShare, ORDER_DAYS } from "#app/messages/campaigns/campaign-report.ts";
import { formatAgo, formatCount, formatInstant, formatPercent, formatPlural } from "../format.ts";
import { dollars, errorWords, reasonLines } from "./campaign-words.ts";
import { Reasons } from "./dry-result.tsx";
import { HourChart } from "./hour-chart.tsx";
import { type NumberLine, Numbers } from "./numbers.tsx";
import type { CampaignPageView, SentView } from "./view.ts";

type Props = { view: CampaignPageView; sent: SentView };

export function Report({ view, sent: { report, at } }: Props) {
  const { timeZone, leftOut } = view;
  if (view.state === "scheduled") return <Waiting view={view} />;
  const errors = Object.entries(report.errors).toSorted(([, one], [, other]) => other - one);
  const never = { ...report.skippedBy, ...(leftOut.noNumber > 0 ? { noNumber: (report.skippedBy["noNumber"] ?? 0) + leftOut.noNumber } : {}) };
  return (
    <BlockStack gap="400">
      <ProgressCard view={view} report={report} at={at} />
      {report.sent > 0 ? <AfterCard view={view} report={report} /> : null}
      {report.sent > 0 ? (
        <Card>
          <HourChart title="Sent by the hour" said={`In your shop’s time zone (${timeZone}). Carriers tell of deliveries minutes later, and sometimes not at all.`} hours={overOf(report.hours)} names={["Delivered", "No word yet"]} isStacked timeZone={timeZone} />
        </Card>
      ) : null}
      <Reasons title="Why some wait" lines={reasonLines(report.deferred)} />
      <Reasons title="Why some get nothing" lines={reasonLines(never)} />
      {errors.length > 0 ? (
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Not delivered
            </Text>
            <DataTable columnContentTypes={["text", "numeric"]} headings={["What the carrier said", "Texts"]} rows={errors.map(([code, count]) => [errorWords(code), formatCount(count)])} />
          </BlockStack>
        </Card>
      ) : null}
    </BlockStack>
  );
}

/** Delivered, and the rest of what was sent. */
const overOf = (hours: SentView["report"]["hours"]): Record<string, [number, number]> => Object.fromEntries(Object.entries(hours).map(([at, [sent, delivered]]) => [at, [delivered, sent - delivered]]));

function Waiting({ view: { startsAt, timeZone, now, dry, definition } }: { view: CampaignPageView }) {
  const people = dry ? dry.result.planned + dry.result.later : 0;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {startsAt ? `It begins ${formatAgo(startsAt, now)}` : "It is scheduled"}
        </Text>
        <Text as="p">
          {`${startsAt ? `On ${formatInstant(startsAt, timeZone)} (${timeZone}) ` : ""}the people are taken who are in its segments and lists then: about ${formatPlural(people, "person", "people")} by the dry run.${definition.schedule.zone === "recipient" ? " Each text goes when its time has come where they are." : ""}`}
        </Text>
      </BlockStack>
    </Card>
  );
}

function ProgressCard({ view: { people, leftOut, isFilled, state, now }, report, at }: { view: CampaignPageView; report: SentView["report"]; at: string }) {
  const lines: NumberLine[] = [
    { label: "Waiting", value: formatCount(report.waiting) },
    { label: "Sent", value: formatCount(report.sent), detail: formatPercent(report.sent, people) },
    { label: "Delivered", value: formatCount(report.delivered), detail: report.sent > 0 ? `${formatPercent(report.delivered, report.sent)} of sent` : "" },
    { label: "Not delivered", value: formatCount(report.undelivered) },
    { label: "Skipped", value: formatCount(report.skipped + leftOut.noNumber) },
    ...(report.cancelled > 0 ? [{ label: "Canceled", value: formatCount(report.cancelled) }] : []),
    ...(report.doubt > 0 ? [{ label: "In doubt", value: formatCount(report.doubt), detail: "may have gone; never sent twice" }] : []),
    { label: "Cost", value: dollars(report.micros), detail: formatPlural(report.parts, "part") },
  ];
  const isOver = state === "done" || state === "cancelled";
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {isOver ? "What became of it" : "Progress"}
          </Text>
          <div role="status" id="campaign-progress">
            <Text as="p" tone="subdued">{`${formatPlural(people, "text")} planned${isFilled || isOver ? "" : " so far; people are still being taken"}${leftOut.noNumber > 0 ? `, and ${formatPlural(leftOut.noNumber, "person", "people")} without a number` : ""}. Counted ${formatAgo(at, now)}.`}</Text>
          </div>
          {isOver ? null : <ProgressBar progress={Math.floor(doneShare(report, people) * 100)} size="small" animated={false} ariaLabelledBy="campaign-progress" />}
        </BlockStack>
        <Numbers lines={lines} />
      </BlockStack>
    </Card>
  );
}

function AfterCard({ view: { currency }, report }: { view: CampaignPageView; report: SentView["report"] }) {
  const { orders } = report;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          What people did after
        </Text>
        <Numbers
          lines={[
            { label: "Clicked", value: formatCount(report.clickers), detail: `${formatPercent(report.clickers, report.delivered)} of delivered` },
            { label: "Replied", value: formatCount(report.repliers), detail: "within 72 hours" },
            { label: "Opted out", value: formatCount(report.optOuts), detail: `${formatPercent(report.optOuts, report.sent)} of sent, within 72 hours` },
            { label: "Ordered", value: formatCount(orders.people), detail: formatPlural(orders.orders, "order") },
            { label: "Order value", value: formatMoney(orders.minor, currency), detail: "less refunds so far" },
          ]}
        />
        <Text as="p" tone="subdued">
          {`Clicks are those that look like a person’s; carriers’ scanners are left out. Orders are those placed within ${ORDER_DAYS} days after such a click: after it, not because of it.`}
        </Text>
      </BlockStack>
    </Card>
  );
}

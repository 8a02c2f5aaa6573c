// The count beside the conditions. Its parts keep their places while numbers change; old numbers stay,
// paler, until new ones are there.
import { Badge, BlockStack, Card, Divider, InlineStack, Link, SkeletonBodyText, SkeletonDisplayText, Spinner, Text } from "@shopify/polaris";
import type { Problem } from "#app/lib/problem.ts";
import { formatCount, formatDuration, formatPercent } from "../format.ts";
import { customerName } from "../customers/customer-name.ts";
import type { PreviewPerson, PreviewView } from "./preview-view.ts";

type Props = { view: PreviewView | null; /** Names of the funnel's steps. */ labels: string[]; isAsking: boolean; takesLong: boolean; hasFailed: boolean; isEmpty: boolean; leftOut: number; problems: Problem[] };

export function PreviewCard({ view, labels, isAsking, takesLong, hasFailed, isEmpty, leftOut, problems }: Props) {
  return (
    <Card>
      <div style={{ minHeight: "20rem" }}>
        <BlockStack gap="400">
          <InlineStack align="space-between" blockAlign="center">
            <Text as="h2" variant="headingMd">
              Who this finds
            </Text>
            <div style={{ width: "20px", height: "20px" }}>{isAsking ? <Spinner size="small" accessibilityLabel="Counting" /> : null}</div>
          </InlineStack>
          {takesLong ? (
            <Text as="p" variant="bodySm" tone="subdued">
              {view ? "This question takes a while to count. Until then the last count stands here, paler." : "This question takes a while to count."}
            </Text>
          ) : null}
          <div aria-live="polite" style={{ opacity: isAsking && view ? 0.6 : 1 }}>
            <Content view={view} labels={labels} isEmpty={isEmpty} hasFailed={hasFailed} leftOut={leftOut} problems={problems} />
          </div>
        </BlockStack>
      </div>
    </Card>
  );
}

function Content({ view, labels, isEmpty, hasFailed, leftOut, problems }: Omit<Props, "isAsking" | "takesLong">) {
  if (hasFailed) {
    return (
      <Text as="p" tone="critical">
        The count could not be made just now. Change anything, or save, to try again.
      </Text>
    );
  }
  if (isEmpty) {
    return (
      <Text as="p" tone="subdued">
        Add a condition, and the number of customers it finds appears here.
      </Text>
    );
  }
  if (problems.length > 0) {
    return problems.map(({ message }) => (
      <Text as="p" key={message}>
        {message}
      </Text>
    ));
  }
  if (!view) {
    return (
      <BlockStack gap="400">
        <SkeletonDisplayText size="large" />
        <SkeletonBodyText lines={6} />
      </BlockStack>
    );
  }
  return (
    <BlockStack gap="400">
      <Total view={view} />
      {leftOut > 0 ? (
        <Text as="p" variant="bodySm" tone="subdued">
          {leftOut === 1 ? "One unfinished condition is left out of this count." : `${leftOut} unfinished conditions are left out of this count.`}
        </Text>
      ) : null}
      {view.funnel.length > 1 ? <Funnel view={view} labels={labels} /> : null}
      {view.difference ? (
        <>
          <Sample title="Some who would join" people={view.difference.enter} />
          <Sample title="Some who would leave" people={view.difference.leave} />
        </>
      ) : null}
      <Sample title="Some of them" people={view.sample} />
      <Text as="p" variant="bodySm" tone="subdued">
        {`Counted in ${formatDuration(view.tookMs)}`}
      </Text>
    </BlockStack>
  );
}

function Total({ view }: { view: PreviewView }) {
  return (
    <BlockStack gap="100">
      <Text as="p" variant="heading2xl" numeric>
        {formatCount(view.total)}
      </Text>
      <Text as="p" tone="subdued">
        {`${formatPercent(view.total, view.customers)} of ${formatCount(view.customers)} customers`}
      </Text>
      {view.unknown > 0 ? (
        <Text as="p" tone="subdued">
          {`${formatCount(view.unknown)} more are left out because too little is known of them`}
        </Text>
      ) : null}
      {view.pinned.in + view.pinned.out > 0 ? (
        <Text as="p" tone="subdued">
          {`${formatCount(view.pinned.in)} of them are in by a pin alone; ${formatCount(view.pinned.out)} more are kept out by one`}
        </Text>
      ) : null}
      {view.difference ? (
        <InlineStack gap="200">
          <Badge tone={view.difference.entering > 0 ? "info" : "new"}>{`${formatCount(view.difference.entering)} would join`}</Badge>
          <Badge tone={view.difference.leaving > 0 ? "attention" : "new"}>{`${formatCount(view.difference.leaving)} would leave`}</Badge>
        </InlineStack>
      ) : null}
    </BlockStack>
  );
}

function Funnel({ view, labels }: { view: PreviewView; labels: string[] }) {
  return (
    <BlockStack gap="200">
      <Divider />
      <Text as="h3" variant="headingSm">
        Left after each condition
      </Text>
      <ol style={{ margin: 0, padding: 0, listStyle: "none" }}>
        {view.funnel.map((left, i) => (
          <li key={i} style={{ padding: "var(--p-space-050) 0" }}>
            <InlineStack align="space-between" wrap={false} gap="200">
              <Text as="span" truncate>
                {labels[i] ?? ""}
              </Text>
              <Text as="span" numeric>
                {formatCount(left)}
              </Text>
            </InlineStack>
            <div style={{ height: "4px", borderRadius: "2px", background: "var(--p-color-bg-surface-tertiary)" }}>
              <div style={{ height: "4px", borderRadius: "2px", background: "var(--p-color-bg-fill-info)", width: `${share(left, view.customers)}%` }} />
            </div>
          </li>
        ))}
      </ol>
    </BlockStack>
  );
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10);

function Sample({ title, people }: { title: string; people: PreviewPerson[] }) {
  if (people.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Divider />
      <Text as="h3" variant="headingSm">
        {title}
      </Text>
      {people.map((person) => (
        <Link key={person.customerId} url={`/app/customers/${person.customerId}`} removeUnderline>
          {customerName(person)}
        </Link>
      ))}
    </BlockStack>
  );
}

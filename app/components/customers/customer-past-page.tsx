// One person as of a day that is over: the segments they were in by today's questions, each with why.
import { Badge, BlockStack, Box, Button, Card, Collapsible, Divider, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigation } from "@remix-run/react";
import { Fragment, useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { formatInstant, formatPlural } from "../format.ts";
import { PastDay } from "../segments/past-day.tsx";
import { TwoColumns } from "../two-columns.tsx";
import { customerName } from "./customer-name.ts";
import { WhyTree } from "./why-tree.tsx";
import type { WhyView } from "./why-view.ts";

type SegmentThen = { wasMember: boolean | null; view: WhyView };
type Props = {
  customer: { customerId: string; firstName: string | null; lastName: string | null; email: string | null };
  day: string;
  today: boolean;
  problems: Problem[];
  then: { at: string; existed: boolean; segments: SegmentThen[] } | null;
  timeZone: string;
};

export function CustomerPastPage({ customer, day, today, problems, then, timeZone }: Props) {
  const name = customerName(customer);
  const isLoading = useNavigation().state !== "idle";
  return (
    <Page title={`${name}, back in time`} fullWidth backAction={{ content: name, url: `/app/customers/${customer.customerId}` }}>
      <TitleBar title={`${name}, back in time`} />
      <TwoColumns
        main={then ? <Segments then={then} timeZone={timeZone} /> : <Text as="p">Choose a day, and what was true of them then appears here.</Text>}
        side={
          <Card>
            <BlockStack gap="300">
              <Text as="h2" variant="headingMd">
                As of
              </Text>
              <PastDay key={day} day={day} today={today} canAssume problems={problems} isLoading={isLoading} />
            </BlockStack>
          </Card>
        }
      />
    </Page>
  );
}

function Segments({ then, timeZone }: { then: NonNullable<Props["then"]>; timeZone: string }) {
  const inside = then.segments.filter(({ view }) => view.isMember);
  const rest = then.segments.filter(({ view }) => !view.isMember);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Segments then, and why
          </Text>
          <Text as="p" tone="subdued">
            {then.existed
              ? `${formatInstant(then.at, timeZone)}: in ${inside.length} of ${formatPlural(then.segments.length, "segment")}, by today's questions and what was known of them then.`
              : `${formatInstant(then.at, timeZone)}: they were no customer yet.`}
          </Text>
        </BlockStack>
      </Box>
      {[...inside, ...rest].map((one) => (
        <Fragment key={one.view.segmentId}>
          <Divider />
          <SegmentRow then={one} timeZone={timeZone} />
        </Fragment>
      ))}
    </Card>
  );
}

const RECORDED = { yes: "Recorded at the time: in", no: "Recorded at the time: out", none: "Not recorded then: the segment did not exist" };

function SegmentRow({ then: { view, wasMember }, timeZone }: { then: SegmentThen; timeZone: string }) {
  const [isOpen, setOpen] = useState(false);
  const id = `why-then-${view.segmentId}`;
  return (
    <Box paddingInline="400" paddingBlock="300">
      <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
        <BlockStack gap="050">
          <InlineStack gap="200" blockAlign="center" align="start">
            <Link url={`/app/segments/${view.segmentId}`} monochrome>
              {view.name}
            </Link>
            {view.verdict === "unknown" ? <Badge tone="attention">Not known</Badge> : view.isMember ? <Badge tone="success">In</Badge> : <Badge>Out</Badge>}
          </InlineStack>
          <Text as="span" variant="bodySm" tone="subdued">
            {RECORDED[wasMember === null ? "none" : wasMember ? "yes" : "no"]}
          </Text>
        </BlockStack>
        <Button variant="plain" disclosure={isOpen ? "up" : "down"} ariaExpanded={isOpen} ariaControls={id} onClick={() => setOpen(!isOpen)} accessibilityLabel={`Why: ${view.name}`}>
          Why
        </Button>
      </div>
      <Collapsible id={id} open={isOpen}>
        <Box paddingBlockStart="300">
          <WhyTree node={view.tree} timeZone={timeZone} />
        </Box>
      </Collapsible>
    </Box>
  );
}

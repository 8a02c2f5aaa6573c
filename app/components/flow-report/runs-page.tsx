// Everybody who entered a flow, newest first, narrowed by where they stand, at which step, and how they left.
import { Badge, Box, Card, InlineGrid, IndexTable, InlineStack, Link, Page, Select, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigate, useSearchParams } from "@remix-run/react";
import { saysOf } from "#app/flows/reasons.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatAgo, formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { type PhoneRow, WideOrPhone } from "../wide-or-phone.tsx";
import { nextWords, runBadge, type RunView } from "./run-words.ts";

type Filters = { step: string | null; shown: string | null; reason: string | null };
export type RunsPageView = { flow: { flowId: number; name: string }; runs: RunView[]; next: string | null; filters: Filters; steps: { id: string; title: string }[]; reasons: string[]; timeZone: string; now: string };

const SHOWN = [["running", "In it"], ["paused", "Paused"], ["approval", "Waiting for a yes"], ["halted", "Text stopped"], ["parked", "Stuck"], ["ended", "Out"]] as const;

export function RunsPage({ flow, runs, next, filters, steps, reasons, timeZone, now }: RunsPageView) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const narrow = (name: keyof Filters, value: string) => {
    const asked = new URLSearchParams(search);
    asked.delete("after");
    // A reason is of those who left, a step of those who have not.
    if (name === "reason") asked.delete("step");
    if (name === "step") asked.delete("reason");
    if (value === "") asked.delete(name);
    else asked.set(name, value);
    void navigate(`?${asked}`, { replace: true });
  };
  const isFiltered = Object.values(filters).some((filter) => filter !== null);
  return (
    <Page title={`Everybody in “${flow.name}”`} fullWidth backAction={{ content: flow.name, url: `/app/flows/${flow.flowId}` }}>
      <TitleBar title="Runs" />
      <Card padding="0">
        <Box padding="400">
          <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
            <Select label="Where they stand" options={[{ value: "", label: "Anywhere" }, ...SHOWN.map(([value, label]) => ({ value, label }))]} value={filters.shown ?? ""} onChange={(value) => narrow("shown", value)} />
            <Select label="At the step" options={[{ value: "", label: "Any step" }, ...steps.map(({ id, title }) => ({ value: id, label: title }))]} value={filters.step ?? ""} onChange={(value) => narrow("step", value)} />
            <Select label="How they left" options={[{ value: "", label: "In any way, or not yet" }, ...reasons.map((reason) => ({ value: reason, label: saysOf(reason) ?? reason }))]} value={filters.reason ?? ""} onChange={(value) => narrow("reason", value)} />
          </InlineGrid>
        </Box>
        {runs.length === 0 ? <Nobody isFiltered={isFiltered} /> : <RunList runs={runs} timeZone={timeZone} now={now} />}
        {runs.length === 0 && next === null ? null : (
          <Box padding="400">
            <KeyPages next={next} label="Pages of runs" />
          </Box>
        )}
      </Card>
    </Page>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  return (
    <Box padding="600">
      <Text as="p" alignment="center" tone="subdued">
        {isFiltered ? "Nobody stands like this." : "Nobody has entered yet. As soon as a trigger tells of somebody who may enter, they are listed here."}
      </Text>
    </Box>
  );
}

const HEADINGS: [{ title: string }, ...{ title: string }[]] = [{ title: "Who" }, { title: "Stands" }, { title: "Step" }, { title: "What comes next" }, { title: "Entered" }];

function RunList({ runs, timeZone, now }: Pick<RunsPageView, "runs" | "timeZone" | "now">) {
  return (
    <WideOrPhone label="Runs" rows={runs.map((run) => phoneRow(run, timeZone, now))}>
      <IndexTable resourceName={{ singular: "run", plural: "runs" }} itemCount={runs.length} headings={HEADINGS} selectable={false}>
        {runs.map((run, position) => (
          <IndexTable.Row id={run.runId} key={run.runId} position={position}>
            <IndexTable.Cell>
              <Link url={`/app/flows/${run.flowId}/runs/${run.runId}`} monochrome removeUnderline dataPrimaryLink>
                <Text as="span" fontWeight="semibold">{customerName(run)}</Text>
              </Link>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <InlineStack gap="100">
                <StateBadge run={run} />
              </InlineStack>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <div style={{ whiteSpace: "normal", maxWidth: "18rem" }}>{run.title ?? ""}</div>
            </IndexTable.Cell>
            <IndexTable.Cell>
              <div style={{ whiteSpace: "normal", maxWidth: "26rem" }}>{nextWords(run, timeZone, now)}</div>
            </IndexTable.Cell>
            <IndexTable.Cell>{formatInstant(run.enteredAt, timeZone)}</IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </WideOrPhone>
  );
}

export function StateBadge({ run }: { run: Pick<RunView, "state" | "waits" | "control"> }) {
  const { label, tone } = runBadge(run);
  return (
    <>
      <Badge {...(tone ? { tone } : {})}>{label}</Badge>
      {run.control ? <Badge>Control group</Badge> : null}
    </>
  );
}

function phoneRow(run: RunView, timeZone: string, now: string): PhoneRow {
  return {
    key: run.runId, url: `/app/flows/${run.flowId}/runs/${run.runId}`, title: customerName(run), detail: run.title ?? "", number: runBadge(run).label, numberDetail: formatAgo(run.enteredAt, now),
    more: <Text as="p" variant="bodySm" tone="subdued">{nextWords(run, timeZone, now)}</Text>,
  };
}

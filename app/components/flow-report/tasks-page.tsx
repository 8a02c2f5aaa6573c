// What flows want a person to look at: a question is answered with yes or no while it is open, an alert is ticked off.
import { Badge, Banner, BlockStack, Box, Button, ButtonGroup, Card, EmptyState, InlineStack, Link, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatAgo, formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { LISTENING_MS, usePolling } from "../use-polling.ts";

export type TaskView = { doingId: string; runId: string; flowId: number; flowName: string; customerId: string; firstName: string | null; lastName: string | null; email: string | null; what: "alert" | "approval"; says: string | null; at: string; expiresAt: string | null };
export type AskedLine = { flowId: number; flowName: string; step: string; since: string };
type Props = { tasks: TaskView[]; experiments: AskedLine[]; next: string | null; timeZone: string; now: string };

export function TasksPage({ tasks, experiments, next, timeZone, now }: Props) {
  usePolling(true, LISTENING_MS);
  return (
    <Page title="Tasks" subtitle="What your flows want you to look at" fullWidth>
      <TitleBar title="Tasks" />
      {tasks.length === 0 && experiments.length === 0 && next === null ? (
        <Card>
          <EmptyState heading="Nothing to decide" image="">
            <p>When a flow asks for a yes before it goes on, or tells you of something, it waits here for you.</p>
          </EmptyState>
        </Card>
      ) : (
        <BlockStack gap="400">
          {experiments.map((asked) => <AskedBanner key={`${asked.flowId} ${asked.step} ${asked.since}`} asked={asked} now={now} />)}
          {tasks.length === 0 ? null : <Card padding="0">
            <ul aria-label="Tasks" style={{ margin: 0, padding: 0, listStyle: "none" }}>
              {tasks.map((task, index) => (
                <li key={task.doingId}>
                  <Box padding="400" {...(index > 0 ? { borderBlockStartWidth: "025", borderColor: "border-secondary" } : {})}>
                    <TaskRow task={task} timeZone={timeZone} now={now} />
                  </Box>
                </li>
              ))}
            </ul>
          </Card>}
          <KeyPages next={next} label="Pages of tasks" />
        </BlockStack>
      )}
    </Page>
  );
}

function AskedBanner({ asked: { flowId, flowName, since }, now }: { asked: AskedLine; now: string }) {
  return (
    <Banner tone="warning" title={`An experiment in “${flowName}” is over`} action={{ content: "See it and decide", url: `/app/flows/${flowId}?tab=report` }}>
      <p>{`It asks since ${formatAgo(since, now)} which way people shall take. Until you decide they are drawn as before.`}</p>
    </Banner>
  );
}

function TaskRow({ task, timeZone, now }: { task: TaskView; timeZone: string; now: string }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isBusy = fetcher.state !== "idle";
  const name = customerName(task);
  const answer = (said: "yes" | "no" | "seen") => fetcher.submit({ doing: task.doingId, answer: said }, { method: "POST", encType: "application/json" });
  const refused = isBusy ? undefined : fetcher.data?.problems;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" blockAlign="start" gap="300">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h2" variant="headingSm" breakWord>{task.says ?? (task.what === "approval" ? "Go on?" : "Look at this customer")}</Text>
            {task.what === "approval" ? <Badge tone="attention">To decide</Badge> : <Badge>Alert</Badge>}
          </InlineStack>
          <InlineStack gap="300">
            <Link url={`/app/customers/${task.customerId}`}>{name}</Link>
            <Link url={`/app/flows/${task.flowId}/runs/${task.runId}`}>{`In “${task.flowName}”`}</Link>
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            <time dateTime={task.at} title={formatInstant(task.at, timeZone)}>{`Asked ${formatAgo(task.at, now)}`}</time>
            {task.expiresAt ? `; without an answer it goes on ${formatAgo(task.expiresAt, now)} (${formatInstant(task.expiresAt, timeZone)}) as if you had said no` : ""}
          </Text>
        </BlockStack>
        {task.what === "approval" ? (
          <ButtonGroup>
            <Button variant="primary" loading={isBusy} accessibilityLabel={`Yes, for ${name}`} onClick={() => answer("yes")}>Yes</Button>
            <Button disabled={isBusy} accessibilityLabel={`No, for ${name}`} onClick={() => answer("no")}>No</Button>
          </ButtonGroup>
        ) : (
          <Button loading={isBusy} accessibilityLabel={`Done: ${task.says ?? "the alert"} for ${name}`} onClick={() => answer("seen")}>Done</Button>
        )}
      </InlineStack>
      {refused?.map(({ message }) => (
        <Banner key={message} tone="warning">
          <p>{message}</p>
        </Banner>
      ))}
    </BlockStack>
  );
}

// What could not be done by itself. Each line says what it is about, why it stopped, and what can be done.
import { Banner, BlockStack, Box, Button, ButtonGroup, Card, Divider, EmptyState, InlineStack, Link, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { PARKED_BODY_DAYS } from "#app/shops/prune.ts";
import type { Offer, ProblemKind } from "#app/sync/offer.ts";
import { formatAgo, formatInstant, formatPlural } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { kindWords } from "./problem-words.ts";

export type ProblemLine = {
  kind: ProblemKind;
  id: string;
  at: string;
  subject: string;
  reason: string;
  attempts: number | null;
  segment_id: number | null;
  customer_id: string | null;
} & Offer;

type Props = { problems: ProblemLine[]; next: string | null; timeZone: string; now: string };

export function ProblemList({ problems, next, timeZone, now }: Props) {
  if (problems.length === 0) {
    return (
      <Card>
        <EmptyState heading="Nothing is stuck" image="">
          <p>When Shopify or a platform refuses a change, an import stops or something cannot be read, it waits here with its reason until you decide.</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <BlockStack gap="400">
      <Card padding="0">
        {problems.map((problem, i) => (
          <Fragment key={`${problem.kind} ${problem.id}`}>
            {i > 0 ? <Divider /> : null}
            <ProblemRow problem={problem} timeZone={timeZone} now={now} />
          </Fragment>
        ))}
      </Card>
      <Box paddingInline={{ xs: "400", sm: "0" }}>
        <Text as="p" tone="subdued">
          {`What Shopify sent and Segue could not read is kept for ${PARKED_BODY_DAYS} days and then deleted; the problem stays with its reason until you decide.`}
        </Text>
      </Box>
      <KeyPages next={next} label="Pages of problems" />
    </BlockStack>
  );
}

function ProblemRow({ problem, timeZone, now }: { problem: ProblemLine; timeZone: string; now: string }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const words = kindWords(problem);
  const send = (method: "POST" | "DELETE") => fetcher.submit(JSON.stringify({ refs: [{ kind: problem.kind, id: problem.id }] }), { method, encType: "application/json" });
  const isBusy = fetcher.state !== "idle";
  const refused = fetcher.state === "idle" ? fetcher.data?.problems : undefined;
  return (
    <Box padding="400">
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="start" gap="300">
          <BlockStack gap="100">
            <Text as="h2" variant="headingSm" breakWord>
              {words.title}
            </Text>
            <Text as="p" breakWord>
              {problem.reason}
            </Text>
            {words.note ? (
              <Text as="p" tone="subdued">
                {words.note}
              </Text>
            ) : null}
            <InlineStack gap="300" align="start">
              <Text as="span" variant="bodySm" tone="subdued">
                <time dateTime={problem.at} title={formatInstant(problem.at, timeZone)}>
                  {formatAgo(problem.at, now)}
                </time>
                {problem.attempts ? `, tried ${formatPlural(problem.attempts, "time")}` : ""}
              </Text>
              {problem.segment_id ? <Link url={`/app/segments/${problem.segment_id}`}>Segment</Link> : null}
              {connectionOf(problem) ? <Link url={`/app/connections/${connectionOf(problem)}`}>Connection</Link> : null}
              {problem.kind === "coupon" ? <Link url="/app/coupons">Coupons</Link> : null}
              {problem.kind === "campaign" ? <Link url={`/app/campaigns/${problem.id}`}>Campaign</Link> : null}
              {problem.customer_id ? <Link url={`/app/customers/${problem.customer_id}`}>Customer</Link> : null}
            </InlineStack>
          </BlockStack>
          <ButtonGroup>
            {problem.again === null ? null : (
              <Button onClick={() => send("POST")} loading={isBusy} accessibilityLabel={`${words.again}: ${words.title}`}>
                {words.again}
              </Button>
            )}
            {problem.mayDismiss ? (
              <Button variant="tertiary" onClick={() => send("DELETE")} disabled={isBusy} accessibilityLabel={`Let it be: ${words.title}`}>
                Let it be
              </Button>
            ) : null}
          </ButtonGroup>
        </InlineStack>
        {refused?.map(({ message }) => (
          <Banner key={message} tone="warning">
            <p>{message}</p>
          </Banner>
        ))}
      </BlockStack>
    </Box>
  );
}

function connectionOf({ kind, id }: ProblemLine): string | null {
  return kind === "connection" || kind === "sender" || kind === "place" || kind === "waiting" ? (id.split("/")[0] ?? null) : null;
}

// A segment of ours in Shopify: how it is said there, whether it was made, and whether both find the same people.
import { Banner, BlockStack, Box, Button, Card, InlineStack, Link, List, Page, Spinner, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { formatAgo, formatPeople } from "../format.ts";
import { usePolling } from "../use-polling.ts";
import { type Compared, CopyDifference } from "./copy-difference.tsx";

type Wording = { query: string; doubts: string[] } | { refusals: { sentence: string | null; why: string }[] };
export type CopyView = {
  name: string; query: string; version: number | null; readAt: string | null; problem: string | null; nativeId: string | null;
  state: "creating" | "reading" | "read" | "refused" | "gone"; compared: Compared | null;
};
type Props = { segmentId: number; name: string; version: number; memberCount: number; wording: Wording; copy: CopyView | null; handle: string; now: string };

export function CopyPage({ segmentId, name, version, memberCount, wording, copy, handle, now }: Props) {
  const isBusy = copy?.state === "creating" || copy?.state === "reading";
  usePolling(isBusy);
  return (
    <Page title="In Shopify" subtitle={name} narrowWidth backAction={{ content: name, url: `/app/segments/${segmentId}` }}>
      <TitleBar title={`${name} in Shopify`} />
      <BlockStack gap="400">
        {copy ? <Made copy={copy} version={version} handle={handle} memberCount={memberCount} now={now} /> : null}
        {"query" in wording ? <Said wording={wording} copy={copy} version={version} isBusy={isBusy} /> : <Refused refusals={wording.refusals} />}
      </BlockStack>
    </Page>
  );
}

function Said({ wording, copy, version, isBusy }: { wording: Extract<Wording, { query: string }>; copy: CopyView | null; version: number; isBusy: boolean }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const isSame = copy !== null && copy.version === version && copy.state !== "gone" && copy.state !== "refused";
  if (isSame) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {copy ? "Create it anew" : "In Shopify’s words"}
        </Text>
        <Query text={wording.query} />
        <Doubts doubts={wording.doubts} />
        <Text as="p" tone="subdued">
          Shopify keeps its own segment up to date by itself. Once it is created, Segue reads who is in it and compares them with this segment, person by person.
        </Text>
        {fetcher.data?.problems.map(({ message }) => (
          <Banner key={message} tone="critical">
            <p>{message}</p>
          </Banner>
        ))}
        <InlineStack>
          <Button variant="primary" loading={fetcher.state !== "idle" || isBusy} onClick={() => fetcher.submit(null, { method: "POST" })}>
            Create in Shopify
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Doubts({ doubts }: { doubts: string[] }) {
  if (doubts.length === 0) return null;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        What Shopify means a little differently
      </Text>
      <List>
        {doubts.map((doubt) => (
          <List.Item key={doubt}>{doubt}</List.Item>
        ))}
      </List>
    </BlockStack>
  );
}

const Query = ({ text }: { text: string }) => (
  <Box background="bg-surface-secondary" padding="300" borderRadius="200">
    <code style={{ overflowWrap: "anywhere", whiteSpace: "pre-wrap" }}>{text}</code>
  </Box>
);

function Refused({ refusals }: { refusals: { sentence: string | null; why: string }[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Shopify cannot say all of this
        </Text>
        <List>
          {refusals.map(({ sentence, why }) => (
            <List.Item key={`${sentence} ${why}`}>{sentence ? `${sentence} ${why}` : why}</List.Item>
          ))}
        </List>
        <Text as="p" tone="subdued">
          In place of that, keep this segment as a customer tag: in Shopify, ask for the tag.
        </Text>
      </BlockStack>
    </Card>
  );
}

function Made({ copy, version, handle, memberCount, now }: { copy: CopyView; version: number; handle: string; memberCount: number; now: string }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  if (copy.state === "refused" || copy.state === "gone") {
    return (
      <Banner tone={copy.state === "gone" ? "warning" : "critical"} title={copy.state === "gone" ? "Its copy was deleted in Shopify" : "Shopify did not create it"}>
        {copy.problem && copy.state === "refused" ? <p>{copy.problem}</p> : null}
      </Banner>
    );
  }
  const isAtWork = copy.state !== "read";
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {copy.state === "creating" ? "Being created in Shopify" : `“${copy.name}” in Shopify`}
          </Text>
          {isAtWork ? <Spinner size="small" accessibilityLabel="At work" /> : null}
        </InlineStack>
        {copy.version !== version ? <Text as="p" tone="caution">{`Made from version ${copy.version ?? "?"}. This segment is at version ${version} now.`}</Text> : null}
        {copy.problem ? <Text as="p" tone="critical">{`It could not be read: ${copy.problem} It is tried again.`}</Text> : null}
        <Query text={copy.query} />
        {copy.compared && copy.readAt ? <CopyDifference compared={copy.compared} /> : <Text as="p" tone="subdued">{`${formatPeople(memberCount)} here. Who is in it there is being read.`}</Text>}
        {copy.readAt ? <Text as="p" variant="bodySm" tone="subdued">{`Members read from Shopify ${formatAgo(copy.readAt, now)}.`}</Text> : null}
        <InlineStack gap="300" blockAlign="center">
          <Button onClick={() => fetcher.submit(null, { method: "PATCH" })} loading={fetcher.state !== "idle" || isAtWork}>
            Compare again
          </Button>
          {copy.nativeId ? <Link url={`https://admin.shopify.com/store/${handle}/customers/segments/${copy.nativeId}`} target="_blank">Open in Shopify</Link> : null}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

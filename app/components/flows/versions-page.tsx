// Every version of a flow, what differs between two of them, and the way back to an older one.
import { Badge, BlockStack, Box, Card, DataTable, InlineGrid, InlineStack, Link, Page, Select, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { SerializeFrom } from "@remix-run/node";
import { useSearchParams } from "@remix-run/react";
import type { VersionsScreen } from "#app/flows/flow/views.ts";
import { formatCount, formatInstant, formatPeople } from "../format.ts";
import { TitledCard } from "../titled-card.tsx";

type Props = { screen: SerializeFrom<VersionsScreen>; timeZone: string };

const CHANGED = { added: "Added", removed: "Taken away", changed: "Changed" };
const DRAFT = "draft";

export function VersionsPage({ screen, timeZone }: Props) {
  const { flowId, name, state, current, from, to, versions, changes } = screen;
  const [search, setSearch] = useSearchParams();
  const ask = (key: string, value: string) => {
    const next = new URLSearchParams(search);
    next.set(key, value);
    setSearch(next, { preventScrollReset: true });
  };
  const options = versions.map(({ version }) => ({ label: version === current ? `Version ${version} (now)` : `Version ${version}`, value: String(version) }));
  const isOver = state === "ended" || state === "archived";
  return (
    <Page title="Versions" subtitle={name} backAction={{ content: name, url: `/app/flows/${flowId}` }}>
      <TitleBar title="Versions" />
      <BlockStack gap="400">
        <Card padding="0">
          <DataTable
            columnContentTypes={["text", "text", "numeric", "text"]}
            headings={["Version", "Published", "In it now", "Back to it"]}
            rows={versions.map(({ version, at, by, people }) => [
              <InlineStack key="version" gap="200" blockAlign="center">
                <Text as="span">{`Version ${version}`}</Text>
                {version === current ? <Badge tone="success">Now</Badge> : null}
              </InlineStack>,
              `${formatInstant(at, timeZone)}${by ? ` by ${by}` : ""}`, formatCount(people),
              version === current || isOver ? "" : <Link key="again" url={`/app/flows/${flowId}/publish?version=${version}`} accessibilityLabel={`Publish version ${version} again`}>Publish again</Link>,
            ])}
          />
        </Card>
        <TitledCard title="What differs">
          <InlineGrid columns={2} gap="300">
            <Select label="From" options={options} value={String(from)} onChange={(value) => ask("from", value)} />
            <Select label="To" options={[...(isOver ? [] : [{ label: "The draft", value: DRAFT }]), ...options]} value={to === null ? DRAFT : String(to)} onChange={(value) => ask("to", value)} />
          </InlineGrid>
          {changes.length === 0 ? <Text as="p">The steps are the same.</Text> : <Changes changes={changes} />}
          <Lines lines={screen.lines} />
        </TitledCard>
      </BlockStack>
    </Page>
  );
}

function Changes({ changes }: { changes: Props["screen"]["changes"] }) {
  return (
    <ul aria-label="Steps that differ" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {changes.map(({ step, is, says, people, onlyWays }, place) => (
        <li key={step}>
          <Box paddingBlock="200" {...(place > 0 ? { borderBlockStartWidth: "025", borderColor: "border-secondary" } : {})}>
            <BlockStack gap="100">
              <InlineStack gap="200" blockAlign="center">
                <Badge {...(is === "changed" ? {} : { tone: is === "added" ? "success" : "critical" })}>{onlyWays ? "Leads elsewhere" : CHANGED[is]}</Badge>
                <Text as="span" tone="subdued">{`${step}${people > 0 ? `, where ${formatPeople(people)} stand now` : ""}`}</Text>
              </InlineStack>
              <Text as="p">{says}</Text>
            </BlockStack>
          </Box>
        </li>
      ))}
    </ul>
  );
}

/** Struck through or underlined, so that it needs no eye for colours. */
function Lines({ lines }: { lines: Props["screen"]["lines"] }) {
  if (lines.every(({ is }) => is === "same")) return <Text as="p">Word for word they are the same.</Text>;
  return (
    <BlockStack gap="100">
      <Text as="h3" variant="headingSm">
        Word for word
      </Text>
      {lines.map(({ is, text }, place) => {
        const style = { background: is === "added" ? "var(--p-color-bg-fill-success-secondary)" : "var(--p-color-bg-fill-critical-secondary)", color: "var(--p-color-text)" };
        return (
          <Text as="p" key={place} breakWord>
            {is === "same" ? text : is === "added" ? <ins style={style}>{text}</ins> : <del style={style}>{text}</del>}
          </Text>
        );
      })}
    </BlockStack>
  );
}

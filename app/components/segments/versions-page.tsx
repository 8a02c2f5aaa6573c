// Two versions of one question: what changed in their sentences, and who comes, goes and stays by it.
import { BlockStack, Box, Card, InlineGrid, Page, Select, Tabs, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useSearchParams } from "@remix-run/react";
import type { Noted } from "#app/segments/noted.ts";
import { CustomerTable, type CustomerLine } from "../customers/customer-table.tsx";
import { formatCount, formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { SearchField } from "../search-field.tsx";
import { NotedList } from "./noted-list.tsx";

type Words = { text: string; isChanged: boolean }[];
type VersionSide = { version: number; createdAt: string; createdBy: string | null; sentence: Words; notes: Noted[] };
type Side = "enter" | "leave" | "stay";
type Counted = { entering: number; leaving: number; staying: number; enteringInFlows: number; leavingInFlows: number; side: Side; people: { lines: CustomerLine[]; next: string | null } };
type Props = {
  id: number;
  name: string;
  versions: number[];
  difference: { before: VersionSide; after: VersionSide; counted: Counted | { problems: { message: string }[] } };
  currency: string;
  timeZone: string;
};

const SIDES: Side[] = ["enter", "leave", "stay"];

export function VersionsPage({ id, name, versions, difference, currency, timeZone }: Props) {
  const [search, setSearch] = useSearchParams();
  const { before, after, counted } = difference;
  const newest = Math.max(...versions);
  function ask(key: string, value: string) {
    const next = new URLSearchParams(search);
    next.delete("after");
    next.set(key, value);
    setSearch(next, { preventScrollReset: true });
  }
  const options = versions.map((version) => ({ label: version === newest ? `Version ${version} (now)` : `Version ${version}`, value: String(version) }));
  return (
    <Page title="Compare versions" subtitle={name} fullWidth backAction={{ content: name, url: `/app/segments/${id}` }}>
      <TitleBar title="Compare versions" />
      <BlockStack gap="400">
        <InlineGrid columns={{ xs: "minmax(0, 1fr)", md: "minmax(0, 1fr) minmax(0, 1fr)" }} gap="400">
          <VersionCard label="From" side={before} change="removed" options={options} onChange={(value) => ask("from", value)} timeZone={timeZone} />
          <VersionCard label="To" side={after} change="added" options={options} onChange={(value) => ask("to", value)} timeZone={timeZone} />
        </InlineGrid>
        {"problems" in counted ? (
          <Card>
            {counted.problems.map(({ message }) => (
              <Text as="p" key={message}>
                {message}
              </Text>
            ))}
          </Card>
        ) : (
          <People counted={counted} onShow={(side) => ask("show", side)} currency={currency} timeZone={timeZone} />
        )}
      </BlockStack>
    </Page>
  );
}

type CardProps = { label: string; side: VersionSide; change: "added" | "removed"; options: { label: string; value: string }[]; onChange: (version: string) => void; timeZone: string };

function VersionCard({ label, side, change, options, onChange, timeZone }: CardProps) {
  return (
    <Card>
      <BlockStack gap="300">
        <Select label={label} labelInline options={options} value={String(side.version)} onChange={onChange} />
        <Text as="p">
          {side.sentence.map(({ text, isChanged }, place) => (isChanged ? <Changed key={place} text={text} change={change} /> : <span key={place}>{text}</span>))}
        </Text>
        <NotedList notes={side.notes} />
        <Text as="p" variant="bodySm" tone="subdued">
          {`Saved ${formatInstant(side.createdAt, timeZone)}${side.createdBy ? ` by ${side.createdBy}` : ""}`}
        </Text>
      </BlockStack>
    </Card>
  );
}

/** Struck through or underlined, so that it needs no eye for colours. */
function Changed({ text, change }: { text: string; change: "added" | "removed" }) {
  const style = { background: change === "added" ? "var(--p-color-bg-fill-success-secondary)" : "var(--p-color-bg-fill-critical-secondary)", color: "var(--p-color-text)" };
  return change === "added" ? <ins style={style}>{text}</ins> : <del style={style}>{text}</del>;
}

/** What a flow does with them goes on, unless it asks for this segment. */
function InFlows({ count }: { count: number }) {
  const words = count === 0 ? "None of them is" : count === 1 ? "1 of them is" : `${formatCount(count)} of them are`;
  return (
    <Box padding="300" paddingBlockEnd="0">
      <Text as="p">{`${words} on the way through a flow.`}</Text>
    </Box>
  );
}

function People({ counted, onShow, currency, timeZone }: { counted: Counted; onShow: (side: Side) => void; currency: string; timeZone: string }) {
  const counts = { enter: counted.entering, leave: counted.leaving, stay: counted.staying };
  const words = { enter: "enter", leave: "leave", stay: "stay" };
  const tabs = SIDES.map((side) => ({ id: side, content: `${formatCount(counts[side])} ${words[side]}`, panelID: "people-of-version" }));
  const isNobody = counted.people.lines.length === 0 && counts[counted.side] === 0;
  return (
    <Card padding="0">
      <Box padding="300" paddingBlockEnd="0">
        <Text as="h2" variant="headingMd">
          Asked now, going from the one to the other
        </Text>
      </Box>
      <Tabs tabs={tabs} selected={SIDES.indexOf(counted.side)} onSelect={(place) => onShow(SIDES[place] ?? "enter")}>
        {isNobody ? (
          <Box padding="600">
            <Text as="p" alignment="center" tone="subdued">
              {counted.side === "enter" ? "Nobody comes in." : counted.side === "leave" ? "Nobody leaves." : "Nobody is in both."}
            </Text>
          </Box>
        ) : (
          <>
            {counted.side === "stay" ? null : <InFlows count={counted.side === "enter" ? counted.enteringInFlows : counted.leavingInFlows} />}
            <Box padding="300">
              <SearchField label="Search these people" placeholder="Search by email, phone or name" />
            </Box>
            <CustomerTable lines={counted.people.lines} currency={currency} timeZone={timeZone} />
            <Box padding="300">
              <KeyPages next={counted.people.next} label="Pages of people" />
            </Box>
          </>
        )}
      </Tabs>
    </Card>
  );
}

// Every flow: where it is, how many entered and are in it, what it texted lately and what came of it.
import { Box, Card, IndexTable, InlineStack, Link, Tabs, Text } from "@shopify/polaris";
import { useSearchParams } from "@remix-run/react";
import type { FlowState } from "#app/flows/flow/flow.ts";
import { formatCount, formatPlural } from "../format.ts";
import { WideOrPhone } from "../wide-or-phone.tsx";
import { FlowBadge } from "./flow-badge.tsx";

export type FlowLine = { flowId: number; name: string; state: FlowState; problem: string | null; entered: number; inIt: number; texts: number; goals: number };

const SHOWN: { id: string; label: string; states: FlowState[] }[] = [
  { id: "", label: "All", states: ["live", "shadow", "paused", "draft", "ended"] },
  { id: "live", label: "Live", states: ["live", "shadow"] },
  { id: "paused", label: "Paused", states: ["paused"] },
  { id: "draft", label: "Drafts", states: ["draft"] },
  { id: "ended", label: "Ended", states: ["ended"] },
  { id: "archived", label: "Archived", states: ["archived"] },
];

export function FlowList({ flows }: { flows: FlowLine[] }) {
  const [search, setSearch] = useSearchParams();
  const selected = Math.max(0, SHOWN.findIndex(({ id }) => id === (search.get("state") ?? "")));
  const shown = flows.filter(({ state }) => SHOWN[selected]?.states.includes(state));
  const choose = (place: number) => setSearch(SHOWN[place]?.id ? { state: SHOWN[place].id } : {}, { replace: true, preventScrollReset: true });
  return (
    <Card padding="0">
      <Tabs tabs={SHOWN.map(({ id, label }) => ({ id: id || "all", content: label, panelID: "flows" }))} selected={selected} onSelect={choose}>
        <div id="flows">{shown.length === 0 ? <NoneOfThese /> : <Table flows={shown} />}</div>
      </Tabs>
    </Card>
  );
}

const NoneOfThese = () => (
  <Box padding="600">
    <Text as="p" alignment="center" tone="subdued">
      No flows here.
    </Text>
  </Box>
);

function Table({ flows }: { flows: FlowLine[] }) {
  const rows = flows.map(({ flowId, name, state, problem, entered, inIt, texts }) => ({
    key: String(flowId), url: `/app/flows/${flowId}`, title: name, detail: `${formatCount(entered)} entered, ${formatPlural(texts, "text")} in 30 days`, number: formatCount(inIt), numberDetail: "in it now",
    more: (
      <InlineStack>
        <FlowBadge state={state} problem={problem} />
      </InlineStack>
    ),
  }));
  return (
    <WideOrPhone label="Flows" rows={rows}>
      <IndexTable
        resourceName={{ singular: "flow", plural: "flows" }}
        itemCount={flows.length}
        selectable={false}
        headings={[{ title: "Flow" }, { title: "Status" }, { title: "Entered", alignment: "end" }, { title: "In it now", alignment: "end" }, { title: "Texts, 30 days", alignment: "end" }, { title: "Goals reached", alignment: "end" }]}
      >
        {flows.map((flow, position) => (
          <Row key={flow.flowId} flow={flow} position={position} />
        ))}
      </IndexTable>
    </WideOrPhone>
  );
}

function Row({ flow: { flowId, name, state, problem, entered, inIt, texts, goals }, position }: { flow: FlowLine; position: number }) {
  const wasLive = state !== "draft";
  return (
    <IndexTable.Row id={String(flowId)} position={position}>
      <IndexTable.Cell>
        <Link url={`/app/flows/${flowId}`} removeUnderline monochrome dataPrimaryLink>
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <FlowBadge state={state} problem={problem} />
      </IndexTable.Cell>
      {[entered, inIt, texts, goals].map((count, place) => (
        <IndexTable.Cell key={place}>
          <Text as="span" alignment="end" numeric>
            {wasLive ? formatCount(count) : "–"}
          </Text>
        </IndexTable.Cell>
      ))}
    </IndexTable.Row>
  );
}

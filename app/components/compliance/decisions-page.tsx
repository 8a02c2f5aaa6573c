// All decisions of the gate, narrowed by what was decided and why.
import { Box, Card, InlineGrid, Page, Select } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useNavigate, useSearchParams } from "@remix-run/react";
import { type Reason, REASONS, reasonOf, type Verdict } from "#app/messages/gate/reasons.ts";
import { KeyPages } from "../key-pages.tsx";
import { DecisionList, type DecisionLineView, NoDecisions } from "./decision-list.tsx";
import { VERDICTS } from "./verdict-badge.tsx";

type Props = { decisions: DecisionLineView[]; next: string | null; verdict: Verdict | null; reason: Reason | null; customer: { customerId: string; name: string } | null; timeZone: string };

export function DecisionsPage({ decisions, next, verdict, reason, customer, timeZone }: Props) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const narrow = (name: "verdict" | "reason", value: string) => {
    const asked = new URLSearchParams(search);
    asked.delete("after");
    // A reason belongs to one verdict.
    if (name === "verdict") asked.delete("reason");
    if (value === "") asked.delete(name);
    else asked.set(name, value);
    void navigate(`?${asked}`, { replace: true });
  };
  return (
    <Page title={customer ? `Decisions about ${customer.name}` : "Decisions"} subtitle="Every text that was asked for, and whether it might go" backAction={customer ? { content: customer.name, url: `/app/customers/${customer.customerId}` } : { content: "Compliance", url: "/app/compliance" }} fullWidth>
      <TitleBar title="Decisions" />
      <Card padding="0">
        <Box padding="400">
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select label="Decision" options={[{ value: "", label: "All" }, ...Object.entries(VERDICTS).map(([value, { label }]) => ({ value, label }))]} value={verdict ?? ""} onChange={(value) => narrow("verdict", value)} />
            <Select label="Why" options={[{ value: "", label: "For any reason" }, ...reasonsOf(verdict)]} value={reason ?? ""} onChange={(value) => narrow("reason", value)} />
          </InlineGrid>
        </Box>
        {decisions.length === 0 ? <NoDecisions isFiltered={verdict !== null || reason !== null} /> : <DecisionList decisions={decisions} timeZone={timeZone} />}
        {decisions.length === 0 && next === null ? null : (
          <Box padding="400">
            <KeyPages next={next} label="Pages of decisions" />
          </Box>
        )}
      </Card>
    </Page>
  );
}

const isReasonName = (name: string): name is Reason => Object.hasOwn(REASONS, name);

const reasonsOf = (verdict: Verdict | null) =>
  Object.keys(REASONS).filter(isReasonName).filter((name) => verdict === null || reasonOf(name).verdict === verdict).map((name) => ({ value: name, label: reasonOf(name).says }));

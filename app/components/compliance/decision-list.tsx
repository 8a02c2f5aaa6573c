// Decisions, newest first: which text, what was decided, and why.
import { BlockStack, Box, IndexTable, Link, Text } from "@shopify/polaris";
import type { Reason, Verdict } from "#app/messages/gate/reasons.ts";
import { reasonOf } from "#app/messages/gate/reasons.ts";
import { customerName } from "../customers/customer-name.ts";
import { formatInstant } from "../format.ts";
import { type PhoneRow, WideOrPhone } from "../wide-or-phone.tsx";
import { VerdictBadge, VERDICTS } from "./verdict-badge.tsx";

export type DecisionLineView = { decisionId: string; customerId: string | null; firstName: string | null; lastName: string | null; at: string; verdict: Verdict; reason: Reason; until: string | null; source: string | null };

export function DecisionList({ decisions, timeZone }: { decisions: DecisionLineView[]; timeZone: string }) {
  return (
    <WideOrPhone label="Decisions" rows={decisions.map((line) => phoneRow(line, timeZone))}>
      <IndexTable resourceName={{ singular: "decision", plural: "decisions" }} itemCount={decisions.length} headings={[{ title: "When" }, { title: "Who" }, { title: "Decision" }, { title: "Why" }]} selectable={false}>
        {decisions.map((line, position) => (
          <IndexTable.Row id={line.decisionId} key={line.decisionId} position={position}>
            <IndexTable.Cell>
              <Link url={`/app/compliance/decisions/${line.decisionId}`} monochrome removeUnderline dataPrimaryLink>
                <Text as="span" fontWeight="semibold">
                  {formatInstant(line.at, timeZone)}
                </Text>
              </Link>
            </IndexTable.Cell>
            <IndexTable.Cell>{whoWords(line)}</IndexTable.Cell>
            <IndexTable.Cell>
              <VerdictBadge verdict={line.verdict} />
            </IndexTable.Cell>
            <IndexTable.Cell>
              <div style={{ whiteSpace: "normal", minWidth: "16rem" }}>
                <BlockStack>
                  <Text as="span">{reasonOf(line.reason).says}</Text>
                  {line.until ? (
                    <Text as="span" tone="subdued" variant="bodySm">
                      {`Until ${formatInstant(line.until, timeZone)}`}
                    </Text>
                  ) : null}
                </BlockStack>
              </div>
            </IndexTable.Cell>
          </IndexTable.Row>
        ))}
      </IndexTable>
    </WideOrPhone>
  );
}

function phoneRow(line: DecisionLineView, timeZone: string): PhoneRow {
  return {
    key: line.decisionId, url: `/app/compliance/decisions/${line.decisionId}`, title: whoWords(line), detail: formatInstant(line.at, timeZone), number: VERDICTS[line.verdict].label, numberDetail: "",
    more: (
      <Text as="p" variant="bodySm" tone="subdued">
        {`${reasonOf(line.reason).says}${line.until ? ` Until ${formatInstant(line.until, timeZone)}.` : ""}`}
      </Text>
    ),
  };
}

/** Whoever has no customer of the shop is a number, and that is not shown. */
export const whoWords = ({ customerId, firstName, lastName }: Pick<DecisionLineView, "customerId" | "firstName" | "lastName">) =>
  customerId === null ? "A number without a customer" : customerName({ customerId, firstName, lastName, email: null });

export const NoDecisions = ({ isFiltered }: { isFiltered: boolean }) => (
  <Box padding="600">
    <BlockStack gap="200" inlineAlign="center">
      <Text as="h2" variant="headingMd" alignment="center">
        {isFiltered ? "No decision like this" : "Nothing was decided yet"}
      </Text>
      <Text as="p" tone="subdued" alignment="center">
        {isFiltered ? "Choose another decision or another reason." : "Before any text goes out, Segue decides whether it may, and keeps that here with everything it was decided by."}
      </Text>
    </BlockStack>
  </Box>
);

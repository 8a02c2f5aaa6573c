// Who is on a list and what its columns say of them, with the way off it. One layout for both widths: three things stand in a row.
import { Box, Button, InlineStack, Link, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { formatMoney } from "#app/lib/money.ts";
import type { Kept, ListColumn } from "#app/lists/column.ts";
import { customerName } from "../customers/customer-name.ts";
import type { CustomerLine } from "../customers/customer-table.tsx";
import { formatPlural } from "../format.ts";
import { keptWords } from "./column-words.ts";

type Line = CustomerLine & { kept: Kept };
type Props = { lines: Line[]; columns: ListColumn[]; currency: string; address: string; isEmpty: boolean; mayTakeOff: boolean };

export function ListPeople({ lines, columns, currency, address, isEmpty, mayTakeOff }: Props) {
  if (lines.length === 0) {
    return (
      <Box padding="600">
        <Text as="p" alignment="center" tone="subdued">
          {isEmpty ? "Nobody is on this list yet." : "Nobody found. Search finds the beginning of an email, a phone number with its country code, or a name."}
        </Text>
      </Box>
    );
  }
  return (
    <ul aria-label="People on this list" style={{ margin: 0, padding: 0, listStyle: "none" }}>
      {lines.map((line) => (
        <li key={line.customerId}>
          <Person line={line} columns={columns} currency={currency} address={address} mayTakeOff={mayTakeOff} />
        </li>
      ))}
    </ul>
  );
}

function Person({ line, columns, currency, address, mayTakeOff }: Omit<Props, "lines" | "isEmpty"> & { line: Line }) {
  const fetcher = useFetcher();
  const name = customerName(line);
  const said = keptWords(columns, line.kept);
  return (
    <Box padding="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <InlineStack align="space-between" blockAlign="center" wrap={false} gap="300">
        <div style={{ minWidth: 0, overflowWrap: "anywhere" }}>
          <Link url={`/app/customers/${line.customerId}`} monochrome removeUnderline>
            <Text as="span" fontWeight="semibold">
              {name}
            </Text>
          </Link>
          <Text as="p" variant="bodySm" tone="subdued">
            {`${line.email ?? "no email"} · ${formatPlural(line.orderCount, "order")}, ${formatMoney(line.netMinor, currency)}`}
          </Text>
          {said === "" ? null : (
            <Text as="p" variant="bodySm">
              {said}
            </Text>
          )}
        </div>
        {mayTakeOff ? (
          <div style={{ flexShrink: 0 }}>
            <Button
              variant="tertiary"
              accessibilityLabel={`Take ${name} off this list`}
              loading={fetcher.state !== "idle"}
              onClick={() => fetcher.submit({ customer: line.customerId }, { method: "DELETE", action: `${address}/people`, encType: "application/json" })}
            >
              Take off
            </Button>
          </div>
        ) : null}
      </InlineStack>
    </Box>
  );
}

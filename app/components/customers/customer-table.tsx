// Customers as a list: who, how much, how long ago. A segment's members add when they joined.
import { BlockStack, Box, IndexTable, Link, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import { formatCount, formatDay, formatPlural } from "../format.ts";
import { type PhoneRow, WideOrPhone } from "../wide-or-phone.tsx";
import { customerName } from "./customer-name.ts";

export type CustomerLine = {
  customerId: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  orderCount: number;
  netMinor: number;
  lastOrderAt: string | null;
  enteredAt?: string;
};

/** suffix: of each person's address, such as "/past". */
type Props = { lines: CustomerLine[]; currency: string; timeZone: string; showsJoined?: boolean; suffix?: string };

export function CustomerTable({ lines, currency, timeZone, showsJoined = false, suffix = "" }: Props) {
  if (lines.length === 0) {
    return (
      <Box padding="600">
        <Text as="p" alignment="center" tone="subdued">
          Nobody found. Search finds the beginning of an email, a phone number with its country code, or a name.
        </Text>
      </Box>
    );
  }
  return (
    <WideOrPhone label="Customers" rows={lines.map((line) => phoneRow(line, { currency, timeZone, showsJoined, suffix }))}>
      <Wide lines={lines} currency={currency} timeZone={timeZone} showsJoined={showsJoined} suffix={suffix} />
    </WideOrPhone>
  );
}

function phoneRow(line: CustomerLine, { currency, timeZone, showsJoined, suffix }: Omit<Required<Props>, "lines">): PhoneRow {
  const last = line.lastOrderAt ? `last order ${formatDay(line.lastOrderAt, timeZone)}` : "no order yet";
  const joined = showsJoined && line.enteredAt ? `joined ${formatDay(line.enteredAt, timeZone)}, ${last}` : last;
  return {
    key: line.customerId, url: `/app/customers/${line.customerId}${suffix}`, title: customerName(line), detail: line.email ?? "no email",
    number: formatMoney(line.netMinor, currency), numberDetail: formatPlural(line.orderCount, "order"),
    more: (
      <Text as="p" variant="bodySm" tone="subdued">
        {joined.charAt(0).toUpperCase() + joined.slice(1)}
      </Text>
    ),
  };
}

function Wide({ lines, currency, timeZone, showsJoined, suffix }: Required<Props>) {
  return (
    <IndexTable
      resourceName={{ singular: "customer", plural: "customers" }}
      itemCount={lines.length}
      headings={[{ title: "Customer" }, ...(showsJoined ? [{ title: "Joined" }] : []), { title: "Last order" }, { title: "Orders", alignment: "end" }, { title: "Spent", alignment: "end" }]}
      selectable={false}
    >
      {lines.map((line, position) => (
        <IndexTable.Row id={line.customerId} key={line.customerId} position={position}>
          <IndexTable.Cell>
            <BlockStack>
              <Link url={`/app/customers/${line.customerId}${suffix}`} monochrome removeUnderline dataPrimaryLink>
                <Text as="span" fontWeight="semibold">
                  {customerName(line)}
                </Text>
              </Link>
              <Text as="span" variant="bodySm" tone="subdued">
                {line.email ?? "no email"}
              </Text>
            </BlockStack>
          </IndexTable.Cell>
          {showsJoined ? <IndexTable.Cell>{line.enteredAt ? formatDay(line.enteredAt, timeZone) : "–"}</IndexTable.Cell> : null}
          <IndexTable.Cell>{line.lastOrderAt ? formatDay(line.lastOrderAt, timeZone) : "–"}</IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {formatCount(line.orderCount)}
            </Text>
          </IndexTable.Cell>
          <IndexTable.Cell>
            <Text as="span" alignment="end" numeric>
              {formatMoney(line.netMinor, currency)}
            </Text>
          </IndexTable.Cell>
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

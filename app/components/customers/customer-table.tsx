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
  /** Said under `heading`. */
  when?: string;
};

/** suffix: of each person's address, such as "/past". heading: of a column that says `when`. */
type Props = { lines: CustomerLine[]; currency: string; timeZone: string; showsJoined?: boolean; suffix?: string; heading?: string };

export function CustomerTable({ lines, currency, timeZone, showsJoined = false, suffix = "", heading = "" }: Props) {
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
    <WideOrPhone label="Customers" rows={lines.map((line) => phoneRow(line, { currency, timeZone, showsJoined, suffix, heading }))}>
      <Wide lines={lines} currency={currency} timeZone={timeZone} showsJoined={showsJoined} suffix={suffix} heading={heading} />
    </WideOrPhone>
  );
}

function phoneRow(line: CustomerLine, { currency, timeZone, showsJoined, suffix, heading }: Omit<Required<Props>, "lines">): PhoneRow {
  const last = line.lastOrderAt ? `last order ${formatDay(line.lastOrderAt, timeZone)}` : "no order yet";
  const joined = heading !== "" ? `${heading} ${line.when ?? ""}` : showsJoined && line.enteredAt ? `joined ${formatDay(line.enteredAt, timeZone)}, ${last}` : last;
  return {
    key: `${line.customerId}/${line.when ?? ""}`, url: `/app/customers/${line.customerId}${suffix}`, title: customerName(line), detail: line.email ?? "no email",
    number: formatMoney(line.netMinor, currency), numberDetail: formatPlural(line.orderCount, "order"),
    more: (
      <Text as="p" variant="bodySm" tone="subdued">
        {joined.charAt(0).toUpperCase() + joined.slice(1)}
      </Text>
    ),
  };
}

function Wide({ lines, currency, timeZone, showsJoined, suffix, heading }: Required<Props>) {
  return (
    <IndexTable
      resourceName={{ singular: "customer", plural: "customers" }}
      itemCount={lines.length}
      headings={[{ title: "Customer" }, ...(showsJoined ? [{ title: "Joined" }] : []), ...(heading !== "" ? [{ title: heading }] : []), { title: "Last order" }, { title: "Orders", alignment: "end" }, { title: "Spent", alignment: "end" }]}
      selectable={false}
    >
      {lines.map((line, position) => (
        <IndexTable.Row id={line.customerId} key={`${line.customerId}/${line.when ?? ""}`} position={position}>
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
          {heading !== "" ? <IndexTable.Cell>{line.when ?? "–"}</IndexTable.Cell> : null}
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

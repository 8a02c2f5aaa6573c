// Who they are and what they allow. Permission is shown, never set here: Shopify and the customer own it.
import { Badge, BlockStack, Card, Divider, InlineStack, Tag, Text } from "@shopify/polaris";
import { formatDay } from "../format.ts";
import { countryName, languageName, regionName } from "../place-names.ts";

export type PersonView = {
  customerId: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  createdAt: string | null;
  city: string | null;
  provinceCode: string | null;
  countryCode: string | null;
  locale: string | null;
  timeZone: string | null;
  tags: string[];
  smsState: string | null;
  emailState: string | null;
  birthDate: string | null;
  orderCount: number;
  grossMinor: number;
  netMinor: number;
  refundMinor: number;
  refundCount: number;
  firstOrderAt: string | null;
  lastOrderAt: string | null;
  gapMedianMs: number | null;
  changedAt: string | null;
};

export function PersonCard({ customer, timeZone }: { customer: PersonView; timeZone: string }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Customer
        </Text>
        <BlockStack gap="100">
          <Line label="Email" value={customer.email} />
          <Line label="Phone" value={customer.phone} />
          <Line label="Place" value={place(customer)} />
          <Line label="Language" value={customer.locale === null ? null : languageName(customer.locale)} />
          <Line label="Time zone" value={customer.timeZone?.replaceAll("_", " ") ?? null} />
          <Line label="Birth date" value={customer.birthDate === null ? null : formatDay(`${customer.birthDate}T00:00:00Z`, "UTC")} />
          <Line label="Customer since" value={customer.createdAt ? formatDay(customer.createdAt, timeZone) : null} />
        </BlockStack>
        <Divider />
        <Text as="h3" variant="headingSm">
          Marketing permission
        </Text>
        <InlineStack gap="200">
          <Permission channel="SMS" state={customer.smsState} />
          <Permission channel="Email" state={customer.emailState} />
        </InlineStack>
        <Divider />
        <Text as="h3" variant="headingSm">
          Tags
        </Text>
        {customer.tags.length === 0 ? (
          <Text as="p" tone="subdued">
            None
          </Text>
        ) : (
          <InlineStack gap="100">
            {customer.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function Line({ label, value }: { label: string; value: string | null }) {
  return (
    <InlineStack gap="200" wrap={false} align="space-between">
      <Text as="span" tone="subdued">
        {label}
      </Text>
      <Text as="span" breakWord alignment="end">
        {value ?? "not known"}
      </Text>
    </InlineStack>
  );
}

function place({ city, provinceCode, countryCode }: PersonView): string | null {
  const region = countryCode && provinceCode ? regionName(`${countryCode}-${provinceCode}`) : countryCode ? countryName(countryCode) : null;
  return [city, region].filter(Boolean).join(", ") || null;
}

const STATES: Record<string, { words: string; tone: "success" | "attention" | "new" }> = {
  SUBSCRIBED: { words: "subscribed", tone: "success" },
  PENDING: { words: "not confirmed yet", tone: "attention" },
  UNSUBSCRIBED: { words: "unsubscribed", tone: "new" },
  NOT_SUBSCRIBED: { words: "not subscribed", tone: "new" },
  REDACTED: { words: "erased", tone: "new" },
  INVALID: { words: "address does not work", tone: "new" },
};

function Permission({ channel, state }: { channel: string; state: string | null }) {
  const found = state === null ? undefined : STATES[state];
  return <Badge tone={found?.tone ?? "new"}>{`${channel}: ${found?.words ?? "not known"}`}</Badge>;
}

// Their life with the shop, newest first.
import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import { formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { causeWords } from "../segments/cause-words.ts";

export type Moment = {
  at: string;
  kind: "order" | "cancelled" | "refund" | "entered" | "left";
  key: string;
  name: string | null;
  amountMinor: number | null;
  segmentId: number | null;
  cause: string | null;
  items: string | null;
};

type Props = { moments: Moment[]; next: string | null; currency: string; timeZone: string };

export function Timeline({ moments, next, currency, timeZone }: Props) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Timeline
        </Text>
        {moments.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing has happened yet.
          </Text>
        ) : null}
        <ol style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: "var(--p-space-300)" }}>
          {moments.map((moment) => (
            <li key={`${moment.kind} ${moment.key}`}>
              <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
                <BlockStack>
                  <Text as="span">
                    <Words moment={moment} currency={currency} />
                  </Text>
                  {moment.items ? (
                    <Text as="span" variant="bodySm" tone="subdued">
                      {moment.items}
                    </Text>
                  ) : null}
                </BlockStack>
                <Text as="span" variant="bodySm" tone="subdued">
                  <time dateTime={moment.at}>{formatInstant(moment.at, timeZone)}</time>
                </Text>
              </div>
            </li>
          ))}
        </ol>
        <KeyPages next={next} label="Pages of the timeline" />
      </BlockStack>
    </Card>
  );
}

function Words({ moment, currency }: { moment: Moment; currency: string }) {
  const order = moment.name ? `order ${moment.name}` : "an order";
  const amount = moment.amountMinor === null ? "" : formatMoney(moment.amountMinor, currency);
  switch (moment.kind) {
    case "order":
      return <>{`Placed ${order} for ${amount}`}</>;
    case "cancelled":
      return <>{`Cancelled ${order}`}</>;
    case "refund":
      return <>{`Refunded ${amount} of ${order}`}</>;
    case "entered":
    case "left":
      return (
        <>
          {moment.kind === "entered" ? "Joined " : "Left "}
          <Link url={`/app/segments/${moment.segmentId}`}>{moment.name ?? "a segment"}</Link>
          {moment.cause ? ` (${causeWords(moment.cause)})` : ""}
        </>
      );
    default:
      return moment.kind satisfies never;
  }
}

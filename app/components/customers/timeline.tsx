// Their life with the shop, newest first; all of it, or what was chosen.
import { useNavigate, useSearchParams } from "@remix-run/react";
import { BlockStack, Card, InlineStack, Link, Select, Text } from "@shopify/polaris";
import { formatMoney } from "#app/lib/money.ts";
import type { EventKind } from "#app/customers/event-kind.ts";
import { formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { causeWords } from "../segments/cause-words.ts";
import { eventMoment, shownChoices, textMoment, type ToldMoment } from "./event-moment.ts";

export type Moment = {
  at: string;
  kind: "order" | "cancelled" | "refund" | "event" | "text" | "entered" | "left";
  key: string;
  name: string | null;
  amountMinor: number | null;
  segmentId: number | null;
  cause: string | null;
  items: string | null;
  told: ToldMoment | null;
};

export type TimelineView = { moments: Moment[]; next: string | null; kinds: EventKind[]; shown: string | null };
type Props = { timeline: TimelineView; currency: string; timeZone: string };

export function Timeline({ timeline: { moments, next, kinds, shown }, currency, timeZone }: Props) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const show = (value: string) => {
    const narrowed = new URLSearchParams(search);
    narrowed.delete("after");
    if (value === "") narrowed.delete("show");
    else narrowed.set("show", value);
    void navigate(`?${narrowed}`, { preventScrollReset: true });
  };
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Timeline
          </Text>
          <Select label="Show" labelInline options={shownChoices(kinds)} value={shown ?? ""} onChange={show} />
        </InlineStack>
        {moments.length === 0 ? (
          <Text as="p" tone="subdued">
            {shown === null ? "Nothing has happened yet." : "Nothing of this kind."}
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
                  <Below moment={moment} currency={currency} />
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

const toldWords = ({ told, name, amountMinor }: Moment, currency: string) => (told === null ? null : eventMoment(told, name, { minor: amountMinor, currency }));

function Below({ moment, currency }: { moment: Moment; currency: string }) {
  const text = moment.items ?? toldWords(moment, currency)?.below;
  if (!text) return null;
  return (
    <Text as="span" variant="bodySm" tone="subdued" breakWord>
      {text}
    </Text>
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
    case "event":
      return <span style={{ overflowWrap: "anywhere" }}>{toldWords(moment, currency)?.said}</span>;
    case "text":
      return moment.cause ? <Link url={`/app/compliance/decisions/${moment.cause}`}>{textMoment(moment.name)}</Link> : <>{textMoment(moment.name)}</>;
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

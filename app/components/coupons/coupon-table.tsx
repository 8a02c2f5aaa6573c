// Every coupon: what it takes off, how many have a code of it, and how many used theirs.
import { Badge, BlockStack, Button, ButtonGroup, Card, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import { formatCount, formatPlural } from "../format.ts";
import { type CouponLine, lastDay, stateWords, takesOff } from "./coupon-words.ts";

type Props = { coupons: CouponLine[]; currency: string; timeZone: string; onEnd: (coupon: CouponLine) => void };

export function CouponTable({ coupons, currency, timeZone, onEnd }: Props) {
  return (
    <Card padding="0">
      <div className="segue-wide">
        <IndexTable
          resourceName={{ singular: "coupon", plural: "coupons" }}
          itemCount={coupons.length}
          selectable={false}
          headings={[{ title: "Coupon" }, { title: "Gives" }, { title: "Last day" }, { title: "Codes given out", alignment: "end" }, { title: "Used", alignment: "end" }, { title: "Actions", hidden: true }]}
        >
          {coupons.map((coupon, position) => (
            <IndexTable.Row id={String(coupon.couponId)} key={coupon.couponId} position={position}>
              <IndexTable.Cell>
                <Name coupon={coupon} />
              </IndexTable.Cell>
              <IndexTable.Cell>{takesOff(coupon.settings, currency)}</IndexTable.Cell>
              <IndexTable.Cell>{lastDay(coupon.settings, timeZone) ?? "No last day"}</IndexTable.Cell>
              <IndexTable.Cell>
                <Figure count={coupon.codes} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <Figure count={coupon.used} />
              </IndexTable.Cell>
              <IndexTable.Cell>
                <InlineStack align="end">
                  <Acts coupon={coupon} onEnd={onEnd} />
                </InlineStack>
              </IndexTable.Cell>
            </IndexTable.Row>
          ))}
        </IndexTable>
      </div>
      <div className="segue-phone">
        <ul aria-label="Coupons" style={{ margin: 0, padding: 0, listStyle: "none" }}>
          {coupons.map((coupon) => (
            <li key={coupon.couponId} style={{ padding: "var(--p-space-400)", borderBlockEnd: "var(--p-border-width-025) solid var(--p-color-border-secondary)" }}>
              <BlockStack gap="200">
                <Name coupon={coupon} />
                <Text as="p">{[takesOff(coupon.settings, currency), lastDay(coupon.settings, timeZone)].filter(Boolean).join(", until ")}</Text>
                <Text as="p" tone="subdued">
                  {`${formatPlural(coupon.codes, "code")} given out, ${formatCount(coupon.used)} used`}
                </Text>
                <InlineStack>
                  <Acts coupon={coupon} onEnd={onEnd} />
                </InlineStack>
              </BlockStack>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}

function Figure({ count }: { count: number }) {
  return (
    <Text as="span" alignment="end" numeric>
      {formatCount(count)}
    </Text>
  );
}

function Name({ coupon }: { coupon: CouponLine }) {
  const { words, tone } = stateWords(coupon);
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Text as="span" fontWeight="semibold">
          {coupon.name}
        </Text>
        <Badge {...(tone === undefined ? {} : { tone })}>{words}</Badge>
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">{`Codes begin with ${coupon.settings.word}`}</Text>
      {coupon.waiting > 0 ? <Text as="span" variant="bodySm" tone="subdued">{`${formatPlural(coupon.waiting, "code")} being made`}</Text> : null}
      {coupon.problem === null ? null : (
        <div style={{ maxWidth: "28rem", whiteSpace: "normal" }}>
          <Text as="span" variant="bodySm" tone="critical">
            {coupon.state === "refused" ? coupon.problem : `Shopify did not answer as it should: ${coupon.problem}`}
          </Text>
        </div>
      )}
      {coupon.refused > 0 && coupon.state !== "refused" ? <Text as="span" variant="bodySm" tone="critical">{`Shopify refused ${formatPlural(coupon.refused, "code")}; these people get no text with one.`}</Text> : null}
    </BlockStack>
  );
}

function Acts({ coupon, onEnd }: { coupon: CouponLine; onEnd: (coupon: CouponLine) => void }) {
  const fetcher = useFetcher<{ problems: Problem[] }>();
  const { couponId, name, state } = coupon;
  if (state === "ended" || state === "ending") return null;
  const again = () => fetcher.submit(null, { method: "POST", action: `/app/coupons/${couponId}/on` });
  return (
    <ButtonGroup noWrap>
      {state === "refused" ? (
        <Button size="slim" onClick={again} loading={fetcher.state !== "idle"} accessibilityLabel={`Try ${name} again`}>
          Try again
        </Button>
      ) : null}
      <Button size="slim" onClick={() => onEnd(coupon)} accessibilityLabel={`End ${name}`}>
        End
      </Button>
    </ButtonGroup>
  );
}

// Who is always in this segment, or always out, whatever its question says, and why.
import { Badge, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { customerName } from "../customers/customer-name.ts";
import { formatDay, formatPlural } from "../format.ts";
import { PinModal } from "./pin-modal.tsx";

export type PinLine = { customerId: string; firstName: string | null; lastName: string | null; email: string | null; side: "in" | "out"; reason: string; at: string };

/** The newest; all of them stand behind a button. */
const SHOWN_MAX = 5;

export function PinsCard({ address, pins, timeZone }: { address: string; pins: PinLine[]; timeZone: string }) {
  const [isPinning, setPinning] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? pins : pins.slice(0, SHOWN_MAX);
  const [inside, outside] = [pins.filter(({ side }) => side === "in").length, pins.filter(({ side }) => side === "out").length];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Pinned people
        </Text>
        <Text as="p" tone="subdued">
          {pins.length === 0 ? "Nobody. Pin somebody, and they are always in this segment, or always out." : `${formatPlural(inside, "person", "people")} always in, ${outside} always out, whatever the conditions say.`}
        </Text>
        {shown.map((pin) => (
          <PinRow key={pin.customerId} pin={pin} address={address} timeZone={timeZone} />
        ))}
        <InlineStack gap="200">
          <Button onClick={() => setPinning(true)}>Pin somebody</Button>
          {pins.length > shown.length ? <Button variant="plain" onClick={() => setShowsAll(true)}>{`Show all ${pins.length}`}</Button> : null}
        </InlineStack>
      </BlockStack>
      {isPinning ? <PinModal address={address} onClose={() => setPinning(false)} /> : null}
    </Card>
  );
}

function PinRow({ pin, address, timeZone }: { pin: PinLine; address: string; timeZone: string }) {
  const fetcher = useFetcher();
  const name = customerName(pin);
  return (
    <BlockStack gap="050">
      <InlineStack gap="200" blockAlign="center">
        <Link url={`/app/customers/${pin.customerId}`} monochrome>
          {name}
        </Link>
        <Badge tone={pin.side === "in" ? "success" : "attention"}>{pin.side === "in" ? "Always in" : "Always out"}</Badge>
      </InlineStack>
      <div style={{ overflowWrap: "anywhere" }}>
        <Text as="p" variant="bodySm" tone="subdued">
          {`“${pin.reason}”, ${formatDay(pin.at, timeZone)}`}
        </Text>
      </div>
      <InlineStack>
        <Button variant="plain" accessibilityLabel={`Unpin ${name}`} loading={fetcher.state !== "idle"} onClick={() => fetcher.submit({ customer: pin.customerId }, { method: "DELETE", action: `${address}/pins`, encType: "application/json" })}>
          Unpin
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

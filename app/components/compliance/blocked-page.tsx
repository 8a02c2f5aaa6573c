// Numbers that never get a text: blocked by hand, after a complaint, or known to sue.
import { BlockStack, Box, Button, Card, Divider, Link, Page, Text, TextField } from "@shopify/polaris";
import { TitleBar, useAppBridge } from "@shopify/app-bridge-react";
import { Fragment, useState } from "react";
import { customerName } from "../customers/customer-name.ts";
import { formatInstant } from "../format.ts";
import { KeyPages } from "../key-pages.tsx";
import { problemAt } from "../problems-of.ts";
import { useAnswered } from "../use-answered.ts";
import { BLOCKED_ADDRESS, BlockModal } from "./block-card.tsx";

type BlockedView = { number: string; by: string; at: string; note: string | null; customerId: string | null; firstName: string | null; lastName: string | null; email: string | null };
type Props = { blocked: BlockedView[]; next: string | null; timeZone: string };

const BY: Record<string, string> = { merchant: "Blocked by hand", complaint: "After a complaint", litigator: "Known to sue over texts" };

export function BlockedPage({ blocked, next, timeZone }: Props) {
  const [lifting, setLifting] = useState<string | null>(null);
  return (
    <Page title="Blocked numbers" subtitle="They get no text of any kind" backAction={{ content: "Compliance", url: "/app/compliance" }}>
      <TitleBar title="Blocked numbers" />
      <BlockStack gap="400">
        <BlockForm />
        <Card padding="0">
          {blocked.length === 0 ? (
            <Box padding="600">
              <BlockStack gap="200">
                <Text as="h2" variant="headingMd" alignment="center">
                  Nobody is blocked
                </Text>
                <Text as="p" tone="subdued" alignment="center">
                  Whoever writes STOP needs no block: that holds by itself. Block a number after a complaint, or when somebody asks you in another way.
                </Text>
              </BlockStack>
            </Box>
          ) : null}
          {blocked.map((line, i) => (
            <Fragment key={line.number}>
              {i > 0 ? <Divider /> : null}
              <Box paddingInline="400" paddingBlock="300">
                <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) auto", gap: "var(--p-space-300)", alignItems: "start" }}>
                  <BlockStack gap="050">
                    <Text as="h2" variant="bodyMd" fontWeight="semibold">
                      {line.customerId === null ? `Number ${line.number.slice(0, 8)}…` : <Link url={`/app/customers/${line.customerId}`}>{customerName({ ...line, customerId: line.customerId })}</Link>}
                    </Text>
                    <Text as="p" tone="subdued" variant="bodySm">{`${BY[line.by] ?? line.by}, ${formatInstant(line.at, timeZone)}`}</Text>
                    <Text as="p" breakWord>
                      {line.note ?? "No reason was kept."}
                    </Text>
                  </BlockStack>
                  <Button onClick={() => setLifting(line.number)} accessibilityLabel={`Lift the block of number ${line.number.slice(0, 8)}`}>
                    Lift
                  </Button>
                </div>
              </Box>
            </Fragment>
          ))}
        </Card>
        <KeyPages next={next} label="Pages of blocked numbers" />
      </BlockStack>
      {lifting === null ? null : <BlockModal who={{ number: lifting }} isBlocked onClose={() => setLifting(null)} />}
    </Page>
  );
}

function BlockForm() {
  const shopify = useAppBridge();
  const [phone, setPhone] = useState("");
  const [reason, setReason] = useState("");
  const { submit, isBusy, problems } = useAnswered(() => {
    shopify.toast.show("Number blocked");
    setPhone("");
    setReason("");
  });
  return (
    <Card>
      <form onSubmit={(event) => (event.preventDefault(), submit({ phone, reason }, { method: "POST", action: BLOCKED_ADDRESS, encType: "application/json" }))}>
        <BlockStack gap="300">
          <TextField label="Phone number" type="tel" value={phone} onChange={setPhone} autoComplete="off" placeholder="+1 305 555 0142" error={problemAt(problems, ["phone"])} />
          <TextField label="Reason" value={reason} onChange={setReason} autoComplete="off" maxLength={500} helpText="It stands in the ledger, for whoever asks later." error={problemAt(problems, ["reason"])} />
          <div>
            <Button submit loading={isBusy} disabled={phone.trim() === ""}>
              Block
            </Button>
          </div>
        </BlockStack>
      </form>
    </Card>
  );
}

// The consent ledger: one number is looked up at a time, because everything in it is about a number.
import { BlockStack, Button, Card, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Problem } from "#app/lib/problem.ts";
import { problemAt } from "../problems-of.ts";
import { LedgerFound } from "./ledger-found.tsx";
import type { LedgerView } from "./ledger-view.ts";

type Answer = { ledger: LedgerView } | { problems: Problem[] };
/** `customer`: whose ledger the address asks for; `ledger` is null where they have no number. */
type Props = { customer: { customerId: string; name: string } | null; ledger: LedgerView | null; timeZone: string; today: string };

export function LedgerPage({ customer, ledger, timeZone, today }: Props) {
  const fetcher = useFetcher<Answer>();
  const [phone, setPhone] = useState("");
  const [found, setFound] = useState<string | null>(null);
  const isBusy = fetcher.state !== "idle";
  const answer = fetcher.data;
  const problems = answer && "problems" in answer && !isBusy ? answer.problems : [];
  const look = () => {
    setFound(phone);
    // In a body, never in an address: addresses are logged and kept in histories.
    fetcher.submit({ phone }, { method: "POST", encType: "application/json" });
  };
  const shown = answer && "ledger" in answer ? answer.ledger : ledger;
  const who = answer && "ledger" in answer ? { phone: found ?? "" } : { customer: customer?.customerId ?? "" };
  return (
    <Page title="Consent ledger" subtitle="What was said about texting a number, in the order it came" backAction={customer ? { content: customer.name, url: `/app/customers/${customer.customerId}` } : { content: "Compliance", url: "/app/compliance" }}>
      <TitleBar title="Consent ledger" />
      <BlockStack gap="400">
        <Card>
          <form onSubmit={(event) => (event.preventDefault(), look())}>
            <BlockStack gap="200">
              <TextField
                label="Phone number"
                type="tel"
                value={phone}
                onChange={setPhone}
                autoComplete="off"
                placeholder="+1 305 555 0142"
                helpText="Numbers are kept as a fingerprint only. What you type is used to find the right one and is not kept."
                error={problemAt(problems, ["phone"])}
                connectedRight={
                  <Button submit loading={isBusy} disabled={phone.trim() === ""}>
                    Look up
                  </Button>
                }
              />
            </BlockStack>
          </form>
        </Card>
        {shown ? (
          <LedgerFound ledger={shown} who={who} timeZone={timeZone} today={today} onChanged={answer && "ledger" in answer ? look : undefined} />
        ) : (
          <Card>
            <InlineStack align="center">
              <Text as="p" tone="subdued">
                {customer ? `${customer.name} has no phone number.` : "Look up a number, or open the ledger from a customer’s page."}
              </Text>
            </InlineStack>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}

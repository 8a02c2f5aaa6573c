// Decides again from what is kept, and says whether the answer is the same.
import { Banner, BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { type Reason, reasonOf } from "#app/messages/gate/reasons.ts";
import { formatInstant } from "../format.ts";

export type Replayed = { same: true } | { same: false; reason: Reason; until: string | null } | { same: null; because: "otherRules" | "otherZones" | "otherSettings" };

type Props = { address: string; rulesVersion: string; tzVersion: string; timeZone: string };

export function ReplayCard({ address, rulesVersion, tzVersion, timeZone }: Props) {
  const fetcher = useFetcher<Replayed>();
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Decide again
        </Text>
        <Text as="p" tone="subdued">
          {`From what is kept alone, as of that instant: the person, the text, what was sent before, the rules ${rulesVersion} and the time zones ${tzVersion}.`}
        </Text>
        <InlineStack>
          <Button onClick={() => fetcher.submit(null, { method: "POST", action: address })} loading={fetcher.state !== "idle"}>
            Decide again
          </Button>
        </InlineStack>
        <div role="status">{answer ? <Answered answer={answer} timeZone={timeZone} /> : null}</div>
      </BlockStack>
    </Card>
  );
}

function Answered({ answer, timeZone }: { answer: Replayed; timeZone: string }) {
  if (answer.same === true) {
    return (
      <Banner tone="success" title="The same decision">
        <p>From its record alone the gate comes to the same answer, for the same reason and by the same rules.</p>
      </Banner>
    );
  }
  if (answer.same === null) {
    return (
      <Banner tone="info" title="It cannot be decided again here">
        <p>{OTHER[answer.because]}</p>
      </Banner>
    );
  }
  return (
    <Banner tone="critical" title="Another decision">
      <p>{`It would now be: ${reasonOf(answer.reason).says}${answer.until ? ` Until ${formatInstant(answer.until, timeZone)}.` : ""} This must not happen; tell us the number of this decision.`}</p>
    </Banner>
  );
}

const OTHER = {
  otherRules: "The rules have changed since. It can be decided again by the version of Segue that held its rules; nothing is claimed under others.",
  otherZones: "The time-zone data has changed since. It can be decided again with the data of then; nothing is claimed under other clocks.",
  otherSettings: "The texting settings of then are not there any more.",
};

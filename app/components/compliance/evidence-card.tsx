// Everything about one number and one period as a file: for reading, or for a machine that checks the chain.
import { BlockStack, Button, Card, InlineError, InlineGrid, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { saveFile } from "../save-file.ts";
import type { Who } from "./ledger-found.tsx";

const ADDRESS = "/app/compliance/ledger/evidence";

export function EvidenceCard({ who, today }: { who: Who; today: string }) {
  const [from, setFrom] = useState("");
  const [to, setTo] = useState(today);
  const [state, setState] = useState<"idle" | "text" | "json" | "failed">("idle");
  const isTurned = from !== "" && to !== "" && from > to;
  async function download(format: "text" | "json") {
    setState(format);
    const body = JSON.stringify({ ...who, from: from || null, to: to || null, format });
    const answer = await fetch(ADDRESS, { method: "POST", body, headers: { "content-type": "application/json" } }).catch(() => null);
    if (!answer?.ok) return setState("failed");
    saveFile(`consent-evidence-${to || today}.${format === "json" ? "json" : "txt"}`, await answer.blob());
    setState("idle");
  }
  return (
    <Card>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Evidence
          </Text>
          <Text as="p" tone="subdued">
            Every line with its exact wording, what it adds up to, the texts and decisions of the period, and the chain, verified.
          </Text>
        </BlockStack>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextField label="From" type="date" value={from} onChange={setFrom} autoComplete="off" helpText="Empty: from the beginning" error={isTurned && "This is after the end."} />
          <TextField label="To" type="date" value={to} onChange={setTo} autoComplete="off" helpText="The whole of that day" />
        </InlineGrid>
        <InlineStack gap="200">
          <Button onClick={() => void download("text")} loading={state === "text"} disabled={isTurned}>
            Download for reading
          </Button>
          <Button onClick={() => void download("json")} loading={state === "json"} disabled={isTurned}>
            Download as JSON
          </Button>
        </InlineStack>
        {state === "failed" ? <InlineError message="The file could not be made. Try again." fieldID="evidence" /> : null}
      </BlockStack>
    </Card>
  );
}

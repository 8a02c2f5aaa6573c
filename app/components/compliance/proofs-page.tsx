// Adds proofs of people who agreed elsewhere: choose a file, say what its columns are, read what came of it.
import { Banner, BlockStack, Card, DropZone, InlineError, Link, List, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { ProofsMapping } from "./proofs-mapping.tsx";
import { ProofsResult } from "./proofs-result.tsx";
import type { ImportView, LookView, ProofColumnsView } from "./proofs-words.ts";

type Answer = ImportView | LookView | { problem: string };

/** A request holds no more; some thirty thousand rows. */
const FILE_BYTES_MAX = 5_000_000;

export function ProofsPage() {
  const fetcher = useFetcher<Answer>();
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const isBusy = fetcher.state !== "idle";
  const answer = isBusy ? undefined : fetcher.data;
  const send = (csv: string, columns: ProofColumnsView | null) => fetcher.submit({ csv, columns }, { method: "POST", encType: "application/json" });
  async function choose(chosen: File | undefined) {
    if (!chosen) return;
    setTooLarge(chosen.size > FILE_BYTES_MAX);
    if (chosen.size > FILE_BYTES_MAX) return;
    const csv = await chosen.text();
    setFile({ name: chosen.name, csv });
    send(csv, null);
  }
  return (
    <Page title="Proofs of consent" subtitle="People who agreed to your texts elsewhere" backAction={{ content: "Compliance", url: "/app/compliance" }}>
      <TitleBar title="Proofs of consent" />
      <BlockStack gap="400">
        {answer && "problem" in answer ? (
          <Banner tone="critical" title="Nothing was added">
            <p>{answer.problem}</p>
          </Banner>
        ) : null}
        {answer && "added" in answer ? <ProofsResult result={answer} /> : null}
        {file && answer && "guess" in answer ? <ProofsMapping key={file.name} fileName={file.name} look={answer} isBusy={isBusy} onRead={(columns) => send(file.csv, columns)} /> : <Choose isBusy={isBusy} tooLarge={tooLarge} onChoose={(chosen) => void choose(chosen)} />}
      </BlockStack>
    </Page>
  );
}

function Choose({ isBusy, tooLarge, onChoose }: { isBusy: boolean; tooLarge: boolean; onChoose: (file: File | undefined) => void }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">One person a line, with a first line that names the columns. Needed: the phone number and when they agreed. What makes it a written proof: the words they agreed to.</Text>
        <DropZone label="CSV file" type="file" accept=".csv,.tsv,.txt,text/csv" allowMultiple={false} disabled={isBusy} onDrop={(_, accepted) => onChoose(accepted[0])}>
          <DropZone.FileUpload actionTitle={isBusy ? "Reading…" : "Choose a file"} actionHint="or drop it here" />
        </DropZone>
        {tooLarge ? <InlineError message={`The file is larger than ${FILE_BYTES_MAX / 1_000_000} MB. Split it, and add one part after the other.`} fieldID="proofs" /> : null}
        <Text as="h2" variant="headingSm">
          What happens with them
        </Text>
        <List>
          <List.Item>Each row becomes a line of the consent ledger, with its wording and where it was said.</List.Item>
          <List.Item>Whoever said no, or wrote STOP, stays opted out: a list takes nothing back.</List.Item>
          <List.Item>The same file twice adds nothing twice. Rows that prove nothing are refused, each with its line and why.</List.Item>
        </List>
        <Text as="p" tone="subdued">
          Look at a person’s lines in the <Link url="/app/compliance/ledger">consent ledger</Link>.
        </Text>
      </BlockStack>
    </Card>
  );
}

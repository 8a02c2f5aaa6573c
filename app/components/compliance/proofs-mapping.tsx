// What each column of the file says: guessed by its name, decided by the merchant.
import { BlockStack, Button, Card, InlineGrid, InlineStack, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { COLUMN_WORDS, type LookView, mappingProblem, type ProofColumnsView } from "./proofs-words.ts";

type Props = { fileName: string; look: LookView; isBusy: boolean; onRead: (columns: ProofColumnsView) => void };

const NONE = "";
const SAMPLE_CHARS_MAX = 60;

export function ProofsMapping({ fileName, look: { layout, guess, preview }, isBusy, onRead }: Props) {
  const [columns, setColumns] = useState<ProofColumnsView>(guess);
  const [isSent, setSent] = useState(false);
  const problem = isSent ? mappingProblem(columns) : null;
  const options = [{ value: NONE, label: "Not in this file" }, ...layout.columns.map((name, i) => ({ value: String(i), label: name }))];
  function choose(key: string, value: string) {
    const { [key]: _, ...others } = columns;
    setColumns(value === NONE ? others : { ...others, [key]: Number(value) });
  }
  function read() {
    setSent(true);
    if (mappingProblem(columns) === null) onRead(columns);
  }
  const sample = (key: string): string | undefined => {
    const column = columns[key];
    const text = column === undefined ? undefined : preview[0]?.[column];
    return text ? `First row: ${text.length > SAMPLE_CHARS_MAX ? `${text.slice(0, SAMPLE_CHARS_MAX)}…` : text}` : undefined;
  };
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="p">{`Say what the columns of “${fileName}” are.`}</Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          {COLUMN_WORDS.map(({ key, label, help, isNeeded }) => (
            <Select
              key={key}
              label={label}
              requiredIndicator={isNeeded === true}
              options={options}
              value={columns[key] === undefined ? NONE : String(columns[key])}
              onChange={(value) => choose(key, value)}
              helpText={sample(key) ?? help}
              error={problem?.key === key && problem.message}
            />
          ))}
        </InlineGrid>
        <InlineStack>
          <Button variant="primary" onClick={read} loading={isBusy}>
            Add the proofs
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

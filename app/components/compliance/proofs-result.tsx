// What came of a file of proofs: how many were added, and each refused row with its line.
import { BlockStack, Card, List, Text } from "@shopify/polaris";
import { formatCount } from "../format.ts";
import { type ImportView, resultLines } from "./proofs-words.ts";

const SHOWN_MAX = 100;

export function ProofsResult({ result }: { result: ImportView }) {
  const shown = result.refused.slice(0, SHOWN_MAX);
  const more = result.refusedCount - shown.length;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What came of it
        </Text>
        <List>
          {resultLines(result).map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        {shown.length > 0 ? (
          <BlockStack gap="200">
            <Text as="h3" variant="headingSm">
              Rows that were refused
            </Text>
            <List>
              {shown.map(({ line, reason }) => (
                <List.Item key={line}>{`Line ${formatCount(line)}: ${reason}`}</List.Item>
              ))}
            </List>
            {more > 0 ? <Text as="p" tone="subdued">{`And ${formatCount(more)} more. Mend these and read the file again: what was added is not added twice.`}</Text> : null}
          </BlockStack>
        ) : null}
      </BlockStack>
    </Card>
  );
}

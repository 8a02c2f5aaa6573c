// One template: what it asks, how many it finds here, and the two ways to use it. Or what is missing.
import { Badge, BlockStack, Box, Button, ButtonGroup, InlineError, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import type { GalleryLine } from "#app/segments/gallery.ts";
import { formatPeople } from "../format.ts";
import type { TemplateCount } from "./use-template-counts.ts";

type Props = { template: GalleryLine; count: TemplateCount | undefined };

export function TemplateCard({ template, count }: Props) {
  const using = useFetcher<{ problems: Problem[] }>();
  const { key, name, sentence, meaning, lacks, isWritten } = template;
  const isHere = lacks.length === 0;
  return (
    <Box paddingInline="400" paddingBlock="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <div className="segue-template">
        <BlockStack gap="100">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            {isHere ? null : <Badge>Not in your data yet</Badge>}
          </InlineStack>
          {sentence === "" ? null : (
            <Text as="p" variant="bodySm" tone="subdued">
              {sentence}
            </Text>
          )}
          {meaning === "" ? null : (
            <Text as="p" variant="bodySm" tone="subdued">
              {meaning}
            </Text>
          )}
          {lacks.map((why) => (
            <Text as="p" variant="bodySm" key={why}>
              {why}
            </Text>
          ))}
          {(using.data?.problems ?? []).map(({ message }) => (
            <InlineError key={message} message={message} fieldID={key} />
          ))}
        </BlockStack>
        <div className="segue-template-count">{isHere ? <Count count={count} /> : null}</div>
        <ButtonGroup>
          {isHere ? (
            <Button onClick={() => using.submit(null, { method: "POST", action: `/app/segments/templates/${key}` })} loading={using.state !== "idle"} accessibilityLabel={`Use ${name}`}>
              Use
            </Button>
          ) : null}
          {isWritten ? (
            <Button variant="tertiary" url={`/app/segments/new?template=${key}`} accessibilityLabel={`Change ${name}`}>
              Change
            </Button>
          ) : null}
        </ButtonGroup>
      </div>
    </Box>
  );
}

function Count({ count }: { count: TemplateCount | undefined }) {
  if (count === "counting") return <Spinner size="small" accessibilityLabel="Counting" />;
  const words = count === undefined ? "–" : count === "slow" ? "Takes long to count" : count === "failed" ? "Not counted" : formatPeople(count);
  return (
    <Text as="span" numeric tone="subdued">
      {words}
    </Text>
  );
}

// One flow to begin with: what it is good for, what starts it, its steps at a glance, what this shop lacks, and a click to use it.
import { Badge, BlockStack, Box, Button, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { Problem } from "#app/lib/problem.ts";
import type { TemplateLine as Template } from "#app/flows/flow/views.ts";
import { formatPlural } from "../format.ts";
import { StepRow } from "./step-row.tsx";

export function TemplateLine({ template }: { template: Template }) {
  const using = useFetcher<{ problems: Problem[] }>();
  const { key, name, meaning, starts, steps, texts, lacks, why } = template;
  return (
    <Box padding="400" borderBlockStartWidth="025" borderColor="border-secondary">
      <div className="segue-flow-template">
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center">
            <Text as="h3" variant="headingSm">
              {name}
            </Text>
            <Text as="span" variant="bodySm" tone="subdued">
              {formatPlural(texts, "text")}
            </Text>
            {lacks.length > 0 ? <Badge>Not in your data yet</Badge> : null}
          </InlineStack>
          <Text as="p">{meaning}</Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {starts}
          </Text>
          <StepRow name={name} steps={steps} />
          {[...lacks, ...(why === null ? [] : [why])].map((said) => (
            <Text as="p" variant="bodySm" key={said}>
              {said}
            </Text>
          ))}
          {(using.data?.problems ?? []).map(({ message }) => (
            <InlineError key={message} message={message} fieldID={key} />
          ))}
        </BlockStack>
        <Button onClick={() => using.submit({ seed: key }, { method: "POST", action: "/app/flows/new", encType: "application/json" })} loading={using.state !== "idle"} accessibilityLabel={`Use ${name}`}>
          Use
        </Button>
      </div>
    </Box>
  );
}

// No flow yet: what one is good for, and three to begin with.
import { BlockStack, Box, Card, Text } from "@shopify/polaris";
import type { TemplateLine as Template } from "#app/flows/flow/views.ts";
import { TemplateLine } from "./template-line.tsx";

export function NoFlows({ templates }: { templates: Template[] }) {
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200">
          <Text as="h2" variant="headingMd">
            Texts that go at the right moment, by themselves
          </Text>
          <Text as="p">
            A flow starts when something happens: an order, a checkout left alone, somebody entering a segment. It waits, looks at who they are, and texts them, for as long as it makes sense. Before it goes live you see what it would have done over your last 90 days.
          </Text>
        </BlockStack>
      </Box>
      {templates.map((template) => (
        <TemplateLine key={template.key} template={template} />
      ))}
    </Card>
  );
}

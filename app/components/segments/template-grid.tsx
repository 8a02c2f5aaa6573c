// The templates by group. Their counts come after the page: each costs a question to the database.
import { BlockStack, Card, InlineGrid, InlineStack, Link, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { formatPeople } from "../format.ts";

export type TemplateLine = { key: string; name: string; group: string };
export type TemplateCount = { key: string; count: number; sentence: string };

export function TemplateGrid({ templates }: { templates: TemplateLine[] }) {
  const counting = useFetcher<{ counts: TemplateCount[] }>();
  const { load } = counting;
  useEffect(() => load("/app/segments/templates/counts"), [load]);
  const counts = new Map(counting.data?.counts.map((count) => [count.key, count]));
  const groups = [...new Set(templates.map(({ group }) => group))];
  return (
    <BlockStack gap="600">
      {groups.map((group) => (
        <BlockStack gap="300" key={group}>
          <Text as="h2" variant="headingMd">
            {group}
          </Text>
          <InlineGrid columns={{ xs: 1, sm: 2, lg: 3 }} gap="400">
            {templates
              .filter((template) => template.group === group)
              .map((template) => (
                <Template key={template.key} template={template} count={counts.get(template.key)} />
              ))}
          </InlineGrid>
        </BlockStack>
      ))}
    </BlockStack>
  );
}

function Template({ template, count }: { template: TemplateLine; count: TemplateCount | undefined }) {
  return (
    <Card>
      <div style={{ minHeight: "4.5rem" }}>
        <BlockStack gap="100">
          <InlineStack align="space-between" gap="200" wrap={false}>
            <Text as="h3" variant="headingSm">
              <Link url={`/app/segments/new?template=${template.key}`} removeUnderline>
                {template.name}
              </Link>
            </Text>
            <Text as="span" numeric tone="subdued">
              {count ? formatPeople(count.count) : "–"}
            </Text>
          </InlineStack>
          <Text as="p" variant="bodySm" tone="subdued">
            {count?.sentence ?? ""}
          </Text>
        </BlockStack>
      </div>
    </Card>
  );
}

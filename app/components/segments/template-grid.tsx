// The templates by group. Their counts come after the page, one after the other: each costs a question
// to the database.
import { BlockStack, Box, Card, Link, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { formatPeople } from "../format.ts";

export type TemplateLine = { key: string; name: string; group: string; sentence: string };

export function TemplateGrid({ templates }: { templates: TemplateLine[] }) {
  const counts = useCounts(templates);
  const groups = [...new Set(templates.map(({ group }) => group))];
  return (
    <BlockStack gap="400">
      {groups.map((group) => (
        <Card key={group} padding="0">
          <Box padding="400" paddingBlockEnd="200">
            <Text as="h2" variant="headingMd">
              {group}
            </Text>
          </Box>
          {templates
            .filter((template) => template.group === group)
            .map((template) => (
              <Template key={template.key} template={template} count={counts.get(template.key)} />
            ))}
        </Card>
      ))}
    </BlockStack>
  );
}

function Template({ template, count }: { template: TemplateLine; count: number | undefined }) {
  return (
    <Box paddingInline="400" paddingBlock="300" borderBlockStartWidth="025" borderColor="border-secondary">
      <div style={{ display: "grid", gridTemplateColumns: "minmax(0, 1fr) 7rem", gap: "var(--p-space-300)" }}>
        <BlockStack gap="050">
          <Text as="h3" variant="headingSm">
            <Link url={`/app/segments/new?template=${template.key}`} removeUnderline>
              {template.name}
            </Link>
          </Text>
          <Text as="p" variant="bodySm" tone="subdued">
            {template.sentence}
          </Text>
        </BlockStack>
        <Text as="span" numeric alignment="end" tone="subdued">
          {count === undefined ? "–" : formatPeople(count)}
        </Text>
      </div>
    </Box>
  );
}

function useCounts(templates: TemplateLine[]): Map<string, number> {
  const [counts, setCounts] = useState(new Map<string, number>());
  useEffect(() => {
    const leaving = new AbortController();
    void countAll(
      templates.map(({ key }) => key),
      leaving.signal,
      (key, count) => setCounts((before) => new Map(before).set(key, count)),
    );
    return () => leaving.abort();
  }, [templates]);
  return counts;
}

async function countAll(keys: string[], signal: AbortSignal, tell: (key: string, count: number) => void): Promise<void> {
  for (const key of keys) {
    // Leaving may cut it off at any point; a count that fails is simply not shown.
    const counted = await count(key, signal).catch(() => null);
    if (signal.aborted) return;
    if (counted) tell(key, counted.count);
  }
}

async function count(key: string, signal: AbortSignal): Promise<{ count: number } | null> {
  const answer = await fetch(`/app/segments/templates/${key}`, { signal });
  return answer.ok ? answer.json() : null;
}

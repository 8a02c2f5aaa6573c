// The templates by group, to be searched. What this shop's data cannot answer says what is missing, in
// its place among the others.
import { BlockStack, Box, Card, Text, TextField } from "@shopify/polaris";
import { useMemo, useState } from "react";
import type { GalleryLine } from "#app/segments/gallery.ts";
import { TemplateCard } from "./template-card.tsx";
import { matchingTemplates } from "./template-search.ts";
import { useTemplateCounts } from "./use-template-counts.ts";

export function TemplateGallery({ templates }: { templates: GalleryLine[] }) {
  const [typed, setTyped] = useState("");
  const found = useMemo(() => matchingTemplates(templates, typed), [templates, typed]);
  const counts = useTemplateCounts(found);
  const groups = [...new Set(found.map(({ group }) => group))];
  return (
    <BlockStack gap="400">
      <Card>
        <TextField
          label="Search templates"
          labelHidden
          placeholder="Search by name or by what it asks"
          type="search"
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => setTyped("")}
          maxLength={100}
        />
        <div role="status">
          {groups.length === 0 ? (
            <Box paddingBlockStart="300">
              <Text as="p" tone="subdued">{`No template has “${typed}” in it. Start from nothing to ask your own question.`}</Text>
            </Box>
          ) : null}
        </div>
      </Card>
      {groups.map((group) => (
        <Group key={group} name={group} templates={found.filter((template) => template.group === group)} counts={counts} />
      ))}
    </BlockStack>
  );
}

function Group({ name, templates, counts }: { name: string; templates: GalleryLine[]; counts: ReturnType<typeof useTemplateCounts> }) {
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          {name}
        </Text>
      </Box>
      {templates.map((template) => (
        <TemplateCard key={template.key} template={template} count={counts.get(template.key)} />
      ))}
    </Card>
  );
}

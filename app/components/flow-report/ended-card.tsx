// How runs came to their end.
import { BlockStack, Text } from "@shopify/polaris";
import { ReasonList } from "../campaigns/reason-list.tsx";
import { TitledCard } from "../titled-card.tsx";
import { reasonLines } from "./report-words.ts";
import type { ReportView } from "./view.ts";

export function EndedCard({ report: { ended, exits } }: { report: ReportView["report"] }) {
  if (ended.length === 0) return null;
  const named = exits.map(({ key, count }) => ({ key: `exit ${key}`, count, says: `By the exit “${key}”`, remedy: null }));
  return (
    <TitledCard title="How they left">
      <ReasonList label="How they left" lines={reasonLines(ended)} />
      {named.length > 0 ? (
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            Exits that acted
          </Text>
          <ReasonList label="Exits that acted" lines={named} />
        </BlockStack>
      ) : null}
    </TitledCard>
  );
}

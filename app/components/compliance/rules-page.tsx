// The rules that decide when, how often and where texts may go; what each was read from; and how they meet one person.
import { BlockStack, Page, Text } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import type { KeywordTable } from "#app/consent/keyword-table.ts";
import { InForce, type InForceView } from "./in-force.tsx";
import { KeywordsCard } from "./keywords-card.tsx";
import type { RuleView } from "./rule-view.ts";
import { RulesCard } from "./rules-card.tsx";
import { WhereCard } from "./where-card.tsx";

type Country = { value: string; label: string };
type Props = { rules: RuleView[]; inForce: InForceView; keywords: KeywordTable; countries: Country[]; others: Country[]; timeZone: string };

export function RulesPage({ rules, inForce, keywords, countries, others, timeZone }: Props) {
  return (
    <Page title="Rules" subtitle="When, how often and where promotional texts may go" backAction={{ content: "Compliance", url: "/app/compliance" }}>
      <TitleBar title="Rules" />
      <BlockStack gap="400">
        <InForce inForce={inForce}>
          <Text as="p" tone="subdued">
            Our reading of the law, with its sources; not legal advice. What is marked “Not verified” nobody here read in the statute. Have counsel read the rules before you send, and again each quarter.
          </Text>
        </InForce>
        <WhereCard countries={countries} timeZone={timeZone} />
        <KeywordsCard table={keywords} />
        <RulesCard rules={rules} others={others} />
      </BlockStack>
    </Page>
  );
}

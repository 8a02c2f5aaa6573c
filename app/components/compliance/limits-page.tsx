// Bans and days off that were proclaimed since the rules were written, and how many texts a segment's members get.
import { BlockStack, Page } from "@shopify/polaris";
import { TitleBar } from "@shopify/app-bridge-react";
import { BansCard } from "./bans-card.tsx";
import { DaysOffCard } from "./days-off-card.tsx";
import type { LimitsView } from "./limits-view.ts";
import { PoliciesCard } from "./policies-card.tsx";

export type Choice = { value: string; label: string };
type Props = { limits: LimitsView; places: Choice[]; segments: Choice[]; timeZone: string; today: string };

export function LimitsPage({ limits, places, segments, timeZone, today }: Props) {
  return (
    <Page title="Bans, days off and limits" backAction={{ content: "Compliance", url: "/app/compliance" }}>
      <TitleBar title="Bans, days off and limits" />
      <BlockStack gap="400">
        <BansCard bans={limits.bans} places={places} timeZone={timeZone} today={today} />
        <DaysOffCard daysOff={limits.daysOff} places={places} today={today} />
        <PoliciesCard policies={limits.policies} segments={segments} />
      </BlockStack>
    </Page>
  );
}

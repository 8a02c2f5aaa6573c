// Which rules decide, of which day, by which clocks.
import { Badge, BlockStack, Card, InlineStack, Link, List, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { formatDay } from "../format.ts";

export type InForceView = { profile: "standard" | "strict"; rulesVersion: string; asOf: string; tzVersion: string; settingsVersion: number; isPaused: boolean };

export function InForce({ inForce, children }: { inForce: InForceView; children?: ReactNode }) {
  const { profile, rulesVersion, asOf, tzVersion, settingsVersion } = inForce;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            In force
          </Text>
          <InlineStack gap="100">
            {inForce.isPaused ? <Badge tone="warning">All texting paused</Badge> : null}
            <Badge tone="info">{profile === "strict" ? "Strict profile" : "Standard profile"}</Badge>
          </InlineStack>
        </InlineStack>
        <List>
          <List.Item>{`Rules of ${formatDay(`${asOf}T00:00:00Z`, "UTC")}, version ${rulesVersion}`}</List.Item>
          <List.Item>{`Time-zone data ${tzVersion}`}</List.Item>
          <List.Item>{settingsVersion === 0 ? "Your texting settings are those that Segue begins with" : `Your texting settings, version ${settingsVersion}`}</List.Item>
        </List>
        <Text as="p" tone="subdued">
          {PROFILES[profile]} <Link url="/app/settings/texts">Texting settings</Link>
        </Text>
        {children}
      </BlockStack>
    </Card>
  );
}

const PROFILES = {
  standard: "Standard holds every rule that reaches texts to people who agreed to them, or may reach them. Strict adds the statutes that speak of calls, or of texts nobody asked for: fewer hours, and more days off.",
  strict: "Strict holds every rule of the book, also statutes that speak of calls or of texts nobody asked for. Standard leaves those out.",
};

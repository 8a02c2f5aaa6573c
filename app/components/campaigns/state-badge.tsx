// Where a campaign is.
import { Badge } from "@shopify/polaris";
import type { CampaignState } from "#app/messages/campaigns/campaign.ts";
import { STATE_WORDS } from "./campaign-words.ts";

export function StateBadge({ state, problem }: { state: CampaignState; problem: string | null }) {
  const { label, tone } = STATE_WORDS[state];
  if (state === "paused" && problem) return <Badge tone="critical">Stopped</Badge>;
  return <Badge {...(tone ? { tone } : {})}>{label}</Badge>;
}

// Every campaign: where it is, whom it goes to, when.
import { Card, IndexTable, InlineStack, Link, Text } from "@shopify/polaris";
import type { CampaignState, Schedule } from "#app/messages/campaigns/campaign.ts";
import { formatCount, formatInstant, formatPeople } from "../format.ts";
import { WideOrPhone } from "../wide-or-phone.tsx";
import { scheduleWords } from "./campaign-words.ts";
import { StateBadge } from "./state-badge.tsx";

export type CampaignLine = {
  campaignId: number; name: string; state: CampaignState; problem: string | null; schedule: Schedule; message: string | null; people: number; startsAt: string | null; startedAt: string | null; endedAt: string | null; dryPlanned: number | null;
};

type Props = { campaigns: CampaignLine[]; timeZone: string };

/** Of a draft: by its dry run. */
const peopleOf = ({ state, people, dryPlanned }: CampaignLine): number | null => (state === "draft" || state === "scheduled" ? dryPlanned : people);

export function CampaignList({ campaigns, timeZone }: Props) {
  const rows = campaigns.map((campaign) => {
    const people = peopleOf(campaign);
    return {
      key: String(campaign.campaignId), url: `/app/campaigns/${campaign.campaignId}`, title: campaign.name, detail: whenWords(campaign, timeZone), number: people === null ? "–" : formatPeople(people), numberDetail: campaign.message ?? "",
      more: (
        <InlineStack>
          <StateBadge state={campaign.state} problem={campaign.problem} />
        </InlineStack>
      ),
    };
  });
  return (
    <Card padding="0">
      <WideOrPhone label="Campaigns" rows={rows}>
        <IndexTable
          resourceName={{ singular: "campaign", plural: "campaigns" }}
          itemCount={campaigns.length}
          selectable={false}
          headings={[{ title: "Campaign" }, { title: "Status" }, { title: "Message" }, { title: "When" }, { title: "People", alignment: "end" }]}
        >
          {campaigns.map((campaign, position) => (
            <Row key={campaign.campaignId} campaign={campaign} position={position} timeZone={timeZone} />
          ))}
        </IndexTable>
      </WideOrPhone>
    </Card>
  );
}

function Row({ campaign, position, timeZone }: { campaign: CampaignLine; position: number; timeZone: string }) {
  const { campaignId, name, state, problem, message } = campaign;
  const people = peopleOf(campaign);
  return (
    <IndexTable.Row id={String(campaignId)} position={position}>
      <IndexTable.Cell>
        <Link url={`/app/campaigns/${campaignId}`} removeUnderline monochrome dataPrimaryLink>
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
        </Link>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StateBadge state={state} problem={problem} />
      </IndexTable.Cell>
      <IndexTable.Cell>{message ?? "–"}</IndexTable.Cell>
      <IndexTable.Cell>{whenWords(campaign, timeZone)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="span" alignment="end" numeric>
          {people === null ? "–" : formatCount(people)}
        </Text>
      </IndexTable.Cell>
    </IndexTable.Row>
  );
}

export function whenWords({ state, schedule, startedAt, endedAt }: Pick<CampaignLine, "state" | "schedule" | "startedAt" | "endedAt">, timeZone: string): string {
  switch (state) {
    case "draft": case "scheduled": return scheduleWords(schedule, timeZone);
    case "running": case "paused": return startedAt ? `Since ${formatInstant(startedAt, timeZone)}` : scheduleWords(schedule, timeZone);
    case "done": return endedAt ? `Ended ${formatInstant(endedAt, timeZone)}` : "";
    case "cancelled": return endedAt ? `Canceled ${formatInstant(endedAt, timeZone)}` : "";
    default: return state satisfies never;
  }
}

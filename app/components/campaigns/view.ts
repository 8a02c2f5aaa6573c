// What a campaign's page is given, as it comes over the wire.
import type { CampaignState, Schedule } from "#app/messages/campaigns/campaign.ts";
import type { CampaignReport } from "#app/messages/campaigns/campaign-report.ts";

export type Named = { address: string; name: string };

export type DryView = {
  state: "running" | "done" | "cancelled"; people: number; total: number | null; startedAt: string; doneAt: string | null; isStale: boolean;
  result: {
    people: number; excluded: number; shared: number; planned: number; later: number; skipped: Record<string, number>; halted: Record<string, number>; waiting: Record<string, number>;
    hours: Record<string, [number, number]>; byParts: Record<string, number>; parts: number; micros: number; isEstimate: boolean; worst: { parts: number; because: string } | null;
  };
};

export type CampaignPageView = {
  campaignId: number; name: string; version: number; state: CampaignState; problem: string | null; timeZone: string; currency: string;
  definition: { schedule: Schedule; perHour: number | null; expiresAfterMs: number; topic: string | null };
  include: Named[]; exclude: Named[];
  message: { id: number; name: string; version: number; text: string; topic: string | null } | null;
  startsAt: string | null; startedAt: string | null; endedAt: string | null; people: number; leftOut: { shared: number; noNumber: number; excluded: number }; isFilled: boolean;
  dry: DryView | null;
  now: string;
};

export type SentView = { report: CampaignReport; at: string };

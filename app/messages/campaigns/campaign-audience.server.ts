// Who of a draft's people could be texted, a page of them at a time: the gate's answer for now, without the words of a text.
import type { CustomerId, ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import type { Sources } from "./campaign.ts";
import { campaignPage } from "./campaign-people-rows.server.ts";
import { ANY_PROMOTION, audienceOf } from "../gate/audience.server.ts";

export const AUDIENCE_PAGE = 1_000;

/** `after` null: these were the last. */
export type AudiencePage = { now: number; later: number; never: number; excluded: number; because: Record<string, number>; after: CustomerId | null };

type Asked = { include: Sources; exclude: Sources; topic: string | null; after: CustomerId | null };

export async function draftAudience(world: World, shop: ShopId, { include, exclude, topic, after }: Asked): Promise<AudiencePage> {
  const now = world.now();
  const people = await campaignPage(world, shop, { include, exclude, at: now }, after, AUDIENCE_PAGE);
  const asked = people.filter(({ isExcluded, isShared }) => !isExcluded && !isShared);
  const page = await audienceOf(world, shop, asked, { ...ANY_PROMOTION, topic }, now);
  return { now: page.now, later: page.later, never: page.never, excluded: people.length - asked.length, because: Object.fromEntries(page.because), after: people.length < AUDIENCE_PAGE ? null : (people.at(-1)?.customerId ?? null) };
}

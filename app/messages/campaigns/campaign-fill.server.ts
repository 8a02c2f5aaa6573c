// Writes the texts of a campaign, a page of people in one transaction with the place that was reached: a death in between
// loses nobody, and a key for each person and version doubles nobody. Who is taken was decided when it started; whether
// and when a text goes, the gate says when it is due.
import { numberHasher } from "../../consent/number.server.ts";
import { invariant } from "../../lib/invariant.ts";
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { textKey } from "./campaign.ts";
import { campaignPage } from "./campaign-people-rows.server.ts";
import { endOf, NO_PACE, pacer, startsAt, wantedAt } from "./campaign-plan.ts";
import { type CampaignRow, noteFilled } from "./campaign-rows.server.ts";
import { readMessage } from "../message/message-rows.server.ts";
import type { NewText } from "../person-text.ts";
import { writeTexts } from "../person-text-rows.server.ts";

export const FILL_MAX = 1_000;

/** Null: its message is not there any more. */
export async function fillPage(world: World, shop: ShopId, campaign: CampaignRow, now: Date, limit = FILL_MAX): Promise<{ isFilled: boolean } | null> {
  const { campaignId, version, definition, startedAt, messageVersion } = campaign;
  invariant(startedAt && messageVersion !== null, "people are taken as of the start, with the message that was seen");
  const found = await readShop(world, shop);
  invariant(found, "a campaign has its shop");
  const message = await readMessage(world, shop, definition.message.id, messageVersion);
  if (!message) return null;
  const people = await campaignPage(world, shop, { include: definition.include, exclude: definition.exclude, at: startedAt }, campaign.cursor, limit);
  const hash = await numberHasher(world, shop);
  const from = startsAt(definition.schedule, found.timeZone, startedAt.getTime());
  const pace = pacer(definition.perHour, campaign.pace ?? NO_PACE);
  const leftOut = { ...campaign.leftOut };
  const texts: NewText[] = [];
  for (const person of people) {
    if (person.isExcluded) leftOut.excluded += 1;
    else if (person.phone === null) leftOut.noNumber += 1;
    else if (person.isShared) leftOut.shared += 1;
    else {
      const dueAt = pace.at(wantedAt(definition.schedule, found.timeZone, { ...person, phone: person.phone }, from));
      texts.push({
        key: textKey(campaignId, version, person.customerId), source: "campaign", customerId: person.customerId, number: hash(person.phone), campaignId, message: { id: definition.message.id, version: messageVersion },
        body: null, media: null, class: message.definition.class, scope: message.definition.scope, topic: definition.topic ?? message.definition.topic, subject: message.definition.subject, cart: null, reply: null,
        dueAt: new Date(dueAt), expiresAt: new Date(endOf(definition, dueAt)),
      });
    }
  }
  const written = await writeTexts(world, shop, texts, now);
  const isFilled = people.length < limit;
  await noteFilled(world, shop, campaignId, { cursor: people.at(-1)?.customerId ?? campaign.cursor, isFilled, people: campaign.people + written, leftOut, pace: definition.perHour === null ? null : pace.pace(), dueAt: now });
  return { isFilled };
}

// Takes a dry run one page further: the same people, words and gate as the sending, asked for the instant at which each
// text is planned. Nothing is written but the sums; a page that dies is counted anew.
import { numberHasher } from "../../consent/number.server.ts";
import type { NumberHash } from "../../consent/number.ts";
import { invariant } from "../../lib/invariant.ts";
import type { ShopId } from "../../lib/ids.ts";
import { minutes } from "../../lib/time.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import type { CampaignDefinition } from "./campaign.ts";
import { type DryResult, forecast, type Money, type Piece, tally } from "./campaign-dry.ts";
import { cancelDry, comingTexts, type Dry, runningDry, saveDry } from "./campaign-dry-rows.server.ts";
import { type CampaignPerson, campaignPage } from "./campaign-people-rows.server.ts";
import { endOf, pacer, startsAt, wantedAt } from "./campaign-plan.ts";
import { readCampaign } from "./campaign-rows.server.ts";
import type { Message } from "../gate/facts.ts";
import { gatePeople, heldBy, PEOPLE_MAX } from "../gate/people.server.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { type Message as Written, readMessage } from "../message/message-rows.server.ts";
import { senderOf } from "../sender.ts";
import { readSending } from "../sender.server.ts";
import { type ShopDay, shopDayOf, type Spent } from "../spend.ts";
import { spentBy } from "../spend-rows.server.ts";
import { addCost, NOTHING, tellBecause } from "../text/cost.ts";
import { PRICES } from "../text/prices.ts";
import { writeFor } from "../message/write-text.server.ts";

/** Returns how many pages were counted. Inside the caller's transaction. */
export async function dryStep(world: World, shop: ShopId, now: Date, limit = PEOPLE_MAX): Promise<number> {
  const dry = await runningDry(world, shop);
  if (!dry) return 0;
  const [campaign, found] = [await readCampaign(world, shop, dry.campaignId), await readShop(world, shop)];
  invariant(campaign && found, "a campaign has its shop, and a dry run its campaign");
  const { id, version } = campaign.definition.message;
  // The version that the first page was counted by, also where it was edited meanwhile.
  const message = campaign.version === dry.version ? await readMessage(world, shop, id, version ?? dry.result.messageVersion ?? undefined) : null;
  // Edited since, or its message is gone: nobody waits for this any more.
  if (!message) return cancelDry(world, shop, dry.campaignId, dry.version);
  const people = await campaignPage(world, shop, { include: campaign.definition.include, exclude: campaign.definition.exclude, at: dry.startedAt }, dry.cursor, limit);
  const result = await countPage(world, shop, { definition: campaign.definition, message, zone: found.timeZone, dry, people, now });
  const isLast = people.length < limit;
  await saveDry(world, shop, dry, { cursor: people.at(-1)?.customerId ?? dry.cursor, people: dry.people + people.length, result: { ...result, messageVersion: message.version }, doneAt: isLast ? now : null });
  return 1;
}

type Page = { definition: CampaignDefinition; message: Written; zone: string; dry: Dry; people: readonly CampaignPerson[]; now: Date };

type Asked = CampaignPerson & { phone: string; number: NumberHash };

async function countPage(world: World, shop: ShopId, { definition, message, zone, dry, people, now }: Page): Promise<DryResult> {
  const { sum, skip, add } = tally(dry.result);
  const hash = await numberHasher(world, shop);
  const asked: Asked[] = [];
  for (const person of people) {
    if (person.isExcluded) sum.excluded += 1;
    else if (person.phone === null) skip("noNumber");
    else if (person.isShared) sum.shared += 1;
    else asked.push({ ...person, phone: person.phone, number: hash(person.phone) });
  }
  const { rules, settings } = await rulesOf(world, shop);
  const sending = await readSending(world, shop, settings);
  const known = await gatePeople(world, shop, { settings, rules }, asked, now);
  const coming = await comingTexts(world, shop, asked.map(({ customerId }) => customerId));
  const written = await writeFor(world, shop, { ...message, settings }, asked.map(({ customerId, number }) => ({ textId: customerId, customerId, number, campaignId: dry.campaignId, ...heldBy(known.get(number)) })), now, { isDry: true });
  const money = await moneyOf(world, shop, zone, settings.spend, sum, now);
  const from = startsAt(definition.schedule, zone, dry.startedAt.getTime());
  const pace = pacer(definition.perHour, sum.pace);
  const said = message.definition;
  for (const one of asked) {
    const at = pace.at(wantedAt(definition.schedule, zone, one, from));
    const found = known.get(one.number);
    const words = written.get(one.customerId);
    if (!found?.customers.has(one.customerId)) skip("personGone");
    else if (!words || words === "waiting") skip("missingValue");
    else {
      const { country } = found;
      const piece = pieceOf(words.composed.text, words.media !== null, country);
      const asMessage: Omit<Message, "budgetAt"> = {
        class: said.class, scope: said.scope, reply: null, topic: definition.topic ?? said.topic, subject: said.subject, cart: null, place: "in",
        faults: words.faults, sender: senderOf(sending, said.class, country), expiresAt: endOf(definition, at),
      };
      const history = [...found.history, ...(coming.get(one.number) ?? [])];
      const cast = forecast(rules, found.person, asMessage, history, at, { ...money, micros: piece.micros });
      add(cast, piece, cast.at === null ? "" : money.dayOf(cast.at).day);
    }
  }
  return { ...sum, pace: pace.pace() };
}

function pieceOf(text: string, picture: boolean, country: string | null): Piece {
  const { parts, micros, isEstimate, worst } = addCost(NOTHING, [{ key: "", text, country }], { words: text, picture, prices: PRICES });
  return { parts, micros, isEstimate, because: worst ? tellBecause(worst.because) : "" };
}

/** Every zone's day begins at a quarter of an hour. */
const QUARTER_MS = minutes(15);

/** What was spent already counts, and what the campaign itself spends on the way. */
async function moneyOf(world: World, shop: ShopId, zone: string, limits: Money["limits"], sum: DryResult, now: Date): Promise<Omit<Money, "micros">> {
  const today = shopDayOf(zone, now);
  const spent = await spentBy(world, shop, today);
  const days = new Map<number, ShopDay>();
  const dayOf = (at: number): ShopDay => {
    const quarter = Math.floor(at / QUARTER_MS);
    const known = days.get(quarter) ?? shopDayOf(zone, new Date(quarter * QUARTER_MS));
    days.set(quarter, known);
    return known;
  };
  const spentOn = ({ day, month }: ShopDay): Spent => ({
    day: (day === today.day ? spent.day : 0) + (sum.spent[day] ?? 0),
    month: (month === today.month ? spent.month : 0) + Object.entries(sum.spent).reduce((total, [on, micros]) => total + (on.slice(0, 7) === month.slice(0, 7) ? micros : 0), 0),
  });
  return { limits, dayOf, spentOn };
}

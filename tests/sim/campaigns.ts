// The campaigns of a life: one at a time, and a sale, for which several go within days to people who wanted fewer.
import type { SegmentId } from "#app/lib/ids.ts";
import { days, hours, minutes } from "#app/lib/time.ts";
import { CampaignId } from "#app/messages/campaigns/campaign.ts";
import { cancelCampaign, createCampaign, pauseCampaign, resumeCampaign, startCampaign, startDry } from "#app/messages/campaigns/campaign-change.server.ts";
import { EMPTY_MESSAGE } from "#app/messages/message/message.ts";
import { saveMessage } from "#app/messages/message/message.server.ts";
import { saveTextSettings } from "#app/messages/settings/text-settings.server.ts";
import { chanceFrom } from "#sandbox/chance.ts";
import { broke, type Life, type Scene } from "./scene.ts";
import { prefer } from "./shoppers.ts";

const TEXTS = ["Something new is here: {{ shop.link }}", "Hi{% if customer.first_name %} {{ customer.first_name }}{% endif %}, have a look: {{ shop.link }}", "Our sale has begun."];

/** Counted, looked at, started, and now and then paused or called off. What may wait for days is begun no more when the life is to come to rest. */
export async function sendCampaign(life: Life, scene: Scene): Promise<void> {
  const { chance, everybody, segments } = scene;
  if (life.agenda.ms() > life.ends) return;
  const segment = chance.happens(0.6) && everybody !== null ? everybody : chance.pick(segments);
  await sendTo(life, scene, segment, { expiresAfterMs: hours(chance.pick([1, 6, 24, 72])) });
}

async function sendTo(life: Life, scene: Scene, segment: SegmentId, { expiresAfterMs }: { expiresAfterMs: number }): Promise<void> {
  const { world, agenda } = life;
  const { shop, chance } = scene;
  const n = (scene.campaigns += 1);
  const saved = await saveMessage(world, shop, null, { name: `Message ${n}`, definition: { ...EMPTY_MESSAGE, text: `${chance.pick(TEXTS)} (${n})` } });
  if ("problems" in saved) return broke(life, "set-up", JSON.stringify(saved.problems));
  const none = { segments: [], lists: [] };
  const made = await createCampaign(world, shop, { name: `Campaign ${n}`, definition: {
    message: { id: saved.messageId, version: null }, include: { segments: [segment], lists: [] }, exclude: none, schedule: { at: null, zone: "shop" }, perHour: chance.pick([null, null, 10]),
    expiresAfterMs, topic: null,
  } });
  if ("problems" in made) return broke(life, "set-up", JSON.stringify(made.problems));
  const { campaign, version } = made;
  await startDry(world, shop, campaign);
  agenda.at(agenda.ms() + minutes(chance.whole(1, 90)), async () => {
    const { problems } = await startCampaign(world, shop, campaign, version);
    life.log.write(agenda.ms(), problems.length === 0 ? "campaign starts" : "campaign does not start", scene.n, n);
    if (problems.length === 0) interfere(life, scene, CampaignId.parse(campaign));
  });
}

function interfere({ world, agenda }: Life, { shop, chance }: Scene, campaign: CampaignId): void {
  // Some have second thoughts before the first text is gone, and by the time they go on its hours may be over.
  const soon = agenda.ms() + minutes(chance.happens(0.5) ? 0 : chance.whole(1, 300));
  if (chance.happens(0.15)) return void agenda.at(soon, async () => void (await cancelCampaign(world, shop, campaign)));
  if (!chance.happens(0.3)) return;
  agenda.at(soon, async () => void (await pauseCampaign(world, shop, campaign)));
  agenda.at(soon + minutes(chance.whole(5, 2_000)), async () => void (await resumeCampaign(world, shop, campaign)));
}

const SALE_TEXTS = 3;

/** Once in a life everybody hears of it three times in three days, whatever the brand's own limit was. */
export function planSale(life: Life, scene: Scene): void {
  const { agenda, began, ends, seed, world } = life;
  const chance = chanceFrom(`${seed}/shop/${scene.n}/sale`);
  const first = chance.whole(began + days(3), Math.max(began + days(3), ends - days(6)));
  agenda.at(first, async () => {
    life.log.write(agenda.ms(), "a sale begins", scene.n);
    scene.settings = { ...scene.settings, gate: { ...scene.settings.gate, brand: null, needsProof: false } };
    await saveTextSettings(world, scene.shop, scene.settings, world.now());
    for (const { phone } of scene.people) if (chance.happens(0.7)) await prefer(life, scene, phone, chance.pick([{ max: 1, windowMs: days(7) }, { max: 1, windowMs: days(30) }, { max: 2, windowMs: days(7) }]));
  });
  for (let text = 0; text < SALE_TEXTS; text++) agenda.at(first + days(text) + hours(chance.whole(1, 20)), () => scene.everybody === null ? undefined : sendTo(life, scene, scene.everybody, { expiresAfterMs: hours(24) }));
}

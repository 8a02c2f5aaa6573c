// What a message would cost over the people of a segment, a thousand at a time: each one's own text is written and counted,
// dry, for those whom the gate would ever let it to.
import { numberHasher } from "../../consent/number.server.ts";
import { CustomerId, type ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { readShop } from "../../shops/rows.server.ts";
import { audiencePage, WHOLE_SHOP } from "../compliance/audience-rows.server.ts";
import type { CostPage, Worst } from "./cost-sum.ts";
import { exampleCart } from "./example-cart.ts";
import { ANY_PROMOTION } from "../gate/audience.server.ts";
import { maySend } from "../gate/may-send.ts";
import { gatePeople, heldBy } from "../gate/people.server.ts";
import { rulesOf } from "../gate/rules.server.ts";
import { kindOf } from "./message.ts";
import type { CostAsked } from "./preview.ts";
import { addCost, NOTHING, type Recipient } from "../text/cost.ts";
import { PRICES } from "../text/prices.ts";
import { peopleOf } from "./values-rows.server.ts";
import { writeFor } from "./write-text.server.ts";

const PAGE = 1_000;

export async function costPage(world: World, shop: ShopId, { name, definition, segment, after }: CostAsked): Promise<CostPage> {
  const now = world.now();
  const [{ settings, rules }, hash, page] = [await rulesOf(world, shop), await numberHasher(world, shop), await audiencePage(world, shop, segment ?? WHOLE_SHOP, { every: 1, cursor: after }, PAGE)];
  const asked = page.map(({ customerId, phone }) => ({ customerId, phone, number: hash(phone) }));
  const gate = await gatePeople(world, shop, { settings, rules }, asked, now);
  const { class: kind, scope, topic, subject } = definition;
  // Whether there is a cart, nobody knows while the message is written.
  const message = { ...ANY_PROMOTION, class: kind, scope, topic, subject, cart: kindOf(definition) === "cart" ? { key: "example", leftAt: now.getTime(), isOrdered: false } : null };
  const able = asked.filter(({ number }) => {
    const found = gate.get(number);
    return found !== undefined && maySend(rules, found.person, message, found.history, now.getTime()).verdict !== "skip";
  });
  const found = await readShop(world, shop);
  const cart = found ? exampleCart(found.host, found.currency) : undefined;
  const texts = await writeFor(world, shop, { messageId: null, name, definition, settings }, able.map(({ customerId, number }) => ({ textId: customerId, customerId, number, campaignId: null, cart, ...heldBy(gate.get(number)) })), now, { isDry: true });
  const written = able.flatMap(({ customerId, number }): (Recipient & { isFit: boolean })[] => {
    const one = texts.get(customerId);
    return one && one !== "waiting" ? [{ key: customerId, text: one.composed.text, country: gate.get(number)?.country ?? null, isFit: !one.faults.includes("missingValue") && !one.faults.includes("tooLong") }] : [];
  });
  const fit = written.filter(({ isFit }) => isFit);
  const { byParts, parts, micros, isEstimate, worst } = addCost(NOTHING, fit, { words: definition.text, picture: definition.media !== null, prices: PRICES });
  return {
    asked: asked.length, never: asked.length - able.length, unfit: written.length - fit.length, byParts: Object.fromEntries(byParts), parts, micros, isEstimate,
    worst: worst && (await named(world, shop, { customerId: worst.key, name: null, parts: worst.parts, text: worst.text, because: worst.because }, now)),
    next: page.length < PAGE ? null : (page.at(-1)?.customerId ?? null),
  };
}

async function named(world: World, shop: ShopId, worst: Worst, now: Date): Promise<Worst> {
  const [person] = await peopleOf(world, shop, [CustomerId.parse(worst.customerId)], now);
  return { ...worst, name: [person?.firstName, person?.lastName].filter(Boolean).join(" ") || null };
}

// What of the shop the checker asks about (checker/finding.ts): its brand and links, the messages that steps name, the limits
// that hold, and how long and dear a text of theirs gets.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { RULE_BOOK } from "../../consent/rule-book.ts";
import { commonCountry } from "../../lists/rows.server.ts";
import type { CouponSettings } from "../../messages/coupons/coupon.ts";
import { exampleShop } from "../../messages/message/editor.server.ts";
import { exampleText } from "../../messages/message/example-text.ts";
import { aroundMessages } from "../../messages/message/message.server.ts";
import type { MessageDefinition } from "../../messages/message/message.ts";
import { listMessages, readMessage } from "../../messages/message/message-rows.server.ts";
import { PRICES, priceOf } from "../../messages/text/prices.ts";
import type { Surroundings } from "../checker.ts";
import type { FlowDefinition } from "../definition.ts";

/** Of a coupon that is yet to be chosen: as long as any. */
const ANY_COUPON: CouponSettings = { saving: { kind: "percent", percent: 20 }, minimumMinor: null, startsAt: "2020-01-01T00:00:00Z", endsAt: null, isOnce: true, word: "THANKYOU" };

/** The number by which the checker's texts name it. */
const THE_FLOWS_OWN = 1;

/** `usable`: coupons whose codes can be given out. */
export type Around = { surroundings: Surroundings; usable: ReadonlySet<number> };

export async function surroundingsOf(world: World, shop: ShopId, definition: FlowDefinition): Promise<Around> {
  const [{ around, settings }, example, country] = [await aroundMessages(world, shop), await exampleShop(world, shop), await commonCountry(world, shop)];
  const now = world.now();
  const { part, carrierPart } = priceOf(PRICES, country).price;
  const messages = await messagesOf(world, shop, definition);
  const coupons = new Map([...[THE_FLOWS_OWN, ...[...messages.values()].flatMap(({ coupon }) => coupon ?? [])].map((coupon) => [coupon, ANY_COUPON] as const), ...example.coupons]);
  return {
    usable: around.coupons,
    surroundings: {
      brand: around.brand, hosts: around.hosts, messages, cap: settings.gate.brand, policies: { ...RULE_BOOK.policies, ...settings.gate.policies },
      partsOf: (message) => exampleText({ ...example, coupons }, message, now, "first")?.parts.parts ?? null,
      partMicros: part + carrierPart,
    },
  };
}

/** Of a step that names a version: that one, as long as the message is there. */
async function messagesOf(world: World, shop: ShopId, { steps }: FlowDefinition): Promise<Map<number, MessageDefinition>> {
  const named = steps.flatMap((step) => (step.kind === "send" && step.message.kind === "saved" ? [step.message] : []));
  if (named.length === 0) return new Map();
  const found = new Map<number, MessageDefinition>((await listMessages(world, shop)).map(({ messageId, definition }) => [messageId, definition]));
  for (const { id, version } of named) {
    const older = version !== null && found.has(id) ? await readMessage(world, shop, id, version) : null;
    if (older) found.set(id, older.definition);
  }
  return found;
}

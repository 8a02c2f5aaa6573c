// Saving messages: what a merchant got wrong comes back beside its field; what is right is a new version, and texts that
// were written of the one before keep it.
import { invariant } from "../../lib/invariant.ts";
import type { ShopId } from "../../lib/ids.ts";
import { type Problem, problemsOf } from "../../lib/problem.ts";
import { transact, type World } from "../../lib/world.ts";
import { neededByFlows } from "../../shops/flow-use-rows.server.ts";
import { readShop } from "../../shops/rows.server.ts";
import { type Around, checkMessage, type PlacedProblem } from "./check-message.ts";
import { whyNoCode } from "../coupons/coupon.ts";
import { type ListedCoupon, listCoupons } from "../coupons/coupon-rows.server.ts";
import { hostsOf } from "../links/destination.ts";
import { linkHostOf } from "../links/in-text.ts";
import { lookAtMedia } from "./media.server.ts";
import { MessageDraft, type MessageId, MESSAGES_MAX } from "./message.ts";
import { changeMessage, insertMessage, lockMessages, readMessage, removeMessage, usersOf } from "./message-rows.server.ts";
import { readTextSettings } from "../settings/text-settings.server.ts";
import type { TextSettings } from "../settings/text-settings.ts";

export type SavedMessage = { messageId: MessageId; version: number } | { problems: PlacedProblem[] };

/** What a message is checked against, and chosen from. */
export async function aroundMessages(world: World, shop: ShopId): Promise<{ around: Around; settings: TextSettings; coupons: ListedCoupon[] }> {
  const [{ settings }, found, coupons] = [await readTextSettings(world, shop), await readShop(world, shop), await listCoupons(world, shop)];
  invariant(found && world.appUrl, "a merchant's shop is there, and it is known how the app is reached");
  const now = world.now();
  const usable = coupons.filter((coupon) => whyNoCode(coupon, now) === null);
  return { settings, coupons: usable, around: { brand: settings.brand, hosts: hostsOf(found, settings, linkHostOf(settings, world.appUrl)), coupons: new Set(usable.map(({ couponId }) => couponId)) } };
}

/** `messageId` null: a new one. */
export async function saveMessage(world: World, shop: ShopId, messageId: MessageId | null, input: unknown): Promise<SavedMessage> {
  const read = MessageDraft.safeParse(input);
  if (!read.success) return { problems: problemsOf(read.error) };
  const { name, definition } = read.data;
  const before = messageId === null ? null : await readMessage(world, shop, messageId);
  const { problems } = checkMessage(definition, (await aroundMessages(world, shop)).around);
  const ofPicture = definition.media !== null && definition.media !== before?.definition.media ? await lookAtMedia(world, definition.media) : [];
  if (problems.length + ofPicture.length > 0) return { problems: [...problems, ...ofPicture] };
  return transact(world, async (within) => {
    const known = await lockMessages(within, shop);
    const problem = known.some((one) => one.messageId !== messageId && one.name.toLowerCase() === name.toLowerCase()) ? { path: ["name"], message: "Another message has this name." }
      : messageId === null && known.length >= MESSAGES_MAX ? { path: [], message: `A shop has at most ${MESSAGES_MAX} messages. Delete one that is not used any more.` } : null;
    if (problem) return { problems: [problem] };
    const now = within.now();
    if (messageId === null) return { messageId: await insertMessage(within, shop, name, definition, now), version: 1 };
    const current = await readMessage(within, shop, messageId);
    if (!current) return { problems: [{ path: [], message: "This message was deleted meanwhile." }] };
    const isSame = JSON.stringify(current.definition) === JSON.stringify(definition);
    return { messageId, version: isSame && current.name === name ? current.newest : await changeMessage(within, shop, current, name, isSame ? null : definition, now) };
  });
}

/** Refused, with the reason, while a campaign or a live flow is to send it. Empty when it is gone. */
export function deleteMessage(world: World, shop: ShopId, messageId: MessageId): Promise<Problem[]> {
  return transact(world, async (within) => {
    await lockMessages(within, shop);
    const users = await usersOf(within, shop, messageId);
    if (users.length > 0) return [{ path: [], message: `Campaigns use this message: ${users.map(({ name }) => `“${name}”`).join(", ")}. Cancel them, or give them another message first.` }];
    const needed = await neededByFlows(within, shop, "message", messageId);
    if (needed.length > 0) return needed;
    await removeMessage(within, shop, messageId, within.now());
    return [];
  });
}

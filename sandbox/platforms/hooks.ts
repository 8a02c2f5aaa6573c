// Webhooks on their way to the app: signed as the platform signs, tried again as it says, and delayed,
// doubled, held back, lost or forged as the account's faults say.
import { type Account, type Delivery, type Hook, LOG_MAX, remember } from "./account.ts";
import type { Ground, Platform, Sent } from "./platform.ts";

/** The app's status; null = no answer came. */
export type Deliver = (sent: Sent) => Promise<number | null>;

export function put(ground: Ground, platform: Platform, account: Account, hook: Hook, topic: string, item: unknown) {
  if (hook.disabledMs !== null) return;
  const { hooks } = account.faults;
  const now = ground.now();
  const id = (account.counter += 1);
  const chance = ground.chance(`hook/${account.platform}/${account.number}/${id}`);
  if (chance.happens(hooks.lose)) return;
  const copies = chance.happens(hooks.duplicate) ? 2 : 1;
  for (let copy = 0; copy < copies; copy++) {
    const held = chance.happens(hooks.reorder) ? chance.whole(1, hooks.reorderMs) : 0;
    const atMs = now + chance.whole(...hooks.delayMs) + held;
    const company = copy === 0 && held === 0 ? withRoom(account, platform, hook) : undefined;
    if (company) company.items.push(item);
    else account.deliveries.push({ id: copy === 0 ? id : (account.counter += 1), hookId: hook.id, topic, items: [item], atMs, madeMs: now, attempts: 0 });
  }
}

const withRoom = (account: Account, platform: Platform, hook: Hook): Delivery | undefined =>
  (platform.itemsMax ?? 1) > 1 ? account.deliveries.findLast((delivery) => delivery.hookId === hook.id && delivery.attempts === 0 && delivery.items.length < (platform.itemsMax ?? 1)) : undefined;

/** One after the other, in the order in which they are due. */
export async function deliverDue(ground: Ground, platform: Platform, account: Account, deliver: Deliver): Promise<void> {
  for (let next = takeDue(account, ground.now()); next; next = takeDue(account, ground.now())) {
    const hook = account.hooks.get(next.hookId);
    if (!hook || hook.disabledMs !== null) continue;
    const forged = ground.chance(`forge/${account.platform}/${next.id}/${next.attempts}`).happens(account.faults.hooks.forge);
    const sent = platform.wrap(account, hook, next, ground.now(), forged);
    const status = await deliver(sent);
    next.attempts += 1;
    remember(account.attempts, { hookId: hook.id, url: sent.url, topic: next.topic, atMs: ground.now(), attempt: next.attempts, status }, LOG_MAX);
    settle(platform, account, hook, next, status, ground.now());
  }
}

function takeDue(account: Account, now: number): Delivery | undefined {
  let first: Delivery | undefined;
  for (const delivery of account.deliveries) {
    if (delivery.atMs <= now && (!first || delivery.atMs < first.atMs || (delivery.atMs === first.atMs && delivery.id < first.id))) first = delivery;
  }
  if (first) account.deliveries.splice(account.deliveries.indexOf(first), 1);
  return first;
}

function settle(platform: Platform, account: Account, hook: Hook, delivery: Delivery, status: number | null, now: number) {
  if (status !== null && status >= 200 && status < 300) {
    hook.failingSinceMs = null;
    return;
  }
  hook.failingSinceMs ??= now;
  const waitMs = platform.retryMs(delivery.attempts, status);
  if (platform.disablesAfterMs !== undefined && now - hook.failingSinceMs >= platform.disablesAfterMs) hook.disabledMs = now;
  if (waitMs === null) return;
  account.deliveries.push({ ...delivery, atMs: now + waitMs });
}

// Pump: what the law makes us erase. customers/redact takes the person out of every table, shop/redact
// the shop. The request itself is a row of the inbox and waits its turn there. With nothing to erase,
// once a day, it deletes the rows that have done their work.
import type { ShopId } from "../lib/ids.ts";
import { lockMembership, lockMirror } from "../lib/lock.server.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { later, minutes } from "../lib/time.ts";
import { transact, type World } from "../lib/world.ts";
import { eraseFromFlows } from "../shops/forget-flow-rows.server.ts";
import { noteForgotten } from "../shops/forgotten-rows.server.ts";
import { mayForget, spelling } from "../shops/forget.ts";
import { eraseInbox, erasePerson, eraseParked, eraseShopItself, eraseShopRows, eraseWaiting, numbersOf, restartImports, waitingFor, wordsOf } from "../shops/forget-rows.server.ts";
import { mayPrune, notePruned, pruneRows } from "../shops/prune-rows.server.ts";
import { deactivate, readShop } from "../shops/rows.server.ts";
import { sealAnew } from "../shops/seal-rows.server.ts";
import { lockFacts } from "../customers/rows.server.ts";
import { eraseElsewhere } from "./erase-elsewhere.server.ts";
import { forgetNumbers } from "./forget-numbers.server.ts";
import { ingest as decide, type Understood } from "./ingest.ts";
import { finish, park, postpone, takeErasing } from "./rows.server.ts";

/** The law gives 30 days; an import takes minutes. */
const AGAIN_MS = minutes(5);

export const forget: Pump = {
  name: "forget",
  async step(world, shop) {
    const row = await takeErasing(world, shop, world.now());
    if (!row) return prune(world, shop);
    const { understood: [understood], unreadable } = decide([row]);
    if (!understood) {
      await park(world, shop, unreadable, world.now());
      return 1;
    }
    if (understood.meaning.kind === "redactShop") return forgetShop(world, shop, understood);
    return transact(world, (within) => forgetPerson(within, shop, understood));
  },
};

async function prune(world: World, shop: ShopId): Promise<number> {
  const now = world.now();
  if (!(await mayPrune(world, shop, now))) return 0;
  const gone = await pruneRows(world, shop, now);
  if (gone > 0) return gone;
  await sealAnew(world, shop);
  await notePruned(world, shop, now);
  return gone;
}

async function forgetPerson(world: World, shop: ShopId, { row, meaning }: Understood): Promise<number> {
  const now = world.now();
  if (meaning.kind !== "redactCustomer") return 0;
  await lockFacts(world, shop);
  await restartImports(world, shop);
  if (!mayForget(await waitingFor(world, shop, row.inboxId, now))) {
    const at = later(now, AGAIN_MS);
    await postpone(world, shop, row.inboxId, at);
    await wake(world, shop, "forget", at);
    return 0;
  }
  // Whoever calculates or compares just now would write the person down once more.
  await lockMembership(world, shop);
  await lockMirror(world, shop);
  const ids = await numbersOf(world, shop, meaning.customerId);
  const words = await wordsOf(world, shop, ids);
  await eraseElsewhere(world, shop, ids, now);
  await eraseFromFlows(world, shop, ids);
  await forgetNumbers(world, shop, ids, [...words, ...meaning.words], now);
  await erasePerson(world, shop, ids, meaning.orderIds);
  await noteForgotten(world, shop, ids, now);
  await eraseWaiting(world, shop, [...words, ...meaning.words]);
  await eraseParked(world, shop, [...words, ...meaning.words].map(spelling), ids);
  await finish(world, shop, [row.inboxId], now);
  await wake(world, shop, "evaluate");
  return 1;
}

/** A merchant who has come back meanwhile keeps the shop: the request was about the time before. */
async function forgetShop(world: World, shop: ShopId, { row }: Understood): Promise<number> {
  const now = world.now();
  const found = await readShop(world, shop);
  if (found && found.state !== "uninstalled" && found.installedAt && found.installedAt > later(row.triggeredAt, -SHOP_DELAY_MS)) {
    await finish(world, shop, [row.inboxId], now);
    return 1;
  }
  // Nothing else works for this shop from here on.
  if (found) await transact(world, (within) => deactivate(within, shop, found.domain, now));
  await eraseShopRows(world, shop);
  await transact(world, (within) => eraseLast(within, shop));
  world.log.info("shop erased", { shop });
  return 1;
}

/** A pump that had begun before the shop was shut may have written since its tables were emptied: they are emptied again when it is done. */
async function eraseLast(world: World, shop: ShopId): Promise<void> {
  // The inbox first: whoever holds rows of it waits for the facts, and must not wait for us.
  await eraseInbox(world, shop);
  await lockFacts(world, shop);
  await lockMembership(world, shop);
  await lockMirror(world, shop);
  await eraseShopItself(world, shop);
}

/** Shopify asks 48 hours after the uninstall (shopify.dev, compliance webhooks): whoever installed since then has come back. */
const SHOP_DELAY_MS = minutes(48 * 60);

// A shop's life: opened (first and again), its scopes change, it is uninstalled.
import type { ShopId } from "../lib/ids.ts";
import { wake } from "../lib/pump.server.ts";
import { transact, type World } from "../lib/world.ts";
import { hurryImports, unpause } from "./pause-rows.server.ts";
import { activate, askImports, coverFrom, coverUsesFrom, deactivate, lockShop, readShop, saveScopes, shopByDomain } from "./rows.server.ts";
import { ALL_ORDERS, ordersSince, sameScopes } from "./scopes.ts";

/**
 * The first line of every page: the shop is active afterwards and its history has been asked for,
 * however often and from however many pages at once. Usually it is one look at one row.
 */
export async function openShop(world: World, input: { domain: string; scopes: string[] }): Promise<ShopId> {
  const known = await shopByDomain(world, input.domain);
  if (known?.state === "active" && sameScopes(known.scopes, input.scopes)) return known.shop;
  return transact(world, (within) => open(within, input));
}

async function open(world: World, { domain, scopes }: { domain: string; scopes: string[] }): Promise<ShopId> {
  const now = world.now();
  const found = await lockShop(world, domain, now);
  const { shop } = found;
  if (found.state === "active") {
    await changeScopes(world, shop, scopes);
    return shop;
  }
  const isResumed = found.state === "paused";
  const since = ordersSince({ ordersSince: found.ordersSince, listenedUntil: isResumed ? now : found.uninstalledAt }, scopes, now);
  await activate(world, shop, { scopes, ordersSince: since, installedAt: (isResumed && found.installedAt) || now, now });
  // A shop that was only paused goes on where it stopped; one that comes back has missed what happened meanwhile.
  if (!isResumed) {
    await coverFrom(world, shop, now);
    if (found.uninstalledAt) await coverUsesFrom(world, shop, now);
    await askImports(world, shop, ["products", "customers", "orders"], "install", "", now);
  } else if (showAll(found.scopes, scopes)) await askImports(world, shop, ["orders"], "asked", "", now);
  await goOn(world, shop);
  return shop;
}

/** In a transaction: Shopify answers again, and the shop goes on where it stopped. False where it was not paused any more. */
export async function resumeShop(world: World, shop: ShopId): Promise<boolean> {
  if (!(await unpause(world, shop))) return false;
  await goOn(world, shop);
  return true;
}

/** Wake-ups that came while the shop had no work were passed over. */
async function goOn(world: World, shop: ShopId): Promise<void> {
  await hurryImports(world, shop, world.now());
  for (const pump of ["import", "evaluate", "clock", "mirror", "deliver"] as const) await wake(world, shop, pump);
}

/** The old orders become visible. */
const showAll = (before: readonly string[], after: readonly string[]) => after.includes(ALL_ORDERS) && !before.includes(ALL_ORDERS);

/** Orders that become visible are fetched. */
export async function changeScopes(world: World, shop: ShopId, scopes: string[]): Promise<void> {
  const found = await readShop(world, shop);
  if (!found || sameScopes(found.scopes, scopes)) return;
  const now = world.now();
  await saveScopes(world, shop, scopes, ordersSince({ ordersSince: found.ordersSince, listenedUntil: now }, scopes, now));
  // A paused shop reads them once it works again; one that comes back after an uninstall reads everything.
  if (showAll(found.scopes, scopes) && (found.state === "active" || found.state === "paused")) {
    await askImports(world, shop, ["orders"], "asked", "", now);
    await wake(world, shop, "import");
  }
}

/**
 * Work stops and the tokens go; the facts stay until Shopify asks for their erasure (shop/redact,
 * 48 hours later), so that a merchant who comes back finds their segments. False where nothing was done.
 */
export async function uninstall(world: World, shop: ShopId, at: Date): Promise<boolean> {
  const found = await readShop(world, shop);
  // Told late, after the merchant had come back.
  if (!found || (found.installedAt && found.installedAt > at)) return false;
  await deactivate(world, shop, found.domain, at);
  return true;
}

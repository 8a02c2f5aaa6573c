// Pump: customers and orders that webhooks described in part are read whole, a page at a time, after
// their webhooks were understood and only while nobody waits for Shopify's cost bucket. Nothing is
// leased: reading somebody twice is the same as once, and whoever is killed reads the page again.
import { writeFacts } from "../customers/apply.server.ts";
import type { FoundEvent } from "../customers/state.ts";
import type { Facts } from "../customers/fact.ts";
import { lockFacts } from "../customers/rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import { type Pump, wake } from "../lib/pump.server.ts";
import { Refusal } from "../lib/refusal.ts";
import { transact, type World } from "../lib/world.ts";
import { admin } from "../shopify/admin.server.ts";
import { RESERVE_OF_IDLE_WORK } from "../shopify/cost.ts";
import { DETAIL_KINDS, DetailAnswer, detailFacts, detailIds, type DetailKind, detailPage, detailQuery } from "../shopify/detail.ts";
import { readShop } from "../shops/rows.server.ts";
import { metafieldsToAsk, type Settings } from "../shops/settings.ts";
import { isBusy, noteAsked, stillThere, type Undetailed, undetailedOf } from "./detail-rows.server.ts";
import { spreadFound } from "./platform.server.ts";

export const detail: Pump = {
  name: "detail",
  async step(world, shop) {
    const now = world.now();
    const found = await readShop(world, shop);
    if (!found || (await isBusy(world, shop, now))) return 0;
    for (const kind of DETAIL_KINDS) {
      const { size } = detailPage(kind, metafieldsToAsk(found.settings));
      const page = await undetailedOf(world, shop, kind, now, size);
      if (page.length > 0) return read(world, shop, kind, page, found.settings);
    }
    return 0;
  },
};

async function read(world: World, shop: ShopId, kind: DetailKind, page: Undetailed[], settings: Settings): Promise<number> {
  const metafields = metafieldsToAsk(settings);
  const cost = detailPage(kind, metafields).costOf(page.length);
  const answer = await admin(world, shop).query(DetailAnswer, detailQuery(kind, metafields), detailIds(kind, page.map(({ id }) => id)), { cost, reserve: RESERVE_OF_IDLE_WORK });
  await world.point("detail:after-read");
  if (answer.kind === "data") {
    const { facts, unread } = detailFacts(kind, answer.data.nodes, { metafields, birthDateMetafield: settings.birthDateMetafield });
    if (unread > 0) world.log.warn("descriptions not as we know them", { shop, kind, unread });
    return write(world, shop, kind, page, facts);
  }
  if (answer.reason === "graphql") {
    // Asking again gets the same answer; what the nightly reconcile cannot read either, it parks.
    world.log.warn("descriptions refused", { shop, kind, detail: answer.detail });
    await noteAsked(world, shop, kind, page);
    return page.length;
  }
  // The tick comes back to them, or we do as soon as the bucket allows.
  if (answer.retryAt) await wake(world, shop, "detail", answer.retryAt);
  return 0;
}

async function write(world: World, shop: ShopId, kind: DetailKind, page: Undetailed[], facts: Facts): Promise<number> {
  const refused = await transact(world, async (within) => {
    // Whoever was erased since the page was asked for must not come back with its answer.
    await lockFacts(within, shop);
    const there = await stillThere(within, shop, kind, page.map(({ id }) => id));
    const [about, waiting, now]: [Facts, FoundEvent[], Date] = [factsAbout(facts, there), [], within.now()];
    await writeFacts(within, shop, about, { now, live: true, optedOut: waiting });
    await spreadFound(within, shop, about.customers, waiting, now);
    await noteAsked(within, shop, kind, page);
    await wake(within, shop, "evaluate");
    await within.point("detail:before-commit");
    return null;
  }).catch((problem: unknown) => refusal(problem));
  if (refused !== null) {
    world.log.warn("descriptions not stored", { shop, kind, problem: refused });
    await noteAsked(world, shop, kind, page);
  }
  return page.length;
}

const factsAbout = (facts: Facts, ids: ReadonlySet<string>): Facts => ({
  ...facts,
  customers: facts.customers.filter(({ customerId }) => ids.has(customerId)),
  storeCredits: facts.storeCredits.filter(({ customerId }) => ids.has(customerId)),
  orders: facts.orders.filter(({ orderId }) => ids.has(orderId)),
});

/** One of the page holds what PostgreSQL does not take: the whole page is left to the nightly reconcile, which finds the one. */
function refusal(problem: unknown): Refusal {
  if (problem instanceof Refusal && /^2[23]/.test(problem.code)) return problem;
  throw problem;
}

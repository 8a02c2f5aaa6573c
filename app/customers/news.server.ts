// Notes what facts tell that is new, in their transaction: a look before they are written, another after, and the difference.
// A shop whose flows listen for nothing pays for one look at what they listen for.
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { namedIn } from "./apply.ts";
import { customerNews } from "./customer-news.ts";
import { eventNews } from "./event-news.ts";
import type { FoundEvent } from "./state.ts";
import type { Facts } from "./fact.ts";
import { ORDER_STEPS } from "./fact-id.ts";
import { changed, type Happened } from "./happened.ts";
import { listenedIn, noteHappened } from "./happened-rows.server.ts";
import { orderNews, type Orders, tagNews } from "./news.ts";
import type { CustomerState, TagState } from "./state.ts";
import { customerStates, lineStates, orderStates, refundStates, tagStates } from "./state-rows.server.ts";

type Listened = ReadonlySet<string>;
type State = { orders: Orders; tags: TagState[]; customers: CustomerState[] };
export type Before = State & { listened: Listened; orderIds: string[]; tagged: string[]; described: string[] };

const OF_ORDERS = ["order", "item", "refund", "edited", ...ORDER_STEPS];
const OF_CUSTOMERS = ["customerCreated", "customerUpdated", "accountEnabled", "metafield", "rfmGroup", "consentConfirmed", "smsOptedIn"];

/** Null: nobody listens. Asked before anything of this is written, by whoever holds the lock of the shop's facts. */
export async function lookBefore(world: World, shop: ShopId, facts: Facts): Promise<Before | null> {
  const listened = await listenedIn(world, shop);
  if (listened.size === 0) return null;
  const asks = (whats: readonly string[]) => whats.some((what) => listened.has(what));
  const names = {
    orderIds: asks(OF_ORDERS) ? [...new Set([...facts.orders, ...facts.lines, ...facts.refunds].map(({ orderId }) => orderId))] : [],
    tagged: asks(["tagged", "untagged"]) ? [...new Set([...facts.customers.filter(({ tagsAt }) => tagsAt), ...facts.tagChanges].map(({ customerId }) => customerId))] : [],
    described: asks(OF_CUSTOMERS) ? namedIn({ ...facts, orders: [] }) : [],
  };
  return { listened, ...names, ...(await stateOf(world, shop, { listened, ...names })) };
}

async function stateOf(world: World, shop: ShopId, { listened, orderIds, tagged, described }: Omit<Before, keyof State>): Promise<State> {
  const isAny = orderIds.length > 0;
  return {
    orders: {
      orders: isAny ? await orderStates(world, shop, orderIds) : [],
      lines: isAny && (listened.has("item") || listened.has("edited")) ? await lineStates(world, shop, orderIds) : [],
      refunds: isAny && (listened.has("refund") || listened.has("edited")) ? await refundStates(world, shop, orderIds) : [],
    },
    tags: tagged.length > 0 ? await tagStates(world, shop, tagged) : [],
    customers: described.length > 0 ? await customerStates(world, shop, described) : [],
  };
}

/** `touched`: whose facts these are. `sources`: of words on consent that came through us, by customer. `isRest`: no order is told, only more of one. */
export type Written = { events: readonly FoundEvent[]; touched: readonly string[]; sources: ReadonlyMap<string, string>; isRest: boolean };

export async function noteNews(world: World, shop: ShopId, before: Before, { events, touched, sources, isRest }: Written, now: Date): Promise<void> {
  const after = await stateOf(world, shop, before);
  const isChangeHeard = before.listened.has("changed");
  const news: Happened[] = [
    ...orderNews(before.orders, after.orders).filter(({ what }) => !isRest || what !== "edited"), ...tagNews(before.tags, after.tags), ...customerNews(before.customers, after.customers, now),
    ...eventNews(events, { before: before.customers, after: after.customers, sources }),
    ...(isChangeHeard ? touched.map((customerId) => changed(customerId, now)) : []),
  ];
  await noteHappened(world, shop, news.filter(({ what }) => before.listened.has(what)), now);
}

/** Events whose owner was found later than they were told. */
export async function noteFound(world: World, shop: ShopId, events: readonly FoundEvent[], now: Date): Promise<void> {
  if (events.length === 0) return;
  await noteHappened(world, shop, eventNews(events, { before: [], after: [], sources: new Map() }), now);
}

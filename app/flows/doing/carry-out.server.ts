// Each kind of part by whoever knows how: in sets, within the transaction that settles the rows.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { callFlows } from "./call-flows.server.ts";
import { callHooks } from "./call-hook.server.ts";
import { changeConsent } from "./change-consent.server.ts";
import { changeInShopify } from "./change-in-shopify.server.ts";
import { changeLists } from "./change-lists.server.ts";
import { changeProperties } from "./change-property.server.ts";
import { askCodes } from "./coupon-ahead.server.ts";
import type { Asked, Part, Told } from "./doing.ts";

type Doer = (world: World, shop: ShopId, parts: readonly Part[], now: Date) => Promise<Told[]>;
type Way = "shopify" | "platforms" | "lists" | "consent" | "coupon" | "hook" | "flows";

const DOERS: Record<Way, Doer> = { shopify: changeInShopify, platforms: changeProperties, lists: changeLists, consent: changeConsent, coupon: askCodes, hook: callHooks, flows: callFlows };

const CHANGES: Record<Extract<Asked, { kind: "change" }>["change"]["kind"], Way> = {
  tag: "shopify", untag: "shopify", metafield: "shopify", listAdd: "lists", listRemove: "lists", property: "platforms", suppress: "consent", unsubscribe: "consent",
};
const CALLS: Record<Extract<Asked, { kind: "call" }>["call"]["kind"], Way> = { listIn: "lists", listOut: "lists", webhook: "hook", shopifyFlow: "shopify", startFlow: "flows", stopFlow: "flows" };

function wayOf(asked: Asked): Way {
  switch (asked.kind) {
    case "change": return CHANGES[asked.change.kind];
    case "coupon": return "coupon";
    case "call": return CALLS[asked.call.kind];
    default: return asked satisfies never;
  }
}

/** Whether it changes what is known of customers. */
export const touchesFacts = ({ asked }: Part): boolean => wayOf(asked) === "lists" || wayOf(asked) === "consent";

/** Everybody who is handed in has an outcome. */
export async function carryOut(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = [];
  for (const [way, all] of Map.groupBy(parts, ({ asked }) => wayOf(asked))) told.push(...(await DOERS[way](world, shop, all, now)));
  return told;
}

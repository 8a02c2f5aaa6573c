// Each kind of part by whoever knows how: in sets, within the transaction that settles the rows.
import type { ShopId } from "../../lib/ids.ts";
import type { World } from "../../lib/world.ts";
import { type Part, type Told, DONE, refused } from "./doing.ts";
import { tagPeople } from "./change-in-shopify.server.ts";

/** Whether it changes what is known of customers. */
export const touchesFacts = ({ asked }: Part): boolean =>
  asked.kind === "change" && (asked.change.kind === "listAdd" || asked.change.kind === "listRemove" || asked.change.kind === "unsubscribe" || asked.change.kind === "suppress");

/** Everybody who is handed in has an outcome. */
export async function carryOut(world: World, shop: ShopId, parts: readonly Part[], now: Date): Promise<Told[]> {
  const told: Told[] = await tagPeople(world, shop, parts, now);
  const known = new Set(told.map(({ part }) => part));
  return [...told, ...parts.filter((part) => !known.has(part)).map((part) => ({ part, outcome: part.asked.kind === "coupon" ? DONE : refused("Segue cannot do this yet.") }))];
}

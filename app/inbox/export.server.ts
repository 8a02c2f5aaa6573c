// Everything Segue holds about one person, as a file the merchant can send on (customers/data_request).
import { z } from "zod";
import { numberHasher } from "../consent/number.server.ts";
import { NumberHash } from "../consent/number.ts";
import { exportedRows, isAskedFor, noteFetched, survivorOf } from "../customers/export-rows.server.ts";
import type { ShopId } from "../lib/ids.ts";
import type { World } from "../lib/world.ts";
import { numbersOf, wordsOf } from "../shops/forget-rows.server.ts";
import { numbersShared, numbersUsed } from "../shops/forget-texts-rows.server.ts";
import { exportedFlows } from "./export-flows-rows.server.ts";
import { exportedTexts } from "./export-texts-rows.server.ts";

export const CustomerExport = z.record(z.string(), z.array(z.record(z.string(), z.unknown())));
export type CustomerExport = { exportedAt: string; customerId: string; data: z.infer<typeof CustomerExport> };

/** By any number the person ever had. Null where nothing is held and nobody asked. Requests about this person count as answered from now on. */
export async function exportCustomer(world: World, shop: ShopId, customerId: string): Promise<CustomerExport | null> {
  const now = world.now();
  const ids = await numbersOf(world, shop, customerId);
  const survivor = await survivorOf(world, shop, customerId);
  const hash = await numberHasher(world, shop);
  const phones = (await wordsOf(world, shop, [survivor])).filter((word) => word.startsWith("+"));
  const before = await numbersUsed(world, shop, ids);
  const shared = new Set(await numbersShared(world, shop, before, ids));
  const numbers = [...new Set([...phones.map(hash), ...before.filter((number) => !shared.has(number)).map((number) => NumberHash.parse(number))])];
  const data = { ...(await exportedRows(world, shop, survivor)), ...(await exportedTexts(world, shop, ids, numbers)), ...(await exportedFlows(world, shop, ids)) };
  // A request about somebody of whom nothing is held is answered by a file that says so.
  const isHeld = Object.values(data).some((rows) => rows.length > 0);
  if (!isHeld && !(await isAskedFor(world, shop, ids))) return null;
  await noteFetched(world, shop, ids, now);
  return { exportedAt: now.toISOString(), customerId, data };
}
